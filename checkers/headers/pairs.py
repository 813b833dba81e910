"""The layout of Microsoft's filter reports: "CTRY:US;LANG:en;SCL:;", pairs in any order, some of them empty."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checkers.headers.model import Field
from checkers.report import Span

MAX_PAIRS = 200
_STRETCH = re.compile(r"[^;]+")
_NULL = re.compile(r"\(null\)", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


class Pair(NamedTuple):
    """A name and a value with its place; the place of a value that is empty is None."""

    name: str
    value: str
    span: Span | None


def pairs(field: Field) -> Iterator[Pair]:
    """Yield what a filter report says, empty values too; white space in a value came from folding.

    A stretch without a colon is a pair without a name.
    """
    text = field.value.text
    for count, match in enumerate(_STRETCH.finditer(text)):
        if count >= MAX_PAIRS:
            rest = text[match.start() :]
            yield Pair("", " ".join(rest.split()), field.place(match.start(), len(text)))
            return
        raw = match[0]
        stretch = _NULL.sub("", raw) if "(" in raw else raw
        if not stretch.strip():
            continue
        name, colon, value = stretch.partition(":")
        if not colon:
            name, value = "", name
        start = match.start() + (raw.find(":") + 1 if colon else 0)
        start += len(text[start : match.end()]) - len(text[start : match.end()].lstrip())
        end = match.start() + len(raw.rstrip())
        said = _SPACE.sub("", value)
        yield Pair(_SPACE.sub("", name), said, field.place(start, end) if said and start < end else None)
