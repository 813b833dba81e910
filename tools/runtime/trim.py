"""Pyodide's interpreter without what only dynamic libraries need: we load none.

An interpreter that can load libraries offers them thousands of functions, and computes when it starts what its own data
hold of addresses. Here the functions that nobody calls become empty, and the addresses are written into the data: both
depend on where memory and table begin, which Pyodide's script fixes. Anything unexpected raises ValueError: a new
version of Pyodide may be built in another way.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial

from tools.runtime.data import lighter
from tools.runtime.script import lean
from tools.runtime.wasm import (
    CALLS,
    CODE,
    DATA,
    DATA_COUNT,
    ELEMENT,
    EXPORT,
    FUNCTION,
    GLOBAL,
    GLOBALS,
    IMPORT,
    START,
    Entry,
    Reader,
    bodies,
    code_section,
    data_section,
    elements,
    export_section,
    exports,
    import_section,
    imports,
    instructions,
    number,
    sections,
    written,
)  # fmt: skip

_EMPTY = b"\0\0\x0b"  # no locals, unreachable, end
_RELOCATIONS = "__wasm_apply_data_relocs"
_USED_BY_US = frozenset({"PyMem_RawMalloc", "PyMem_RawFree", "sbrk", "_Py_HashBytes", "_Py_Dealloc"})
# What the making of a snapshot reads of what the script shares.
_READ_BY_US = frozenset(
    {
        "HEAPU8", "HEAPU32", "stackSave", "_emscripten_stack_get_end", "_sbrk", "_PyMem_RawMalloc", "_PyMem_RawFree",
        "__PyRuntime", "__PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET",
    }
)  # fmt: skip
_BASE = re.compile(r'var ___(memory|table)_base=new WebAssembly\.Global\(\{value:"i32",mutable:false\},(\d+)\)')
_DECLARED = re.compile(r'var (_\w+)=(?:Module\["\1"\]=)?wasmExports\["(\w+)"\];')
_FULL = re.compile(rb"(?:[^\0]|\0(?!\0{63}))+")  # a segment of its own costs less than so many zeros
_NAME = re.compile(r"[A-Za-z_$][\w$]*")


@dataclass(frozen=True, slots=True)
class Trimmed:
    """Pyodide's two files."""

    script: str
    module: bytes


def trim(script: str, loader: str, module: bytes) -> Trimmed:
    """Return both without what nobody uses; raise ValueError where they are not as expected.

    `loader` is the script that starts the other one.
    """
    parts = dict(sections(module))
    imported = imports(parts[IMPORT])
    offered = exports(parts[EXPORT])
    functions = bodies(parts[CODE])
    before = sum(entry.kind == FUNCTION for entry in imported)
    [place] = [entry.index - before for entry in offered if entry.name == _RELOCATIONS]
    start, _ = _only_segment(parts[DATA])
    data = parts[DATA][:start] + lighter(parts[DATA][start:])
    bases = _bases(script, imported)
    functions[place], data = _relocated(functions[place], data, bases)
    named = [frozenset(instructions(body)) for body in functions]
    roots = [Reader(parts[START]).number(), *elements(parts[ELEMENT])]

    runs = partial(_runs, before, named, roots)
    running = runs(_used(script, offered))
    used = {index for one in running if one >= before for code, index in named[one - before] if code in GLOBALS}
    imported = _asked(imported, used)
    script = lean(script, loader, {entry.name for entry in imported}, _READ_BY_US)
    entries = _named(script, offered, {entry.name for entry in imported if entry.module.startswith("GOT.")})
    running = runs(entries)
    functions = [body if index + before in running else _EMPTY for index, body in enumerate(functions)]
    segments = list(_segments(data, max(bases.values())))
    changed = {
        IMPORT: import_section(imported),
        EXPORT: export_section(entries),
        CODE: code_section(functions),
        DATA: data_section(segments),
        DATA_COUNT: number(len(segments)),
    }
    trimmed = written([(kind, changed.get(kind, content)) for kind, content in sections(module)])
    return Trimmed(script, trimmed)


def _used(script: str, offered: Iterable[Entry]) -> list[Entry]:
    """Return the exports that a script names elsewhere than where it only passes them on."""
    if not _DECLARED.search(script):
        raise ValueError("the script takes what the interpreter offers in an unknown way")
    return _named(_DECLARED.sub("", script), offered)


def _named(script: str, offered: Iterable[Entry], asked: AbstractSet[str] = frozenset()) -> list[Entry]:
    """Return the exports that a script names, those that we use, and those that the interpreter asks for itself."""
    names = {*_NAME.findall(script), *_USED_BY_US, *asked}
    return [entry for entry in offered if {entry.name, f"_{entry.name}"} & names]


def _asked(imported: Sequence[Entry], used: AbstractSet[int]) -> list[Entry]:
    """Return the imports with one address of a function in place of all addresses that nobody uses.

    Each of them would cost the script a function of WebAssembly around one of its own.
    """
    found, index = [], 0
    stand_in = next(entry for entry in imported if entry.module == "GOT.mem")
    for entry in imported:
        unused = entry.module == "GOT.func" and index not in used
        found.append(stand_in if unused else entry)
        index += entry.kind == GLOBAL
    return found


def _runs(
    before: int, named: Sequence[AbstractSet[tuple[int, int]]], roots: Iterable[int], offered: Iterable[Entry]
) -> set[int]:
    """Return the functions that may ever run, by index; those that are imported come `before` what is `named`."""
    found: set[int] = set()
    open_ = [*roots, *(entry.index for entry in offered if entry.kind == FUNCTION)]
    while open_:
        index = open_.pop()
        if index not in found:
            found.add(index)
            if index >= before:
                open_ += (other for code, other in named[index - before] if code in CALLS)
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


def _segments(data: bytes, base: int) -> Iterator[tuple[int, bytes]]:
    """Yield what is not zero in the only segment of data, and its place in memory, which is zero where nothing is."""
    start, size = _only_segment(data)
    for part in _FULL.finditer(data, start, start + size):
        yield base + part.start() - start, part[0]


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
