"""Zip archives whose bytes depend on their content alone."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

_MADE = (1980, 1, 1, 0, 0, 0)  # the oldest time that a zip can state


def write_archive(path: Path, content: Mapping[str, bytes]) -> None:
    """Write `content` (bytes by name inside the archive), sorted, packed, without times and owners."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(content):
            entry = zipfile.ZipInfo(name, _MADE)
            entry.create_system = 3  # or the bytes would tell Windows from the rest
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content[name], zipfile.ZIP_DEFLATED, 9)


def read_archive(path: Path) -> dict[str, bytes]:
    """Return the files of an archive by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
