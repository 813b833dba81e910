"""A header field, and what was read from a paste."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checkers.report import Span
from checkers.text.mapped import Mapped

_RUN = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Field:
    """A header field: its name as it is written and in lower case, its value with line breaks and all."""

    name: str
    key: str
    value: Mapped

    @property
    def text(self) -> str:
        """The value in one line."""
        return " ".join(self.value.text.split())

    @property
    def raw(self) -> str:
        """The value in one line as it is written: each fold is one space, all other white space stays."""
        return unfolded(self.value.text).strip()

    @property
    def span(self) -> Span | None:
        """Where the value stands, None where there is none."""
        return self.value.span(0, len(self.value)) if self.value.text else None

    def place(self, start: int, end: int) -> Span:
        """Return the place in the reader's input of `value.text[start:end]`."""
        return self.value.span(start, end)


def unfolded(text: str, fold: str = " ") -> str:
    """Return `text` in one line, with `fold` in place of each line break and the white space around it."""
    if "\n" not in text and "\r" not in text:
        return text
    return _RUN.sub(lambda run: fold if "\n" in run[0] or "\r" in run[0] else run[0], text)


def shortened(text: str, limit: int) -> str:
    """Return `text`, of a longer one than `limit` characters its beginning, and a mark that shows it."""
    return text if len(text) <= limit else f"{text[:limit]}\u2026"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the fields of one message in order, and what is worth saying about the paste.

    `mended` are lines that were put back behind the field they belong to, `unread` are stretches that are no field;
    `second` is where the headers of another message begin, `carried` where those of an attached one that were read;
    `inner` tells that the body holds a message, `cut` where reading ended because there was too much.
    """

    fields: tuple[Field, ...]
    mended: tuple[Span, ...] = ()
    unread: tuple[Span, ...] = ()
    repeated: int = 0
    second: Span | None = None
    carried: Span | None = None
    inner: bool = False
    cut: Span | None = None

    def all(self, *keys: str) -> Iterator[Field]:
        """Yield the fields whose names (in lower case) are given, in order."""
        return (field for field in self.fields if field.key in keys)

    def first(self, *keys: str) -> Field | None:
        """Return the first field whose name (in lower case) is given."""
        return next(self.all(*keys), None)
