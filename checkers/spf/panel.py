"""SPF records in free text: bare, with a label in front, or among the columns of a provider's panel."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from checkers.dns.model import normal_name
from checkers.records.columns import before_columns, without_space
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
_OPENING = {'"': '"', "'": "'", "\u201c": "\u201d", "\u201e": "\u201c", "`": "`"}
MAX_PREFIX = 300
MAX_RECORDS = 50  # in one text; one more is returned, to tell that there are more
MAX_LINES = 500  # that a record may be wrapped into
LINES_ABOVE = 6  # of a panel's form
PROSE_WORDS = 3  # so many words in front of a record are a sentence

type Piece = tuple[Mapped, tuple[int, int], str]  # the record, the lines it stands in, the name it belongs to


def plain_records(text: str) -> tuple[list[Piece], bool]:
    """Return each record in `text` with its lines, and whether the text is nothing but one record.

    A text without any `v=spf1` is returned whole: it may be a record with a misspelt version.
    """
    heads = list(islice(_heads(text), MAX_RECORDS + 1))
    if not heads:
        start, end = without_space(text, 0, len(text))
        return [(Mapped.of(text, start, end), (start, end), "")], True
    pieces, alone = [], len(heads) == 1
    for (line, version), (following, _) in pairwise([*heads, (len(text), 0)]):
        last = _last_end(text, _end(text, version), following)
        start, end, labelled = _inside(text, line, version, last)
        alone = alone and not labelled and not text[last:].strip() and not text[:line].strip()
        owner = _owner(text[line : min(start, line + MAX_PREFIX)])
        if labelled and not owner:
            owner = _owner_above(text, line)
        pieces.append((Mapped.of(text, start, end), (line, min(len(text), last + 1)), owner))
    return pieces, alone


def _heads(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line with a version begins, and its first version."""
    match = _VERSION.search(text)
    while match:
        yield text.rfind("\n", 0, match.start()) + 1, match.start()
        match = _VERSION.search(text, _end(text, match.start()))


def _end(text: str, place: int) -> int:
    """Return where the line of a place ends."""
    found = text.find("\n", place)
    return found if found >= 0 else len(text)


def _last_end(text: str, end: int, following: int) -> int:
    """Return the end of the last line up to which the record may go on: each holds something that belongs to one."""
    last, line = end, end + 1
    for _ in range(MAX_LINES):
        if line >= following:
            break
        stop = _end(text, line)
        words = [word.strip("\"',;()") for word in text[line:stop].split(None, 20)[:20]]
        if words:
            belongs = _is_term if _is_ended(text, last) else belongs_to_record
            if 2 * sum(map(belongs, words)) < len(words):  # a sentence may name a domain
                break
            last = stop
        line = stop + 1
    return last


def _owner(before: str) -> str:
    """Return the name in the columns before a record: "mail", "@", "example.com:"; empty where there is none."""
    words = [word.strip("\"'<>()|") for word in _BETWEEN.split(before)]
    named = [word for word in words if word == "@" or is_domain(word)]
    if not named and _ROW.search(before):
        named = [word for word in words if word.isascii() and word and not _NO_NAME.fullmatch(word)]
    return normal_name(named[0]) if named else ""


def _owner_above(text: str, line: int) -> str:
    """Return the name that a form shows in a line of its own above the record, below any other record."""
    for _ in range(LINES_ABOVE):
        if line == 0:
            break
        above = text.rfind("\n", 0, line - 1) + 1
        if _VERSION.search(text, above, line - 1):
            break
        if match := _NAME_FIELD.match(text, above, line - 1):
            return normal_name(match["name"])
        line = above
    return ""


def _is_ended(text: str, end: int) -> bool:
    return _ENDED.search(text, max(0, end - 20), end) is not None


def _is_term(word: str) -> bool:
    return is_named_term(word) or is_address(word)


def _inside(text: str, line: int, version: int, end: int) -> tuple[int, int, bool]:
    """Return where the record begins and ends, and whether a label or other columns stand around it."""
    before = text[max(line, version - MAX_PREFIX) : version]
    quote = before[-1:]
    plain = before.rstrip("\"'\u201c\u201e`\\( ")
    is_prose = bool(_PROSE.search(plain)) or len(plain.split()) >= PROSE_WORDS
    if not is_prose and not _LABEL.search(plain):
        return (*without_space(text, line, end), False)
    if quote in _OPENING and (close := text.find(_OPENING[quote], version, end)) >= 0:
        return (*without_space(text, version, close - (text[close - 1] == "\\")), True)
    start = version - (quote in _OPENING)
    stop = min(before_columns(text, version, end), _end_of_sentence(text, version, end, prose=is_prose))
    return (*without_space(text, start, stop), True)


def without_columns(data: Mapped) -> Mapped:
    """Return a record that stands in a row of a panel without the columns behind it."""
    return data.part(*without_space(data.text, 0, before_columns(data.text, 0, len(data))))


def _end_of_sentence(text: str, version: int, end: int, *, prose: bool) -> int:
    """Return where the record ends in a sentence: behind `all`, where words and no terms follow."""
    match = _LAST_TERM.search(text, version, end)
    if not match:
        return end
    words = text[match.end() : end].split()
    if any(_is_term(word) or "=" in word for word in words) or (words and not _WORDS.match(words[0])):
        return end
    return match.end() if prose or len(words) > 1 else end
