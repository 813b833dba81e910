"""The content of a part as it is encoded, and what is left of it when something in the decoded text is taken out."""

from binascii import Error, a2b_base64, a2b_qp, b2a_base64
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Protocol

from checkers.dkim.verification.canonical import single_spaces
from checkers.dkim.verification.octets import CRLF, normal
from checkers.verify.changes.digests import Cut
from checkers.verify.changes.quoted import STYLES, Style

LINE = 76  # characters of a line of base64, RFC 2045 6.8


type Edit = Callable[[bytes], bytes]


class Coding(Protocol):
    """A content: `text` as it is read, `octets` canonical as they are hashed."""

    text: bytes
    octets: bytes

    def cut(self, start: int, end: int) -> Cut:
        """Return the octets without `text[start:end]`."""


def canonical_lines(octets: bytes, *, relaxed: bool) -> bytes:
    """Return whole lines in their canonical form; empty ones at the end of a body are not looked at."""
    if not relaxed:
        return octets
    octets = single_spaces(octets).replace(b" \r\n", CRLF)
    return octets[:-1] if octets.endswith(b" ") else octets


class Plain:
    """A content without encoding."""

    def __init__(self, text: bytes) -> None:
        self.text = self.octets = text

    def cut(self, start: int, end: int) -> Cut:
        """Return the octets without `text[start:end]`."""
        return Cut(start, b"", end)


@dataclass(frozen=True, slots=True)
class Written:
    """How a quoted-printable text is written: the style of new lines, and the lines that stay as they are."""

    style: Style
    relaxed: bool
    lines: tuple[bytes | None, ...] = ()


class Quoted:
    """A content in quoted-printable, whose lines of text are encoded each by itself."""

    def __init__(self, text: bytes, written: Written) -> None:
        self.text = text
        self._written = written
        # the lines are encoded one by one only where they are needed
        self.octets = CRLF.join(self._lines) if written.lines else self._encoded(text)

    @cached_property
    def _lines(self) -> list[bytes]:
        """The lines of text, each as it is encoded."""
        lines, own = self.text.split(CRLF), self._written.lines
        if len(own) != len(lines):
            return [self._encoded(line) for line in lines]
        pairs = zip(own, lines, strict=True)
        return [self._encoded(line) if kept is None else self._canonical(kept) for kept, line in pairs]

    @cached_property
    def _texts(self) -> list[int]:
        """Where the lines begin in the text."""
        return [0, *accumulate(len(line) + 2 for line in self.text.split(CRLF))]

    @cached_property
    def _codes(self) -> list[int]:
        """Where they begin in the octets."""
        return [0, *accumulate(len(line) + 2 for line in self._lines)]

    def cut(self, start: int, end: int) -> Cut:
        """Return the octets without `text[start:end]`; the line that is left of two is encoded anew."""
        first, last = (min(bisect_right(self._texts, at), len(self._texts) - 1) - 1 for at in (start, end))
        left = self.text[self._texts[first] : start]
        right = self.text[end : self._texts[last + 1] - 2]
        if not left and end == self._texts[last]:
            return Cut(self._codes[first], b"", self._codes[last])
        return Cut(self._codes[first], self._encoded(left + right), self._codes[last + 1] - 2)

    def _encoded(self, line: bytes) -> bytes:
        return self._canonical(self._written.style.encoded(line))

    def _canonical(self, coded: bytes) -> bytes:
        return canonical_lines(coded, relaxed=self._written.relaxed)


class Base64:
    """A content in base64; what comes behind a cut is encoded anew."""

    def __init__(self, text: bytes, end: bytes = b"", width: int = LINE) -> None:
        self.text = text
        self._end = end
        self._width = width
        self.octets = _lines(text, width) + end

    def cut(self, start: int, end: int) -> Cut:
        """Return the octets without `text[start:end]`."""
        size = self._width // 4 * 3
        line = max(start - 1, 0) // size  # never an empty line
        middle = _lines(self.text[line * size : start] + self.text[end:], self._width) + self._end
        return Cut(line * (self._width + 2), middle, len(self.octets))


def _lines(text: bytes, width: int) -> bytes:
    coded = b2a_base64(text, newline=False)
    return CRLF.join(coded[at : at + width] for at in range(0, len(coded), width))


def decoded(octets: bytes, encoding: bytes) -> bytes | None:
    """Return what a content says, CRLF at the end of its lines; None where it is not in that encoding."""
    try:
        if encoding == b"quoted-printable":
            return normal(a2b_qp(octets))
        if encoding == b"base64":
            return a2b_base64(octets)
    except (Error, ValueError):
        return None
    return octets


def own(octets: bytes, encoding: bytes, *, relaxed: bool, edit: Edit | None = None) -> Coding | None:
    """Return a content as it is now, its text edited where an edit is given; None where it cannot be decoded."""
    if encoding == b"base64":
        text = decoded(octets, encoding)
        if text is None:
            return None
        first = octets.find(CRLF)
        width = first if first > 0 and first % 4 == 0 else LINE
        end = octets[len(octets.rstrip(CRLF)) :]
        plain = Base64(text, end, width)
        if plain.octets != octets:
            return None
        return Base64(edit(text), end, width) if edit else plain
    if encoding == b"quoted-printable":
        lines = _logical(octets)
        texts = [a2b_qp(line) for line in lines]
        text = CRLF.join(texts)
        style = style_of(octets, text)
        if edit is None:
            return Quoted(text, Written(style, relaxed, tuple(lines)))
        made = edit(text)
        pairs = zip(made.split(CRLF), texts, lines, strict=False)
        return Quoted(made, Written(style, relaxed, tuple(raw if new == old else None for new, old, raw in pairs)))
    return Plain(canonical_lines(edit(octets) if edit else octets, relaxed=relaxed))


def style_of(octets: bytes, text: bytes) -> Style:
    """Return the style in which a text is written, the usual one where none of the known ones gives it."""
    return next((style for style in STYLES if style.encoded(text) == octets), STYLES[0])


def _logical(octets: bytes) -> list[bytes]:
    """Return the lines of text, each with its soft breaks."""
    lines: list[bytes] = []
    open_: list[bytes] = []
    for line in octets.split(CRLF):
        open_.append(line)
        if not line.rstrip(b" \t").endswith(b"="):
            lines.append(CRLF.join(open_))
            open_ = []
    return [*lines, CRLF.join(open_)] if open_ else lines
