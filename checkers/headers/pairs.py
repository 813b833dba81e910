"""The layout of Microsoft's filter reports: "CTRY:US;LANG:en;SCL:;", pairs in any order, some of them empty."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checkers.headers.model import Field, shortened, unfolded
from checkers.report import Span

MAX_PAIRS = 200
_MAX_REST = 2000  # characters shown of what stands behind them
_STRETCH = re.compile(r"[^;]+")
_NULL = re.compile(r"\(null\)", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


class Pair(NamedTuple):
    """A name and a value with its place; the place of a value that is empty is None.

    `value` is without white space, `raw` as it is written.
    """

    name: str
    value: str
    span: Span | None
    raw: str


def pairs(field: Field) -> Iterator[Pair]:
    """Yield what a filter report says, empty values too; white space in a known value came from folding.

    A stretch without a colon is a pair without a name.
    """
    text = field.value.text
    for count, match in enumerate(_STRETCH.finditer(text)):
        if count >= MAX_PAIRS:
            rest = shortened(unfolded(text[match.start() :]), _MAX_REST)
            yield Pair("", rest, field.place(match.start(), len(text)), rest)
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
        place = field.place(start, end) if said and start < end else None
        yield Pair(_SPACE.sub("", name), said, place, unfolded(value, "").strip())
