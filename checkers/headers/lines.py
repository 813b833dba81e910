"""The lines of a paste put back together: one stretch a field, whatever became of the folding (RFC 5322 2.2.3)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from checkers.headers.labels import ANTISPAM, FOREFRONT, LABELS
from checkers.headers.names import HEAD, is_name, is_sure

MAX_FIELDS = 1000
MAX_TEXT = 256 * 1024  # characters of headers: real ones have 30,000 at most
MAX_LINES = 3000
_MAX_UNREAD = 200
_SPREAD = 3  # lines with an empty one after each: so is the whole paste

_START = re.compile(
    r"(?P<lead>[ \t\xa0]*+(?:[>|][ \t]?)*+[ \t\xa0]*+)"
    r"(?:[(\[]?\d{1,3}[.)\]:]{0,2}[ \t]+)?(?P<name>[A-Za-z][A-Za-z0-9_-]{0,79}+)"
    r"(?P<mark>[ \t]*:(?=(?P<space>\s|\Z)?)|\t)[ \t]*"
)
_BLANK = re.compile(r"[ \t\xa0]*+")
_QUOTED = re.compile(r"[ \t\xa0>|]*+")
_LABEL = re.compile(r"[ \t]*(?P<name>[A-Za-z/][A-Za-z/ ]{2,40}?)[ \t]*\t[ \t]*")
# Headings of the Message Header Analyzer, and its rows of hops, which say less than the Received lines.
_HEADING = re.compile(
    r"[ \t]*(?:Summary|Received headers|Forefront Antispam Report Header|Microsoft Antispam Header|Other headers"
    r"|Hop\t.*|#\t.*|\d{1,3}\t(?![\w-]+\t[^\t]*\Z).*)\Z"
)
_ALONE = re.compile(r"[ \t]*(?P<name>[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*):?[ \t]*")


@dataclass(slots=True)
class Piece:
    """A stretch of one line; `lost` says that the blank before a continued line is gone, `bare` that a mark is."""

    start: int
    end: int
    lost: bool = False
    bare: bool = False


@dataclass(slots=True)
class Group:
    """The lines of one field."""

    name: str
    pieces: list[Piece]
    block: int
    prefix: str = ""  # the field within a header whose name a label stood for


@dataclass(slots=True)
class Lines:
    """What a paste's lines are: fields, stretches that are none, where the body begins, where reading ended."""

    groups: list[Group] = field(default_factory=list)
    unread: list[tuple[int, int]] = field(default_factory=list)
    body: int | None = None
    cut: int | None = None


class _After(Enum):
    """What follows an empty line."""

    FIELDS = auto()
    BODY = auto()
    OTHER = auto()


def group(text: str, begin: int = 0) -> Lines:
    """Return the lines of `text` from `begin` as fields; everything that is none is unread, or the body."""
    return _Grouper(text).run(begin)


