"""The parts of a message (RFC 5322, 2045, 2046) with the place of each, however broken.

Not `email.parser`: it keeps no positions, recurses with the nesting and copies every attachment line by line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from checkers.message.decode import decoded, plain
from checkers.message.source import Passage, Source
from checkers.report import Span

MAX_PARTS = 400
MAX_DEPTH = 24  # deeper nesting is hostile; what is inside stays one part of text
MAX_OPENED = 4 * 1024 * 1024  # characters of attached messages that are decoded, all together
_MAX_FIELDS = 1000
_MESSAGES = {"message/rfc822", "message/global", "message/news"}
_MESSAGE = re.compile(r"^Content-Type:\s*message/", re.MULTILINE | re.IGNORECASE)
_MAX_VALUE = 20_000

_FIELD = re.compile(r"([!-9;-~]{1,80})[ \t]*:[ \t]*(.*(?:\n[ \t]+\S.*)*)(?:\n|\Z)")
_ENVELOPE = re.compile(r"\s*(?:>?From [^\n]*\n)?\n*")
_PARAMETER = re.compile(r";\s*([\w*-]{1,40})\s*=\s*(?:\"([^\"]{0,500})\"|([^;\s]{1,500}))")
_GUESSED = re.compile(r"(?:^|\n)--([^\s-][^\n]{0,200}|-[^\n]{1,200})\n(?=Content-[A-Z])", re.IGNORECASE)
_FOLD = re.compile(r"\s*\n\s*")


class Field(NamedTuple):
    """A header field: its name in lower case, its value unfolded, where the value stands in the source."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is not split further, or the head of a message: `level` counts the messages around it."""

    source: Source
    fields: tuple[Field, ...]
    type: str  # "text/plain"
    start: int
    end: int
    level: int
    parameters: dict[str, str] = field(default_factory=dict)
    head: bool = False  # the fields are those of a message, not of a part in it
    closed: bool = False  # an encoded message that is too large to be opened

    def get(self, name: str) -> str:
        """Return the value of the first field called `name` (lower case), empty where there is none."""
        return next((known.value for known in self.fields if known.name == name), "")

    def passage(self) -> Passage:
        """Return what the part says: decoded, and HTML as plain text."""
        raw = self.source.text[self.start : self.end]
        encoding = self.get("content-transfer-encoding").strip().lower()
        text = decoded(raw, encoding, self.parameters.get("charset", "utf-8").lower())
        if self.type == "text/html":
            text = plain(text)
        return Passage(text, self.source, self.start, self.end, literal=text == raw)


class _Stretch(NamedTuple):
    """Where a part stands that is still to be read."""

    source: Source
    start: int
    end: int
    depth: int
    level: int
    head: bool


def read_parts(source: Source, start: int = 0, *, opened: bool = False) -> list[Part]:
    """Return the parts of the message at `start` of `source`, in order; a message's head comes before its parts.

    `opened` also reads attached messages that are encoded, which RFC 2046 5.2.1 forbids and servers do: their parts
    have a source of their own, the decoded text.
    """
    parts: list[Part] = []
    begin = _ENVELOPE.match(source.text, start)
    stack = [_Stretch(source, begin.end() if begin else start, len(source.text), 0, 0, head=True)]
    left = MAX_OPENED
    while stack and len(parts) < MAX_PARTS:
        place = stack.pop()
        fields, body = read_fields(place.source.text, place.start, place.end)
        part = _part(place.source, fields, body, place)
        children = list(_children(part, place.depth)) if place.depth < MAX_DEPTH else []
        if opened and is_sealed(part) and place.depth < MAX_DEPTH:
            if (size := part.end - part.start) > left:
                part = replace(part, closed=True)
            else:
                left -= size
                children = list(_opened(part, place.depth))
        if not children and part.type.startswith("multipart/"):
            part = replace(part, type="text/plain")  # its boundary is lost: what is there can still be read
        if place.head or not children:
            parts.append(part)
        stack.extend(reversed(children))
    return parts


def left_closed(text: str) -> list[Span]:
    """Return the places of the attached messages that are too large to be opened."""
    if len(text) <= MAX_OPENED or not _MESSAGE.search(text):
        return []
    parts = read_parts(Source.of(text), opened=True)
    return [part.source.span(part.start, part.end) for part in parts if part.closed]


