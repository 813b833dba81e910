"""Pyodide's interpreter without what only dynamic libraries need: we load none.

An interpreter that can load libraries offers them thousands of functions, and computes when it starts what its own data
hold of addresses. Here the functions that nobody calls become empty, and the addresses are written into the data: both
depend on where memory and table begin, which Pyodide's script fixes. Anything unexpected raises ValueError: a new
version of Pyodide may be built in another way.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tools.runtime.data import lighter
from tools.runtime.wasm import (
    CODE,
    DATA,
    ELEMENT,
    EXPORT,
    FUNCTION,
    GLOBAL,
    IMPORT,
    START,
    Entry,
    Reader,
    bodies,
    called,
    code_section,
    elements,
    export_section,
    exports,
    imports,
    sections,
    written,
)  # fmt: skip

_EMPTY = b"\0\0\x0b"  # no locals, unreachable, end
_RELOCATIONS = "__wasm_apply_data_relocs"
_USED_BY_US = frozenset({"PyMem_RawMalloc", "PyMem_RawFree", "sbrk", "_Py_HashBytes", "_Py_Dealloc"})
_BASE = re.compile(r'var ___(memory|table)_base=new WebAssembly\.Global\(\{value:"i32",mutable:false\},(\d+)\)')
_DECLARED = re.compile(r'var (_\w+)=(?:Module\["\1"\]=)?wasmExports\["(\w+)"\];')
_NAME = re.compile(r"[A-Za-z_$][\w$]*")


@dataclass(frozen=True, slots=True)
class Trimmed:
    """Pyodide's two files."""

    script: str
    module: bytes


def trim(script: str, module: bytes) -> Trimmed:
    """Return both without the exports that the script does not use; raise ValueError where they are not as expected."""
    parts = dict(sections(module))
    imported = imports(parts[IMPORT])
    offered = exports(parts[EXPORT])
    kept = _used(script, offered) | {entry.name for entry in imported if entry.module.startswith("GOT.")}
    entries = [entry for entry in offered if entry.name in kept]
    functions = bodies(parts[CODE])
    before = sum(entry.kind == FUNCTION for entry in imported)
    [place] = [entry.index - before for entry in offered if entry.name == _RELOCATIONS]
    start, _ = _only_segment(parts[DATA])
    data = parts[DATA][:start] + lighter(parts[DATA][start:])
    functions[place], data = _relocated(functions[place], data, _bases(script, imported))
    roots = [Reader(parts[START]).number(), *elements(parts[ELEMENT])]
    roots += (entry.index for entry in entries if entry.kind == FUNCTION)
    alive = _reached(roots, lambda index: called(functions[index - before]) if index >= before else ())
    functions = [body if index + before in alive else _EMPTY for index, body in enumerate(functions)]
    changed = {EXPORT: export_section(entries), CODE: code_section(functions), DATA: data}
    trimmed = written([(kind, changed.get(kind, content)) for kind, content in sections(module)])
    return Trimmed(_DECLARED.sub(lambda match: match[0] if match[2] in kept else "", script), trimmed)


def _used(script: str, offered: Iterable[Entry]) -> set[str]:
    """Return the exports that a script names elsewhere than where it only passes them on."""
    if not _DECLARED.search(script):
        raise ValueError("the script takes what the interpreter offers in an unknown way")
    names = set(_NAME.findall(_DECLARED.sub("", script)))
    return {entry.name for entry in offered if {entry.name, f"_{entry.name}"} & names} | _USED_BY_US


def _reached(roots: Iterable[int], names: Callable[[int], Iterable[int]]) -> set[int]:
    found: set[int] = set()
    open_ = list(roots)
    while open_:
        index = open_.pop()
        if index not in found:
            found.add(index)
            open_ += names(index)
    return found


def _bases(script: str, imported: Iterable[Entry]) -> dict[int, int]:
    """Return the values of the two globals, by index, that addresses are relative to."""
    values = {f"__{name}_base": int(value) for name, value in _BASE.findall(script)}
    globals_ = [entry for entry in imported if entry.kind == GLOBAL]
    found = {index: values[entry.name] for index, entry in enumerate(globals_) if entry.name in values}
    if len(found) != 2:  # noqa: PLR2004
        raise ValueError("memory and table begin at an unknown place")
    return found


def _relocated(body: bytes, data: bytes, bases: dict[int, int]) -> tuple[bytes, bytes]:
    """Return the function that computes addresses without those that are known, and the data with these in it."""
    start, size = _only_segment(data)
    image = bytearray(data)
    [memory] = [index for index, value in bases.items() if value == max(bases.values())]
    reader, kept = Reader(body), []
    if reader.number():
        raise ValueError("locals where none were expected")
    while body[reader.at] != 0x0B:  # noqa: PLR2004  end
        begun = reader.at
        where, relative = _address(reader)
        known = relative == memory
        value, relative = _address(reader)
        if reader.byte() != 0x36:  # noqa: PLR2004  i32.store
            raise ValueError("not a store of an address")
        reader.number()
        where += reader.number()
        if not known or not 0 <= where <= size - 4:
            raise ValueError("an address outside the data")
        if relative in bases:
            image[start + where : start + where + 4] = (value + bases[relative]).to_bytes(4, "little")
        else:
            kept.append(body[begun : reader.at])
    return b"\0" + b"".join(kept) + b"\x0b", bytes(image)


def _address(reader: Reader) -> tuple[int, int]:
    """Return an address as its distance from a global, and the index of that global."""
    if reader.byte() != 0x23:  # noqa: PLR2004  global.get
        raise ValueError("an address that is not relative")
    relative, value = reader.number(), 0
    while reader.data[reader.at] == 0x41:  # noqa: PLR2004  i32.const
        reader.at += 1
        distance = reader.signed()
        sign = {0x6A: 1, 0x6B: -1}[reader.byte()]
        value += sign * distance
    return value, relative


def _only_segment(data: bytes) -> tuple[int, int]:
    """Return where the content of the only data segment begins, which lies at the memory's base, and its size."""
    reader = Reader(data)
    if (reader.number(), reader.number(), reader.byte()) != (1, 0, 0x23):
        raise ValueError("more than one segment of data")
    reader.number()
    if reader.byte() != 0x0B:  # noqa: PLR2004
        raise ValueError("data that lie elsewhere")
    size = reader.number()
    return reader.at, size
