"""A WebAssembly module as far as trimming needs it: its sections, and what is called in a function.

The binary format is that of the WebAssembly specification, chapter 5, with exceptions as they were first proposed,
which is what Emscripten writes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MAGIC = b"\0asm\1\0\0\0"
IMPORT, EXPORT, START, ELEMENT, CODE, DATA, DATA_COUNT = 2, 7, 8, 9, 10, 11, 12
FUNCTION, TABLE, MEMORY, GLOBAL, TAG = range(5)  # kinds of what is imported and exported

_FOLLOW = {
    # How many numbers (an index, a constant, a type, a place in memory) follow an instruction.
    **dict.fromkeys((0x00, 0x01, 0x05, 0x0B, 0x0F, 0x19, 0x1A, 0x1B, 0xD1, *range(0x45, 0xC5)), 0),
    **dict.fromkeys((0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0C, 0x0D, 0x18), 1),
    **dict.fromkeys((*range(0x20, 0x27), 0x3F, 0x40, 0x41, 0x42, 0xD0), 1),
    **dict.fromkeys((0x11, 0x13, *range(0x28, 0x3F)), 2),
}
_BR_TABLE, _SELECT, _MORE = 0x0E, 0x1C, 0xFC
_FOLLOW_MORE = {**dict.fromkeys(range(8), 0), 8: 2, 9: 1, 10: 2, 11: 1, 12: 2, 13: 1, 14: 2, 15: 1, 16: 1, 17: 1}
_SIZES = {0x43: 4, 0x44: 8}  # constants written as they are
CALLS = frozenset((0x10, 0x12, 0xD2))  # call, return_call, ref.func
GLOBALS = frozenset((0x23, 0x24))  # global.get, global.set


@dataclass(frozen=True, slots=True)
class Entry:
    """An import or an export: names, kind, the index of what is exported, how the type of an import is written."""

    module: str
    name: str
    kind: int
    index: int = 0
    mutable: bool = False
    written: bytes = b""


class Reader:
    """Reads the numbers and names of the binary format, one after the other."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def byte(self) -> int:
        """Return the next byte."""
        self.at += 1
        return self.data[self.at - 1]

    def number(self) -> int:
        """Return an unsigned number."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:  # noqa: PLR2004  the last byte
                return value

    def signed(self) -> int:
        """Return a number that may be below zero."""
        start = self.at
        value = self.number()
        bits = 7 * (self.at - start)
        return value - (1 << bits) if value >> (bits - 1) else value

    def numbers(self, count: int) -> None:
        """Pass so many numbers."""
        for _ in range(count):
            self.number()

    def name(self) -> str:
        """Return a name, which stands behind its length."""
        size = self.number()
        self.at += size
        return self.data[self.at - size : self.at].decode()


def number(value: int) -> bytes:
    """Return an unsigned number in the binary format."""
    written = bytearray()
    while value > 0x7F:  # noqa: PLR2004
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*written, value))


def signed(value: int) -> bytes:
    """Return a number that may be below zero in the binary format."""
    bits = (value if value >= 0 else ~value).bit_length() + 1
    size = -(-bits // 7)
    whole = value & ((1 << 7 * size) - 1)
    return bytes(whole >> 7 * at & 0x7F | (0x80 if at < size - 1 else 0) for at in range(size))


def sections(module: bytes) -> list[tuple[int, bytes]]:
    """Return id and content of every section; raise ValueError for anything but a module."""
    if not module.startswith(MAGIC):
        raise ValueError("no WebAssembly module")
    reader, found = Reader(module, len(MAGIC)), []
    while reader.at < len(module):
        kind, size = reader.byte(), reader.number()
        found.append((kind, module[reader.at : reader.at + size]))
        reader.at += size
    return found


def written(parts: Sequence[tuple[int, bytes]]) -> bytes:
    """Return the module that has these sections."""
    return MAGIC + b"".join(bytes((kind,)) + number(len(content)) + content for kind, content in parts)


def imports(content: bytes) -> list[Entry]:
    """Return what an import section names."""
    reader = Reader(content)
    return [_imported(reader) for _ in range(reader.number())]


def _imported(reader: Reader) -> Entry:
    module, name, kind = reader.name(), reader.name(), reader.byte()
    start, mutable = reader.at, False
    if kind == GLOBAL:
        reader.byte()
        mutable = bool(reader.byte())
    elif kind in {TABLE, MEMORY}:
        reader.at += kind == TABLE
        limited = reader.number()
        reader.number()
        if limited & 1:
            reader.number()
    else:
        reader.at += kind == TAG
        reader.number()
    return Entry(module, name, kind, mutable=mutable, written=reader.data[start : reader.at])


def import_section(entries: Sequence[Entry]) -> bytes:
    """Return the content of an import section."""
    return number(len(entries)) + b"".join(
        _named(entry.module) + _named(entry.name) + bytes((entry.kind,)) + entry.written for entry in entries
    )


def exports(content: bytes) -> list[Entry]:
    """Return what an export section names."""
    reader = Reader(content)
    return [Entry("", reader.name(), reader.byte(), reader.number()) for _ in range(reader.number())]


def export_section(entries: Sequence[Entry]) -> bytes:
    """Return the content of an export section."""
    return number(len(entries)) + b"".join(
        _named(entry.name) + bytes((entry.kind,)) + number(entry.index) for entry in entries
    )


def _named(name: str) -> bytes:
    return number(len(name.encode())) + name.encode()


def bodies(content: bytes) -> list[bytes]:
    """Return the functions of a code section without their sizes."""
    reader, found = Reader(content), []
    for _ in range(reader.number()):
        size = reader.number()
        found.append(content[reader.at : reader.at + size])
        reader.at += size
    return found


def code_section(functions: Sequence[bytes]) -> bytes:
    """Return the content of a code section."""
    return number(len(functions)) + b"".join(number(len(body)) + body for body in functions)


def instructions(body: bytes) -> Iterator[tuple[int, int]]:
    """Yield the instructions of a function that name one thing, with its index.

    Raises ValueError for an instruction that is not known here.
    """
    reader = Reader(body)
    for _ in range(reader.number()):
        reader.number()
        reader.byte()
    while reader.at < len(body):
        code = reader.byte()
        if code in CALLS or code in GLOBALS:
            yield code, reader.number()
        elif code in _FOLLOW:
            reader.numbers(_FOLLOW[code])
        else:
            _pass_other(code, reader)


def data_section(segments: Sequence[tuple[int, bytes]]) -> bytes:
    """Return the content of a data section, of what lies at which place in memory."""
    return number(len(segments)) + b"".join(
        b"\0\x41" + signed(place) + b"\x0b" + number(len(content)) + content for place, content in segments
    )


def _pass_other(code: int, reader: Reader) -> None:
    if code in _SIZES:
        reader.at += _SIZES[code]
    elif code == _BR_TABLE:
        reader.numbers(reader.number() + 1)
    elif code == _SELECT:
        reader.numbers(reader.number())
    elif code == _MORE and (follow := _FOLLOW_MORE.get(reader.number())) is not None:
        reader.numbers(follow)
    else:
        raise ValueError(f"instruction {code:#x} is not known")


def elements(content: bytes) -> Iterator[int]:
    """Yield the functions of an element section; raise ValueError where it holds anything else."""
    reader = Reader(content)
    for _ in range(reader.number()):
        if reader.number() != 0:
            raise ValueError("a table of something else")
        while reader.byte() != 0x0B:  # noqa: PLR2004  the end of where it begins
            reader.number()
        for _ in range(reader.number()):
            yield reader.number()
