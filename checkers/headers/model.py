"""A header field, and what was read from a paste."""

from collections.abc import Iterator
from dataclasses import dataclass

from checkers.report import Span
from checkers.text.mapped import Mapped


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
    def span(self) -> Span | None:
        """Where the value stands, None where there is none."""
        return self.value.span(0, len(self.value)) if self.value.text else None

    def place(self, start: int, end: int) -> Span:
        """Return the place in the reader's input of `value.text[start:end]`."""
        return self.value.span(start, end)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the fields of one message in order, and what is worth saying about the paste.

    `mended` are lines that were put back behind the field they belong to, `unread` are stretches that are no field;
    `second` is where the headers of another message begin, `inner` tells that the body holds a message, `cut` where
    reading ended because there was too much.
    """

    fields: tuple[Field, ...]
    mended: tuple[Span, ...] = ()
    unread: tuple[Span, ...] = ()
    repeated: int = 0
    second: Span | None = None
    inner: bool = False
    cut: Span | None = None

    def all(self, *keys: str) -> Iterator[Field]:
        """Yield the fields whose names (in lower case) are given, in order."""
        return (field for field in self.fields if field.key in keys)

    def first(self, *keys: str) -> Field | None:
        """Return the first field whose name (in lower case) is given."""
        return next(self.all(*keys), None)
