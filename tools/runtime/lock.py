"""Pyodide's lock file for our own packages."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def lock(pyodide: Path, wheels: Mapping[Path, Path]) -> dict[str, Any]:
    """Return the content of a lock file: what Pyodide says about itself, and our packages instead of its own.

    `wheels` are the compiled wheels by the plain wheels that they were made from; only a plain one can be read for the
    lock file. Raises ValueError where a wheel requires something that is not among them.
    """
    # Imported here because they are slow and not needed to find that nothing has changed.
    from pyodide_lock import PyodideLockSpec  # noqa: PLC0415
    from pyodide_lock.utils import add_wheels_to_spec  # noqa: PLC0415

    spec = PyodideLockSpec.from_json(pyodide / "pyodide-lock.json")
    spec.packages = {}
    spec = add_wheels_to_spec(spec, list(wheels))
    compiled = {plain.name: path for plain, path in wheels.items()}
    for package in spec.packages.values():
        path = compiled[Path(package.file_name).name]
        package.file_name = path.name
        package.sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return spec.to_dict()
