"""Text in which each code point knows the place in the reader's input that it was read from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from checkers.report import Edit, Span

type Change = tuple[int, int, str]  # start, end, what to read instead


@dataclass(frozen=True, slots=True)
class Mapped:
    """`text[i]` was read from `starts[i]` to `ends[i]` of the input that `origin` names; empty is the main one."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    origin: str = ""

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> Self:
        """Return the stretch of `source` as it stands."""
        end = len(source) if end is None else end
        return cls(source[start:end], range(start, end), range(start + 1, end + 1))

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int) -> "Mapped":
        """Return the code points from `start` to `end`."""
        return Mapped(self.text[start:end], self.starts[start:end], self.ends[start:end], self.origin)

    def span(self, start: int, end: int) -> Span:
        """Return the place in the input of `text[start:end]`; nothing at all stands right behind what is before it."""
        if start < end:
            return Span(self.starts[start], self.ends[end - 1], self.origin)
        place = self.ends[start - 1] if start else (self.starts[0] if self.text else 0)
        return Span(place, place, self.origin)

    def edit(self, start: int, end: int, text: str) -> Edit:
        """Return the edit of the input that puts `text` in place of `text[start:end]`."""
        return Edit(self.span(start, end), text)

    def changed(self, changes: Iterable[Change]) -> "Mapped":
        """Return the text as it reads with `changes` made; they do not overlap. The places stay those of the input."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for start, end, text in sorted(changes):
            place = self.span(start, end)
            pieces += (self.text[at:start], text)
            starts += self.starts[at:start]
            starts += [place.start] * len(text)
            ends += self.ends[at:start]
            ends += [place.end] * len(text)
            at = end
        pieces.append(self.text[at:])
        starts += self.starts[at:]
        ends += self.ends[at:]
        return Mapped("".join(pieces), starts, ends, self.origin)


def joined(parts: Iterable[Mapped]) -> Mapped:
    """Return the parts one after the other."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    origin = None
    for part in parts:
        texts.append(part.text)
        starts += part.starts
        ends += part.ends
        origin = part.origin if origin is None else origin
    return Mapped("".join(texts), starts, ends, origin or "")
