"""A notice that somebody forwarded: where it begins below the lines that a mail program puts above it."""

import re
from collections.abc import Iterator

from checkers.bounce.read.kind import speaks
from checkers.bounce.read.reply import ADDRESS, REPLY, STATUS
from checkers.bounce.wording import wording
from checkers.message import Passage

_MAX_BLOCKS = 20
_FEW_LINES = 3  # of a block: fewer may stand in the words of a notice
_SEVERAL = 2
_LABELLED = re.compile(r"[ \t>*]*(?P<label>[^\W\d_][^\n:：<>@]{0,25}?)[ \t*]*[:：][ \t]*(?P<value>[^\n]*)(?:\n|$)")
_FIRST = re.compile(
    rf"^[ \t>*]*(?:(?:{wording('forwarded', 'from').pattern})[ \t*]*[:：]"
    r"|[^\W\d_][^\n:：<>@]{0,25}[:：][^\n@]{0,80}@)",
    re.IGNORECASE | re.MULTILINE,
)
_FROM = re.compile(rf"(?:{wording('forwarded', 'from').pattern})", re.IGNORECASE)
_SYSTEM = wording("kind", "sender")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}")
_RULE = re.compile(r"[-=_*]{3,}[^\n]*$")


def notice(passage: Passage) -> Passage:
    """Return the words below the last head of a forwarded message that a notice follows; `passage` where none does.

    Whatever the language, such a head is a run of labelled lines: a sender first, then a time or another address. The
    notice is below it where its sender is a mail system, or where a code stands below and none above it.
    """
    text = passage.text
    begins, above = 0, 0  # where the notice begins, and the words of people above it
    for start, end, system in _heads(text):
        before = text[above:start]
        if REPLY.search(before) or STATUS.search(before):
            break
        if system or (_coded(text, end) and not speaks(_RULE.sub("", before.rstrip()))):
            begins = end
        above = end
    return passage.within(begins, len(text)) if begins else passage


def _coded(text: str, start: int) -> bool:
    return REPLY.search(text, start) is not None or STATUS.search(text, start) is not None


def _heads(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where the heads of forwarded messages begin and end, and whether a mail system sent what follows."""
    position = 0
    for _ in range(_MAX_BLOCKS):
        if (first := _FIRST.search(text, position)) is None:
            return
        lines, end = _run(text, first.start())
        if len(lines) >= _FEW_LINES and _is_head(lines):
            yield first.start(), end, _SYSTEM.search(lines[0]["value"]) is not None
        position = max(end, first.end())


def _run(text: str, position: int) -> tuple[list[re.Match[str]], int]:
    lines: list[re.Match[str]] = []
    while match := _LABELLED.match(text, position):
        if position >= len(text) or len(lines) > _MAX_BLOCKS:
            break
        lines.append(match)
        position = match.end()
    return lines, position


def _is_head(lines: list[re.Match[str]]) -> bool:
    """Tell whether labelled lines are the head of a message: not a table of what a server said."""
    values = [line["value"] for line in lines]
    if any(REPLY.search(value) or STATUS.search(value) for value in values[:_SEVERAL]):
        return False
    timed = any(_TIME.search(value) for value in values[1:])
    if _FROM.fullmatch(lines[0]["label"].strip()):
        return timed or any("@" in value for value in values[1:])
    return timed and sum(ADDRESS.search(value) is not None for value in values) >= _SEVERAL
