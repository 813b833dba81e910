"""Files of ours in place of those of an archive that bring much of which a checker has no use."""

from collections.abc import Container
from pathlib import Path

_FOLDER = Path(__file__).parent / "lean"  # a folder for each archive


def lean(archive: str, files: Container[str]) -> dict[str, bytes]:
    """Return our files for an archive, by their path in it; `files` are the paths of its own.

    Raises ValueError where a file of ours has none to stand for.
    """
    folder = _FOLDER / archive
    ours = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")}
    if strange := [path for path in ours if path not in files]:
        raise ValueError(f"{archive} has no {strange[0]}")
    return ours
