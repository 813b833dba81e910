"""SPF records in free text: bare, with a label in front, or among the columns of a provider's panel."""

import re

from checkers.spf.shape import belongs_to_record
from checkers.text.mapped import Mapped

_VERSION = re.compile(r"(?<![a-z0-9_.=])v[ \t\xa0]{0,3}=[ \t\xa0]{0,3}[\u200b\ufeff]?spf[ ]?[0-9]", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:txt|spf|value|wert|inhalt|content|data|daten|record|eintrag|text|ziel|target|points to)\b|[:=>|,\t@]\s*$",
    re.IGNORECASE,
)
# What stands behind the record in a panel: time to live, state, buttons.
_COLUMNS = re.compile(
    r"[ \t]+(?:(?:ttl:?[ \t]*)?[0-9]{2,6}|auto(?:matic|matisch)?|default|standard"
    r"|[0-9]+[ \t]*(?:h|hours?|stunden?|min\w*|s|sec\w*|sek\w*|days?|tage?)"
    r"|n/a|active|aktiv|edit|bearbeiten|delete|l\u00f6schen|dns only|proxied)[ \t]*$",
    re.IGNORECASE,
)
_OPENING = {'"': '"', "'": "'", "\u201c": "\u201d", "\u201e": "\u201c", "`": "`"}
MAX_COLUMNS = 6
MAX_PREFIX = 300

type Piece = tuple[Mapped, tuple[int, int]]  # the record, and the lines it stands in


def plain_records(text: str) -> tuple[list[Piece], bool]:
    """Return each record in `text` with its lines, and whether the text is nothing but one record.

    A text without any `v=spf1` is returned whole: it may be a record with a misspelt version.
    """
    lines = _lines(text)
    heads = [(number, match) for number, line in enumerate(lines) if (match := _VERSION.search(text, *line))]
    if not heads:
        start, end = _stripped(text, 0, len(text))
        return [(Mapped.of(text, start, end), (start, end))], True
    pieces, alone = [], len(heads) == 1
    for place, (number, match) in enumerate(heads):
        following = heads[place + 1][0] if place + 1 < len(heads) else len(lines)
        last = _last_line(text, lines, number, following)
        start, end, labelled = _inside(text, lines[number][0], match.start(), lines[last][1])
        alone = alone and not labelled and last == _last_filled(text, lines) and not text[: lines[number][0]].strip()
        whole = (lines[number][0], min(len(text), lines[last][1] + 1))
        pieces.append((Mapped.of(text, start, end), whole))
    return pieces, alone


def _lines(text: str) -> list[tuple[int, int]]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines


def _last_filled(text: str, lines: list[tuple[int, int]]) -> int:
    return max(number for number, (start, end) in enumerate(lines) if text[start:end].strip())


def _last_line(text: str, lines: list[tuple[int, int]], number: int, following: int) -> int:
    """Return the last line up to which the record may go on: each holds something that belongs to one."""
    last = number
    for candidate in range(number + 1, following):
        words = text[lines[candidate][0] : lines[candidate][1]].split()
        if words and not any(belongs_to_record(word.strip("\"',;()")) for word in words[:20]):
            break
        if words:
            last = candidate
    return last


def _inside(text: str, line: int, version: int, end: int) -> tuple[int, int, bool]:
    """Return where the record begins and ends, and whether a label or other columns stand around it."""
    before = text[max(line, version - MAX_PREFIX) : version]
    quote = before[-1:]
    if not _LABEL.search(before.rstrip("\"'\u201c\u201e`\\( ")):
        return (*_stripped(text, line, end), False)
    if quote in _OPENING and (close := text.find(_OPENING[quote], version, end)) >= 0:
        return (*_stripped(text, version, close - (text[close - 1] == "\\")), True)
    start = version - (quote in _OPENING)
    stop = min((place for sign in "\t|<" if (place := text.find(sign, version, end)) >= 0), default=end)
    for _ in range(MAX_COLUMNS):
        match = _COLUMNS.search(text, max(version, stop - 40), stop)
        if not match:
            break
        stop = match.start()
    return (*_stripped(text, start, stop), True)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place without white space around it, which belongs to the paste and not to the record."""
    while start < end and text[start] in " \t\r\n\x0b\x0c\u2028\u2029":
        start += 1
    while end > start and text[end - 1] in " \t\r\n\x0b\x0c\u2028\u2029":
        end -= 1
    return start, end