class _Grouper:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found = Lines()
        self.open: Group | None = None
        self.indent: int | None = None  # of the first field; deeper lines are folded
        self.quoted = False
        self.rows = False  # a table: name and value in two columns
        self.alone = False  # names and values on lines of their own
        self.block = 0
        self.head: set[str] = set()
        self.empty = False
        self.lines = self.empties = 0

    def run(self, begin: int) -> Lines:
        limit = min(len(self.text), begin + MAX_TEXT)
        for start, end in _lines(self.text, begin, limit):
            content = self.text[start:end].strip(" \t>|\xa0")
            if not content:
                self.empty = True
                self.empties += 1
                continue
            self.lines += 1
            if self.empty and self.found.groups and self.after(start, end) is _After.BODY:
                self.found.body = start
                return self.found
            self.line(start, end)
            self.empty = False
            full = len(self.found.groups) >= MAX_FIELDS or len(self.found.unread) >= _MAX_UNREAD
            if full or self.lines >= MAX_LINES:
                self.found.cut = end if end < len(self.text) else None
                return self.found
        if limit < len(self.text):
            self.found.cut = limit
        return self.found

    def after(self, start: int, end: int) -> _After:
        """Return what a line behind an empty one is. Between all lines of a paste there may be empty ones."""
        match = _START.match(self.text, start, end)
        if match and is_sure(match["name"]):
            self.new_block()
            return _After.FIELDS
        spread = self.empties >= self.lines - 1
        named = match is not None and is_name(match["name"], spaced=bool(match["space"]))
        if spread and (self.lines > _SPREAD or named or self.text[start] in " \t"):
            return _After.FIELDS
        self.open = None
        return _After.BODY if len(self.head) > 1 and not self.rows else _After.OTHER

    def new_block(self) -> None:
        if self.empties < self.lines - 1:
            self.block += 1
        self.open = None

    def line(self, start: int, end: int) -> None:
        match = _START.match(self.text, start, end)
        if match and self.starts(match):
            self.begin(match["name"], match.end(), end)
            self.rows |= match["mark"] == "\t"
            if self.indent is None:
                self.indent = len(match["lead"])
                self.quoted = bool(match["lead"].strip())
        elif self.labelled(start, end):
            return
        elif self.rows and _HEADING.match(self.text, start, end):
            self.open = None
        elif (alone := _ALONE.fullmatch(self.text, start, end)) and self.stands_alone(alone["name"], start):
            self.alone = True
            self.begin(alone["name"], end, end)
        elif self.open:
            lead = (_QUOTED if self.quoted else _BLANK).match(self.text, start, end)
            at = lead.end() if lead else start
            folded = at - start > (self.indent or 0) or self.text[at - 1 : at] == "\t"
            self.open.pieces.append(Piece(at, end, lost=not folded, bare=self.quoted))
        elif not self.text.startswith(("From ", ">From "), start):  # the envelope's line in a mailbox file
            self.found.unread.append((start, end))

    def starts(self, match: re.Match[str]) -> bool:
        """Tell whether a line that looks like a field's beginning is one."""
        name, mark = match["name"], match["mark"]
        if mark == "\t":
            return is_sure(name) or name.lower() in HEAD
        deeper = self.open is not None and self.indent is not None and len(match["lead"]) > self.indent
        if deeper:
            return is_sure(name) and bool(match["space"]) and not self.continues()
        return is_name(name, spaced=bool(match["space"]))

    def stands_alone(self, name: str, start: int) -> bool:
        """Tell whether a line that is nothing but a word is a field's name, whose value stands on the next line."""
        if self.open and self.text[start] in " \t":
            return False
        return is_sure(name) or (self.alone and name.lower() in HEAD)

    def continues(self) -> bool:
        """Tell whether what the open field holds so far ends in a mark that wants more: a list of names goes on."""
        assert self.open is not None
        piece = self.open.pieces[-1]
        return self.text[piece.start : piece.end].rstrip().endswith((":", ",", "="))

    def labelled(self, start: int, end: int) -> bool:
        match = _LABEL.match(self.text, start, end)
        name = match["name"].lower() if match else ""
        if match is None or (name not in LABELS and name != "source header"):
            return False
        if name == "source header":  # the whole field: its labelled pieces say nothing more
            is_bulk = self.text[match.end() : match.end() + 400].lstrip().upper().startswith(("BCL", "UIP", "URISCAN"))
            self.begin(ANTISPAM if is_bulk else FOREFRONT, match.end(), end)
            return True
        self.rows = True
        header, inner = LABELS[name]
        self.begin(header, match.end(), end)
        if self.open:
            self.open.prefix = inner
        self.open = None
        return True

    def begin(self, name: str, start: int, end: int) -> None:
        self.open = Group(name, [Piece(start, end)], self.block)
        self.found.groups.append(self.open)
        if name.lower() in HEAD:
            self.head.add(name.lower())


def _lines(text: str, begin: int, limit: int) -> Iterator[tuple[int, int]]:
    """Yield where each line begins and ends, whatever ends it."""
    start = begin
    lone = "\r" in text[begin:limit] and "\n" not in text[begin:limit]
    mark = "\r" if lone else "\n"
    while start < limit:
        end = text.find(mark, start, limit)
        end = limit if end < 0 else end
        yield start, end - (end > start and text[end - 1] == "\r")
        start = end + 1
