"""The data of Pyodide's interpreter without what a checker has no use for: texts of help, names of characters.

Everything stays in its place: what goes becomes zeros, which travel for nothing. Anything unexpected raises ValueError:
a new version of Pyodide may be built in another way.
"""

import hashlib
import io
import marshal
import os
import re
import subprocess
import sys
from types import CodeType

from tools.runtime.compiled import on_one_line

# Where the tables for the names of characters lie (unicodedata.name, unicodedata.lookup), and what they are. Without
# them no character has a name, and none is found by its name.
_NAMES = ((1_378_780, 1_471_392), (1_471_392, 1_633_424), (1_640_864, 1_783_912))
_NAMES_ARE = "d068e6b05ae909bfd6b141e8c0defc4fee61c4e6e3e53793b4722a0f077e1f25"

_HELP = re.compile(rb"(?<=\0)([A-Za-z_][\w.]*\([^\0]{0,400}?\)\n--\n\n)([^\0]+)")  # behind a signature, which stays
_CODE = b"\xe3" + bytes(12)  # a code object of a module: no arguments
_LARGEST = 1 << 17  # bytes of a module's code
_HAS_HELP = 0x4000000  # CO_HAS_DOCSTRING


def lighter(data: bytes) -> bytes:
    """Return the content of the interpreter's data segment, as long as before."""
    # In a process of its own: what is written about code depends on what else the process holds.
    command = [sys.executable, "-m", __name__]
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    done = subprocess.run(command, check=False, input=_checked(data), capture_output=True, env=environment)
    if done.returncode:
        raise ValueError(done.stderr.decode(errors="replace"))
    return done.stdout


def _checked(data: bytes) -> bytes:
    named = hashlib.sha256(b"".join(data[start:end] for start, end in _NAMES)).hexdigest()
    if named != _NAMES_ARE:
        raise ValueError("the names of characters lie at an unknown place")
    return data


def _lighter(data: bytes) -> bytes:
    changed = bytearray(data)
    for start, end in _NAMES:
        changed[start:end] = bytes(end - start)
    for match in _HELP.finditer(data):
        changed[match.start(2) : match.end(2)] = bytes(len(match[2]))
    _bare_modules(changed)
    return bytes(changed)


def _bare_modules(data: bytearray) -> None:
    """Take help and lines out of the modules that are in the interpreter itself, as out of all others."""
    at = found = 0
    while (at := data.find(_CODE, at)) >= 0:
        stream = io.BytesIO(data[at : at + _LARGEST])
        try:
            code = marshal.load(stream)  # noqa: S302  Pyodide's own
        except (EOFError, ValueError, TypeError):
            code = None
        if not isinstance(code, CodeType):
            at += 1
            continue
        size = stream.tell()
        written = marshal.dumps(_without_help(on_one_line(code)))
        if len(written) > size:
            raise ValueError(f"{code.co_filename} would be longer than before")
        data[at : at + size] = written.ljust(size, b"\0")
        at += size
        found += 1
    if not found:
        raise ValueError("the interpreter's own modules are not found")


def _without_help(code: CodeType) -> CodeType:
    constants = tuple(_without_help(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    if code.co_flags & _HAS_HELP:
        constants = (None, *constants[1:])
    return code.replace(co_consts=constants, co_flags=code.co_flags & ~_HAS_HELP)


if __name__ == "__main__":
    sys.stdout.buffer.write(_lighter(sys.stdin.buffer.read()))
