"""A message as the octets that were signed: its fields and its body, and the way back into the reader's own text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from checkers.dkim.verification.canonical import canonical_body
from checkers.report import Span
from checkers.text.feeds import octets_with_feeds

MAX_HEAD = 1024 * 1024  # octets; the largest receivers take is a small part of it
CRLF = b"\r\n"

_END = re.compile(rb"\n\r?\n")
_FIELD = re.compile(rb"[^\n]*(?:\n[ \t][^\n]*)*")
_NAME = re.compile(rb"([!-9;-~]+)[ \t]*:")
_ENVELOPE = re.compile(rb">?From [^\n]*\n")


class Field(NamedTuple):
    """A header field: `octets` is all of it with the CRLF at its end, `colon` where its colon is.

    `name` is in lower case, empty for a line that is no field. `start` and `end` are its place in the source's octets.
    """

    name: bytes
    octets: bytes
    colon: int
    start: int
    end: int

    @property
    def value(self) -> str:
        """The text behind the colon, an octet a character, with its folds and without its last line break."""
        return self.octets[self.colon + 1 : -2].decode("latin-1")


@dataclass(frozen=True)
class Octets:
    """A message. `raw` is the source, `charset` and `errors` are how text was made of it or it of text.

    `body` has CRLF at the end of each line, whatever the source has; `pasted` says that the source is text, whose
    octets nobody knows for sure. `head_size` is the length of the head; over MAX_HEAD there are no fields.
    """

    raw: bytes
    fields: tuple[Field, ...]
    body: bytes
    body_start: int
    head_size: int
    charset: str
    errors: str
    pasted: bool
    line_ends: str  # "crlf", "lf" or "mixed"
    _digests: dict[tuple[object, ...], bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, value: str | bytes) -> "Octets":
        """Return the message in what the reader gave, decoded as `Inputs.text` decodes it."""
        if isinstance(value, bytes) and not value.startswith((b"\xff\xfe", b"\xfe\xff")):
            raw = value.removeprefix(b"\xef\xbb\xbf")
            return cls._read(raw, "utf-8" if _is_utf8(raw) else "cp1252", "replace", pasted=False)
        text = value.decode("utf-16", "replace") if isinstance(value, bytes) else value
        for errors in ("surrogateescape", "surrogatepass"):
            try:
                return cls._read(text.encode("utf-8", errors), "utf-8", errors, pasted=True)
            except UnicodeEncodeError:
                continue
        return cls._read(text.encode("utf-8", "replace"), "utf-8", "replace", pasted=True)

    @classmethod
    def _read(cls, raw: bytes, charset: str, errors: str, *, pasted: bool) -> "Octets":
        raw = octets_with_feeds(raw)
        start = _start(raw)
        blank = None if raw.startswith((b"\n", CRLF), start) else _END.search(raw, start)
        head_end = start if raw.startswith((b"\n", CRLF), start) else blank.start() + 1 if blank else len(raw)
        body_start = blank.end() if blank else raw.find(b"\n", start) + 1 if head_end == start and raw else len(raw)
        feeds, pairs = raw.count(b"\n"), raw.count(CRLF)
        size = head_end - start
        fields = tuple(_fields(raw, start, head_end)) if size <= MAX_HEAD else ()
        body = raw[body_start:]
        ends = "crlf" if feeds == pairs else "mixed" if pairs else "lf"
        return cls(
            raw,
            fields,
            normal(body),
            body_start,
            size,
            charset,
            errors,
            pasted,
            ends,
        )

    def place(self, known: Field, start: int, end: int) -> Span:
        """Return where `octets[start:end]` of a field stand in the reader's text."""
        return Span(self._text_place(self._raw_place(known, start)), self._text_place(self._raw_place(known, end)))

    def whole(self, known: Field) -> Span:
        """Return the place of a field in the reader's text."""
        return Span(self._text_place(known.start), self._text_place(known.end))

    def in_body(self, start: int, end: int) -> Span:
        """Return where `body[start:end]` stands in the reader's text."""
        return Span(self._body_place(start), self._body_place(end))

    def named(self, name: bytes) -> list[Field]:
        """Return the fields of that name (lower case), from the top."""
        return self._by_name.get(name, [])

    @cached_property
    def _by_name(self) -> dict[bytes, list[Field]]:
        found: dict[bytes, list[Field]] = {}
        for known in self.fields:
            found.setdefault(known.name, []).append(known)
        return found

    @cached_property
    def simple_body(self) -> bytes:
        """The body in the canonical form `simple`."""
        return canonical_body(self.body, relaxed=False)

    @cached_property
    def relaxed_body(self) -> bytes:
        """The body in the canonical form `relaxed`."""
        return canonical_body(self.body, relaxed=True)

    @property
    def digests(self) -> dict[tuple[object, ...], bytes]:
        """Digests of the body that were worked out already."""
        return self._digests

    @cached_property
    def _plain_head(self) -> bool:
        return self.raw[: self.fields[-1].end].isascii() if self.fields else True

    def _raw_place(self, known: Field, place: int) -> int:
        raw = self.raw[known.start : known.end]
        if raw == known.octets[: known.end - known.start]:
            return min(known.start + place, known.end)
        added = 0
        for match in re.finditer(rb"(?<!\r)\n", raw):
            if match.start() + added >= place:
                break
            added += 1
        return min(known.start + max(place - added, 0), known.end)

    def _body_place(self, place: int) -> int:
        place = min(place, len(self.body))
        if self.line_ends == "crlf":
            raw = place
        elif self.line_ends == "lf":
            raw = place - self.body.count(CRLF, 0, place)
        else:
            lines = self.body.count(CRLF, 0, place)  # whatever they end with, they are as many in the source
            after = self.body.rfind(b"\n", 0, place) + 1
            raw, at = 0, self.body_start
            for _ in range(lines):
                raw = self.raw.find(b"\n", at) + 1 - self.body_start
                at = self.body_start + raw
            raw += place - after
        return self._text_place(min(self.body_start + raw, len(self.raw)), head=False)

    def _text_place(self, place: int, *, head: bool = True) -> int:
        if (head and self._plain_head) or self.charset == "cp1252":
            return place
        return len(self.raw[:place].decode(self.charset, self.errors))


def normal(octets: bytes) -> bytes:
    """Return `octets` with CRLF for every bare LF."""
    if octets.count(b"\n") == octets.count(CRLF):
        return octets
    return octets.replace(CRLF, b"\n").replace(b"\n", CRLF)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _start(raw: bytes) -> int:
    """Return where the head begins: behind empty lines of a paste and the line that a mailbox file puts first."""
    start = len(raw) - len(raw.lstrip(b"\r\n"))
    envelope = _ENVELOPE.match(raw, start)
    after = envelope.end() if envelope else start
    return after if envelope or _NAME.match(raw, after) else 0


def _fields(raw: bytes, start: int, end: int) -> Iterator[Field]:
    for match in _FIELD.finditer(raw, start, end):
        if match.start() >= end or match.start() == match.end():
            continue
        stop = match.end() - (raw[match.end() - 1 : match.end()] == b"\r")
        octets = normal(raw[match.start() : stop]) + CRLF
        named = _NAME.match(octets)
        name = named[1].lower() if named else b""
        yield Field(name, octets, named.end() - 1 if named else -1, match.start(), stop)
