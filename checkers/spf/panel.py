"""SPF records in free text: bare, with a label in front, or among the columns of a provider's panel."""

import re

from checkers.dns.model import normal_name
from checkers.spf.shape import belongs_to_record, is_address, is_named_term
from checkers.text.domains import is_domain
from checkers.text.mapped import Mapped

_VERSION = re.compile(r"(?<![a-z0-9_.=])v[ \t\xa0]{0,3}=[ \t\xa0]{0,3}[\u200b\ufeff]?spf[ ]?[0-9]", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:txt|spf|value|wert|inhalt|content|data|daten|record|eintrag|text|ziel|target|points to)\b"
    r"|[:=>|,\t@]\s*$|(?<!&quot);\s*$|^\s*(?:[-*\u2022\u00b7]|[0-9]{1,2}[.)])\s*$",
    re.IGNORECASE,
)
# "Please publish ...", "Our record is ..."
_PROSE = re.compile(
    r"\b(?:publish|add|set|use|enter|create|insert|is|ist|lautet|eintragen|hinzuf\u00fcgen|setzen|have|haben|habe)$",
    re.IGNORECASE,
)
_LAST_TERM = re.compile(r"(?<= )[+\-~?]?all(?=[\s.,;:!?)]|$)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;:=]+")
_ROW = re.compile(r"\bTXT\b", re.IGNORECASE)
_NO_NAME = re.compile(r"txt|in|spf|[0-9]+[smhdw]?|-|v", re.IGNORECASE)
_NAME_FIELD = re.compile(
    r"\s{0,20}(?:record[ -]?)?(?:name|host(?:name)?|pr\u00e4fix|prefix|subdomain)"
    r"[ \t]{0,20}[:=\t][ \t]{0,20}(?P<name>\S{1,255})[ \t\r]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ENDED = re.compile(r"[ +\-~?]all[\"' \t\r]*$", re.IGNORECASE)
_WORDS = re.compile(r"[.,;:!?)]+$|[.,;:!?()]*[^\W\d_]")
# What stands behind the record in a panel: time to live, state, buttons.
_COLUMNS = re.compile(
    r"[ \t,;]+(?:(?:ttl:?[ \t]*)?[0-9]{2,6}|auto(?:matic|matisch)?|default|standard"
    r"|[0-9]+[ \t]*(?:h|hours?|stunden?|min\w*|s|sec\w*|sek\w*|days?|tage?)"
    r"|n/a|active|aktiv|edit|bearbeiten|delete|l\u00f6schen|dns only|proxied)[ \t]*$",
    re.IGNORECASE,
)
_OPENING = {'"': '"', "'": "'", "\u201c": "\u201d", "\u201e": "\u201c", "`": "`"}
MAX_COLUMNS = 6
MAX_PREFIX = 300
LINES_ABOVE = 6  # of a panel's form
PROSE_WORDS = 3  # so many words in front of a record are a sentence

type Piece = tuple[Mapped, tuple[int, int], str]  # the record, the lines it stands in, the name it belongs to


def plain_records(text: str) -> tuple[list[Piece], bool]:
    """Return each record in `text` with its lines, and whether the text is nothing but one record.

    A text without any `v=spf1` is returned whole: it may be a record with a misspelt version.
    """
    lines = _lines(text)
    heads = [(number, match) for number, line in enumerate(lines) if (match := _VERSION.search(text, *line))]
    if not heads:
        start, end = _stripped(text, 0, len(text))
        return [(Mapped.of(text, start, end), (start, end), "")], True
    pieces, alone = [], len(heads) == 1
    for place, (number, match) in enumerate(heads):
        following = heads[place + 1][0] if place + 1 < len(heads) else len(lines)
        last = _last_line(text, lines, number, following)
        start, end, labelled = _inside(text, lines[number][0], match.start(), lines[last][1])
        alone = alone and not labelled and last == _last_filled(text, lines) and not text[: lines[number][0]].strip()
        whole = (lines[number][0], min(len(text), lines[last][1] + 1))
        owner = _owner(text[lines[number][0] : min(start, lines[number][0] + MAX_PREFIX)])
        if labelled and not owner:
            earlier = heads[place - 1][0] + 1 if place else 0
            owner = _owner_above(text, lines[max(earlier, number - LINES_ABOVE) : number])
        pieces.append((Mapped.of(text, start, end), whole, owner))
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
        words = [word.strip("\"',;()") for word in text[slice(*lines[candidate])].split()[:20]]
        if not words:
            continue
        belongs = _is_term if _is_ended(text, *lines[last]) else belongs_to_record
        if 2 * sum(map(belongs, words)) < len(words):  # a sentence may name a domain
            break
        last = candidate
    return last


def _owner(before: str) -> str:
    """Return the name in the columns before a record: "mail", "@", "example.com:"; empty where there is none."""
    words = [word.strip("\"'<>()|") for word in _BETWEEN.split(before)]
    named = [word for word in words if word == "@" or is_domain(word)]
    if not named and _ROW.search(before):
        named = [word for word in words if word.isascii() and word and not _NO_NAME.fullmatch(word)]
    return normal_name(named[0]) if named else ""


def _owner_above(text: str, lines: list[tuple[int, int]]) -> str:
    """Return the name that a form shows in a line of its own above the record."""
    found = [match for line in lines if (match := _NAME_FIELD.match(text, *line))]
    return normal_name(found[-1]["name"]) if found else ""


def _is_ended(text: str, start: int, end: int) -> bool:
    return _ENDED.search(text, max(start, end - 20), end) is not None


def _is_term(word: str) -> bool:
    return is_named_term(word) or is_address(word)


def _inside(text: str, line: int, version: int, end: int) -> tuple[int, int, bool]:
    """Return where the record begins and ends, and whether a label or other columns stand around it."""
    before = text[max(line, version - MAX_PREFIX) : version]
    quote = before[-1:]
    plain = before.rstrip("\"'\u201c\u201e`\\( ")
    is_prose = bool(_PROSE.search(plain)) or len(plain.split()) >= PROSE_WORDS
    if not is_prose and not _LABEL.search(plain):
        return (*_stripped(text, line, end), False)
    if quote in _OPENING and (close := text.find(_OPENING[quote], version, end)) >= 0:
        return (*_stripped(text, version, close - (text[close - 1] == "\\")), True)
    start = version - (quote in _OPENING)
    stop = min(_end(text, version, end), _end_of_sentence(text, version, end, prose=is_prose))
    return (*_stripped(text, start, stop), True)


def without_columns(data: Mapped) -> Mapped:
    """Return a record that stands in a row of a panel without the columns behind it."""
    return data.part(*_stripped(data.text, 0, _end(data.text, 0, len(data))))


def _end(text: str, version: int, end: int) -> int:
    """Return where the record ends and other columns begin."""
    stop = min((place for sign in "\t|<" if (place := text.find(sign, version, end)) >= 0), default=end)
    for _ in range(MAX_COLUMNS):
        match = _COLUMNS.search(text, max(version, stop - 40), stop)
        if not match:
            break
        stop = match.start()
    return stop


def _end_of_sentence(text: str, version: int, end: int, *, prose: bool) -> int:
    """Return where the record ends in a sentence: behind `all`, where words and no terms follow."""
    match = _LAST_TERM.search(text, version, end)
    if not match:
        return end
    words = text[match.end() : end].split()
    if any(_is_term(word) or "=" in word for word in words) or (words and not _WORDS.match(words[0])):
        return end
    return match.end() if prose or len(words) > 1 else end


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place without white space around it, which belongs to the paste and not to the record."""
    while start < end and text[start] in " \t\r\n\x0b\x0c\u2028\u2029":
        start += 1
    while end > start and text[end - 1] in " \t\r\n\x0b\x0c\u2028\u2029":
        end -= 1
    return start, end
