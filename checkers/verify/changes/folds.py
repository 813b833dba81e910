"""Ways in which programs fold a header field (RFC 5322 2.2.3)."""

import re
from collections.abc import Callable, Iterator

from checkers.dkim.verification.octets import CRLF

FOLD = re.compile(rb"\r\n[ \t]+")
_WIDTHS = (78, 76, 72)


def all_folds() -> Iterator[Callable[[bytes], bytes]]:
    """Yield each way as a function of a whole field with its CRLF."""
    yield _unfolded
    yield lambda field: field[:-2].replace(CRLF, b"") + CRLF
    yield lambda field: FOLD.sub(b"\r\n\t", field)
    yield lambda field: FOLD.sub(b"\r\n ", field)
    yield lambda field: FOLD.sub(b"\r\n        ", field)
    yield lambda field: FOLD.sub(b"\r\n    ", field)
    for indent in (b" ", b"\t"):
        for mark in (b",", b";"):
            yield lambda field, indent=indent, mark=mark: _after(_unfolded(field), mark, indent)  # type: ignore[misc]
        for width in _WIDTHS:
            yield lambda field, indent=indent, width=width: _wrapped(_unfolded(field), width, indent)  # type: ignore[misc]


def folds(field: bytes) -> Iterator[bytes]:
    """Yield a field folded in each way; its name stays before the first fold and alone before it, too."""
    for fold in all_folds():
        yield fold(field)
    name, colon, value = _unfolded(field).partition(b":")
    for indent in (b" ", b"\t"):
        yield name + colon + CRLF + indent + value.lstrip(b" \t")
        yield name + colon + b" " + CRLF + indent + value.lstrip(b" \t")


def _unfolded(field: bytes) -> bytes:
    return FOLD.sub(b" ", field[:-2]) + CRLF


def _after(field: bytes, mark: bytes, indent: bytes) -> bytes:
    return re.sub(re.escape(mark) + rb"[ \t]+", mark + CRLF + indent, field)


def _wrapped(field: bytes, width: int, indent: bytes) -> bytes:
    """Return a field whose lines break at the last space within `width` characters, the space being the indent."""
    line, lines = field[:-2], list[bytes]()
    while len(line) > width:
        at = line.rfind(b" ", len(indent) + 1, width + 1)
        if at < 0:
            at = line.find(b" ", width)
        if at < 0 or len(lines) > width:
            break
        lines.append(line[:at])
        line = indent + line[at + 1 :]
    return CRLF.join((*lines, line)) + CRLF
