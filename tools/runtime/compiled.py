"""Python sources to bytecode: `compile_archive`, and this module run as a program, which does it.

Not `pyodide py-compile`: that keeps docstrings and columns, and writes the time of its temporary files into the
bytecode, so that no two builds are equal.
"""

import ast
import importlib.util
import marshal
import os
import subprocess
import sys
from pathlib import Path
from types import CodeType

from tools.runtime.archive import read_archive, write_archive

# PEP 552: flags 1 = bytecode that belongs to a source by hash, and nobody need look at that source.
_LONGEST = 8  # units of code that an entry of a line table can stand for
_UNCHECKED_HASH = (1).to_bytes(4, "little")


def compile_archive(source: Path, target: Path, *, bare: bool = False) -> None:
    """Write `target`, the archive `source` with every .py file compiled as by `python -OO`.

    A line number is that of the function, which is enough for a traceback; columns go. With `bare` the annotations of
    functions go too; the standard library has code that reads its own. Code names its file as it is called in the
    archive. A file that is no Python 3 (olefile carries its twin for Python 2) is left out: nothing can import it.
    """
    command = [sys.executable, "-X", "no_debug_ranges", "-m", "tools.runtime.compiled", str(source), str(target)]
    command += ["bare"] * bare
    # The order of a frozen set in a constant follows the hash seed.
    subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": "0"})


class _Bare(ast.NodeTransformer):
    """Takes the annotations of functions away: they are there for people and tools, and each is an object in memory."""

    def _bared(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        node.returns = None
        arguments = node.args
        for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
            if one is not None:
                one.annotation = None
        return self.generic_visit(node)

    visit_FunctionDef = visit_AsyncFunctionDef = _bared  # noqa: N815  names that the visitor looks for


def _compiled(name: str, source: bytes, *, bare: bool) -> bytes | None:
    try:
        tree = ast.parse(source, name)
        if bare:
            _Bare().visit(tree)
        code = compile(tree, name, "exec", dont_inherit=True, optimize=2)
    except SyntaxError:
        return None
    head = importlib.util.MAGIC_NUMBER + _UNCHECKED_HASH + importlib.util.source_hash(source)
    return head + marshal.dumps(on_one_line(code))


def on_one_line(code: CodeType) -> CodeType:
    """Return code of which every instruction is on the line where the function begins.

    Exact lines are a tenth of a snapshot. Which function it was is enough to find a mistake.
    """
    units = len(code.co_code) // 2
    # Objects/locations.md of CPython: entries of up to 8 units, kind 13 (a line and no columns), 0 lines further.
    lengths = [*[_LONGEST] * (units // _LONGEST), *filter(None, [units % _LONGEST])]
    table = b"".join(bytes((0x80 | 13 << 3 | length - 1, 0)) for length in lengths)
    constants = tuple(on_one_line(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_linetable=table, co_consts=constants)


def _main(source: Path, target: Path, *, bare: bool) -> None:
    files = read_archive(source)
    for name in [name for name in files if name.endswith(".py")]:
        if compiled := _compiled(name, files.pop(name), bare=bare):
            files[f"{name}c"] = compiled
    write_archive(target, files)


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]), bare="bare" in sys.argv[3:])
