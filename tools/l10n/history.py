"""What a section of a source page once said: found in git's history by its hash."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml  # type: ignore[import-untyped]

from tools import pages
from tools.l10n.sections import Section, sections
from tools.strings import SOURCE


@dataclass(frozen=True, slots=True)
class Old:
    """A section as it was, and the ISO date of the last commit that had it so."""

    section: Section
    date: str


def find(name: str, wanted: dict[str, str]) -> dict[str, Old]:
    """Return the sections of a source page that have the `wanted` hashes, by id; those that no commit has are left out.

    Without git, or outside of a repository, nothing is found.
    """
    found: dict[str, Old] = {}
    for date, text in _versions(pages.DOCS / SOURCE / name):
        try:
            parts = sections(text)
        except yaml.YAMLError:
            continue
        for part, value in wanted.items():
            if part not in found and part in parts and parts[part].hash == value:
                found[part] = Old(parts[part], date)
        if len(found) == len(wanted):
            break
    return found


def _versions(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the date and text of a file at each commit that touched it, latest first, under its earlier names too."""
    root = _git(path.parent, "rev-parse", "--show-toplevel").strip()
    log = _git(path.parent, "log", "--follow", "--format=%x00%H %cs", "--name-only", "--", path.name)
    for entry in log.split("\0")[1:]:
        (commit, date), *names = (line.split(" ", 1) for line in entry.splitlines() if line)
        for [name] in names:
            yield date, _git(Path(root), "show", f"{commit}:{name}")


def _git(folder: Path, *arguments: str) -> str:
    """Return what git says, nothing where there is none or it fails."""
    command = ["git", "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8")
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
