"""A word with its place."""

from typing import NamedTuple


class Token(NamedTuple):
    """A stretch of a text; an empty one has a place too."""

    text: str
    start: int
    end: int

    def __bool__(self) -> bool:
        return self.start < self.end
