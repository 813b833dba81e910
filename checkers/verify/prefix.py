"""What a mail program or a ticket puts before every line of a quoted source, and the way back to the places in it."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from checkers.report import Report, Span

_FIRST = re.compile(r"\s*?^(?P<prefix>(?:[ \t]*>)+[ \t]?|[ \t]+)(?=[!-9;-~]+[ \t]*:)", re.MULTILINE)

_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9-]*[ \t]*:")
_SIGNATURE = re.compile(r"(?:DKIM-Signature|ARC-Seal|ARC-Message-Signature)[ \t]*:", re.IGNORECASE)


class Stripped(NamedTuple):
    """A text without the prefix of its lines; `place` returns where a span of it stands in the text as given."""

    prefix: str
    text: str
    place: Callable[[Span], Span]


def without_prefix(text: str) -> Stripped | None:
    """Return `text` without what stands before every line that is not empty, None where there is no such thing."""
    first = _FIRST.match(text)
    if first is None:
        return None
    prefix = first["prefix"]
    bare = prefix.rstrip()
    cut: list[int] = []
    lines = text.split("\n")
    for line in lines:
        content = line.rstrip("\r")
        if content.startswith(prefix):
            cut.append(len(prefix))
        elif content.strip() in {"", bare.strip()}:
            cut.append(len(content))
        else:
            return None
    left = [line[size:] for line, size in zip(lines, cut, strict=True)]
    return Stripped(prefix, "\n".join(left), _places(left, cut))


def with_folds(text: str) -> Stripped | None:
    """Return `text` with a space before each line of the head that lost the one that folds it.

    None where the line behind the beginning of a signature field is none that lost it.
    """
    lines = text.split("\n")
    size = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    lost: list[bool] = []
    for number, line in enumerate(lines[:size]):
        listed = number > 0 and lines[number - 1].rstrip().endswith(":") and "=" in lines[number - 1]  # h= goes on
        lost.append(not line.startswith((" ", "\t")) and (listed or not _FIELD.match(line)))
    if not any(_SIGNATURE.match(line) and after for line, after in zip(lines, lost[1:], strict=False)):
        return None
    cut = [-1 if number < size and number and lost[number] else 0 for number in range(len(lines))]
    left = [" " + line if less else line for line, less in zip(lines, cut, strict=True)]
    return Stripped("", "\n".join(left), _places(left, cut))


def _places(left: list[str], cut: list[int]) -> Callable[[Span], Span]:
    """Return the way back from a text whose lines `left` have `cut` characters less than they had."""
    starts = [0, *accumulate(len(line) + 1 for line in left)]
    added = list(accumulate(cut))

    def moved(at: int) -> int:
        return at + added[min(bisect_right(starts, at) - 1, len(added) - 1)]

    def place(span: Span) -> Span:
        return Span(moved(span.start), moved(span.end), span.input) if span.input in {"", "message"} else span

    return place


def placed(report: Report, place: Callable[[Span], Span]) -> Report:
    """Return a report whose findings and facts point into the text as given; corrections of the other text are lost."""
    return replace(
        report,
        findings=tuple(replace(one, spans=tuple(map(place, one.spans)), fix=None) for one in report.findings),
        facts=tuple(replace(fact, span=place(fact.span)) if fact.span else fact for fact in report.facts),
        parts=tuple(placed(part, place) for part in report.parts),
    )
