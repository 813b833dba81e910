"""Python sources to bytecode: `compile_archive`, and this module run as a program, which does it.

Not `pyodide py-compile`: that keeps docstrings and columns, and writes the time of its temporary files into the
bytecode, so that no two builds are equal.
"""

import importlib.util
import marshal
import os
import subprocess
import sys
from pathlib import Path

from tools.runtime.archive import read_archive, write_archive

# PEP 552: flags 1 = bytecode that belongs to a source by hash, and nobody need look at that source.
_UNCHECKED_HASH = (1).to_bytes(4, "little")


def compile_archive(source: Path, target: Path) -> None:
    """Write `target`, the archive `source` with every .py file compiled as by `python -OO`.

    Line numbers stay, for tracebacks; columns go, they are a fifth of the bytes. Code names its file as it is called in
    the archive. A file that is no Python 3 (olefile carries its twin for Python 2) is left out: nothing can import it.
    """
    command = [sys.executable, "-X", "no_debug_ranges", "-m", "tools.runtime.compiled", str(source), str(target)]
    # The order of a frozen set in a constant follows the hash seed.
    subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": "0"})


def _compiled(name: str, source: bytes) -> bytes | None:
    try:
        code = compile(source, name, "exec", dont_inherit=True, optimize=2)
    except SyntaxError:
        return None
    return importlib.util.MAGIC_NUMBER + _UNCHECKED_HASH + importlib.util.source_hash(source) + marshal.dumps(code)


def _main(source: Path, target: Path) -> None:
    files = read_archive(source)
    for name in [name for name in files if name.endswith(".py")]:
        if compiled := _compiled(name, files.pop(name)):
            files[f"{name}c"] = compiled
    write_archive(target, files)


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]))
