"""The reader's own text and the way back to it after line ends or quoting marks were taken away."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Self

from checkers.report import Span

_CARRIAGE = re.compile(r"\r(?=\n)")
_QUOTING = re.compile(r"^[ \t]*(?:[>|][ \t]?)+", re.MULTILINE)
_BARE_QUOTING = re.compile(r"^[ \t]*[>|](?:[ \t]?[>|])*", re.MULTILINE)  # by programs that put no space behind
_SPACED, _BARE = re.compile(r"^[>|]+ \S", re.MULTILINE), re.compile(r"^[>|]+[^\s>|]", re.MULTILINE)
_FIND_LIMIT = 100_000  # characters searched for words that were decoded before they were read


@dataclass(frozen=True, slots=True)
class Source:
    """Text whose lines end in one way; `span` says where a stretch of it stands in the input it was made from.

    `whole` is where all of it stands, for text that was decoded: every stretch of it has that place.
    """

    text: str
    starts: tuple[int, ...] = (0,)  # where an unbroken stretch of the input begins here
    shifts: tuple[int, ...] = (0,)  # how many characters were left out before it
    parent: "Source | None" = None
    whole: Span | None = None

    @classmethod
    def of(cls, raw: str) -> Self:
        """Return `raw` with one kind of line end."""
        if "\r" not in raw:
            return cls(raw)
        kept = cls(raw).without(_CARRIAGE) if "\r\n" in raw else cls(raw)
        return cls(kept.text.replace("\r", "\n"), kept.starts, kept.shifts)

    def unquoted(self) -> "Source":
        """Return the text without the marks that mail programs put before quoted lines."""
        bare = len(_BARE.findall(self.text)) > len(_SPACED.findall(self.text))
        return self.without(_BARE_QUOTING if bare else _QUOTING)

    def without(self, pattern: re.Pattern[str]) -> "Source":
        """Return the text without what `pattern` matches; it must not match nothing."""
        starts, shifts, pieces = [0], [0], []
        position = kept = 0
        for match in pattern.finditer(self.text):
            pieces.append(self.text[position : match.start()])
            kept += match.start() - position
            position = match.end()
            starts.append(kept)
            shifts.append(position - kept)
        pieces.append(self.text[position:])
        parent = self if self.shifts != (0,) or self.parent else None
        return Source("".join(pieces), tuple(starts), tuple(shifts), parent, self.whole)

    def place(self, position: int) -> int:
        """Return where the character at `position` stands in the input."""
        if self.whole:
            return self.whole.start
        there = position + self.shifts[bisect_right(self.starts, position) - 1]
        return self.parent.place(there) if self.parent else there

    def span(self, start: int, end: int) -> Span:
        """Return the place of a stretch that is not empty."""
        return self.whole or Span(self.place(start), self.place(end - 1) + 1)

    def passage(self, start: int = 0, end: int | None = None) -> "Passage":
        """Return a stretch of this text as it stands."""
        stop = len(self.text) if end is None else end
        return Passage(self.text[start:stop], self, start, stop, literal=True)


@dataclass(frozen=True, slots=True)
class Passage:
    """Text to read, and where it comes from: `start` to `end` of `source`, as it stands or decoded."""

    text: str
    source: Source
    start: int
    end: int
    literal: bool

    def span(self, start: int, end: int) -> Span | None:
        """Return the place of `text[start:end]` in the reader's input.

        Decoded text is looked up in what it was decoded from; None where it does not stand there literally.
        """
        if start >= end:
            return None
        if self.literal:
            return self.source.span(self.start + start, self.start + end)
        said = self.text[start:end]
        found = self.source.text.find(said, self.start, min(self.end, self.start + _FIND_LIMIT))
        return self.source.span(found, found + len(said)) if found >= 0 else None

    def within(self, start: int, end: int) -> "Passage":
        """Return a part of this passage."""
        if self.literal:
            return Passage(self.text[start:end], self.source, self.start + start, self.start + end, literal=True)
        return Passage(self.text[start:end], self.source, self.start, self.end, literal=False)
