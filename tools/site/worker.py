"""The worker's script as one file: a browser asks for it once and starts it sooner. Its modules are not shipped."""

import subprocess
from functools import cache
from pathlib import Path

from mkdocs.structure.files import Files

from tools.runtime.program import node
from tools.strings import ROOT, write_if_changed

_FOLDER = "assets/shell/"
_ENTRY, _MODULES = f"{_FOLDER}worker.js", f"{_FOLDER}worker-"
_BUNDLE = Path(__file__).with_name("bundle.mjs")
_MADE = ROOT / ".cache" / "worker" / "worker.js"


def in_one_file(files: Files) -> None:
    """Give the worker's file all that it imports, and take away the files that are imported by it alone.

    Raises subprocess.CalledProcessError where a module cannot be read.
    """
    entry = files.get_file_from_path(_ENTRY)
    if entry is None or entry.abs_src_path in {None, str(_MADE)}:
        return
    path = Path(str(entry.abs_src_path))
    write_if_changed(_MADE, _bundled(path, tuple(module.read_bytes() for module in sorted(path.parent.glob("*.js")))))
    entry.abs_src_path = str(_MADE)
    for file in [file for file in files if file.src_uri.startswith(_MODULES)]:
        files.remove(file)


@cache  # a build asks once for each language
def _bundled(entry: Path, _sources: tuple[bytes, ...]) -> str:
    done = subprocess.run(node(_BUNDLE, entry), check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return done.stdout
