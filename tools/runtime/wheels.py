"""Wheels of the checkers and of what they import, without a network."""

import base64
import hashlib
import os
import re
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from tools.runtime.archive import write_archive
from tools.runtime.instead import lean

_LOCAL = ("INSTALLER", "REQUESTED", "direct_url.json")  # what an installer adds to a wheel's files
_EPOCH = "315532800"  # 1980-01-01, as in every other archive


def checkers_wheel(root: Path, folder: Path) -> Path:
    """Build the wheel of the project in `root` into `folder`; return its path."""
    from hatchling.builders.wheel import WheelBuilder  # noqa: PLC0415  slow, and not needed to find nothing changed

    os.environ["SOURCE_DATE_EPOCH"] = _EPOCH
    return Path(next(WheelBuilder(str(root)).build(directory=str(folder), versions=["standard"])))


def requirements(root: Path) -> list[Distribution]:
    """Return the installed distributions that the project in `root` requires, and those that they require."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    found: dict[str, Distribution] = {}
    wanted = list(project.get("dependencies", ()))
    while wanted:
        requirement = wanted.pop()
        name = re.match(r"[\w.-]+", requirement)
        if name is None or "extra ==" in requirement or name[0] in found:
            continue
        found[name[0]] = distribution(name[0])
        wanted += found[name[0]].requires or ()
    return [found[name] for name in sorted(found)]


def installed_wheel(package: Distribution, folder: Path) -> Path:
    """Write the wheel that `package` was installed from, as far as it is Python, into `folder`; return its path.

    What was installed was held against the hashes of requirements.lock; every file is held against the hash that the
    wheel states for it. Raises ValueError where one has been changed since.
    """
    content = {}
    for file in package.files or ():
        if file.hash is None or file.name in _LOCAL or file.parts[0] == "..":
            continue
        data = Path(str(file.locate())).read_bytes()
        digest = base64.urlsafe_b64encode(hashlib.new(file.hash.mode, data).digest()).rstrip(b"=").decode()
        if digest != file.hash.value:
            raise ValueError(f"{file} is not what {package.name} was installed with: install it anew")
        content[file.as_posix()] = data
    path = folder / f"{package.name.replace('-', '_')}-{package.version}-py3-none-any.whl"
    write_archive(path, content | lean(package.name, content))
    return path