def read_fields(text: str, start: int, end: int) -> tuple[tuple[Field, ...], int]:
    """Return the fields that begin at `start` and where the body begins."""
    fields: list[Field] = []
    position = start
    while position < end and len(fields) < _MAX_FIELDS and (match := _FIELD.match(text, position, end)):
        value = match[2][:_MAX_VALUE]
        unfolded = _FOLD.sub(" ", value) if "\n" in value else value
        fields.append(Field(match[1].lower(), unfolded.strip(), match.start(2), match.end(2)))
        position = match.end()
    if text.startswith("\n", position) and position < end:
        position += 1
    return tuple(fields), position


def _part(source: Source, fields: tuple[Field, ...], body: int, place: _Stretch) -> Part:
    value = next((known.value for known in fields if known.name == "content-type"), "")
    kind = (value.replace(";", " ").split() or [""])[0].lower()
    parameters = {match[1].lower(): match[2] or match[3] or "" for match in _PARAMETER.finditer(value)}
    kind = kind if "/" in kind else "text/plain"
    return Part(source, fields, kind, body, place.end, place.level, parameters, place.head)


def _children(part: Part, depth: int) -> Iterator[_Stretch]:
    if part.type.startswith("multipart/"):
        for start, end in _split(part):
            yield _Stretch(part.source, start, end, depth + 1, part.level, head=False)
    elif part.type in _MESSAGES and not is_sealed(part):
        begin = _ENVELOPE.match(part.source.text, part.start, part.end)
        if begin:
            yield _Stretch(part.source, begin.end(), part.end, depth + 1, part.level + 1, head=True)


def is_sealed(part: Part) -> bool:
    """Tell whether a part is a message that is encoded."""
    encoding = part.get("content-transfer-encoding").strip().lower()
    return part.type in _MESSAGES and encoding in {"base64", "quoted-printable"}


def _opened(part: Part, depth: int) -> Iterator[_Stretch]:
    """Yield the message that an encoded part holds, nothing where it holds none."""
    if part.start >= part.end:
        return
    text = part.passage().text.replace("\r\n", "\n").replace("\r", "\n")
    begin = _ENVELOPE.match(text)
    at = begin.end() if begin else 0
    if _FIELD.match(text, at):
        source = Source(text, whole=part.source.span(part.start, part.end))
        yield _Stretch(source, at, len(text), depth + 1, part.level + 1, head=True)


def _split(part: Part) -> list[tuple[int, int]]:
    text = part.source.text
    boundary = part.parameters.get("boundary", "").rstrip()
    marks = _marks(text, boundary, part.start, part.end) if boundary else []
    if not marks and (guess := _GUESSED.search(text, part.start, part.end)):
        marks = _marks(text, guess[1].rstrip(), part.start, part.end)
    if not marks:  # no boundary anywhere: what is there is one part of text
        return [(part.start, part.end)] if part.start < part.end and _begins_with_fields(text, part) else []
    ends = [mark[0] for mark in marks[1:]] + [part.end]
    return [(after, end) for (_, after, last), end in zip(marks, ends, strict=True) if not last and after < end]


def _begins_with_fields(text: str, part: Part) -> bool:
    """Tell whether what a multipart without boundaries holds begins with fields of its own."""
    return _FIELD.match(text, part.start, part.end) is not None


def _marks(text: str, boundary: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Return (where the line before ends, where the line after begins, is it the last) for each boundary line."""
    marks: list[tuple[int, int, bool]] = []
    line = "--" + boundary
    found = start if text.startswith(line, start) else text.find("\n" + line, start, end)
    while 0 <= found < end and len(marks) < MAX_PARTS:
        at = found + (text[found] == "\n")
        after = text.find("\n", at, end)
        after = end if after < 0 else after + 1
        rest = text[at + len(line) : after].strip()
        if rest in {"", "--"}:  # else it is the boundary of another part that begins with the same letters
            marks.append((found, after, rest == "--"))
        found = text.find("\n" + line, max(after - 1, found + 1), end)
    return marks
