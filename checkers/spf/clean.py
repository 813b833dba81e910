"""Characters that stand in for others: read as what everybody sees in them."""

import re
from collections.abc import Iterator
from itertools import islice

from checkers.spf.shape import MAX_LOOK, is_address, starts_like_term
from checkers.text.characters import Odd, Oddity, odd_characters
from checkers.text.domains import a_labels
from checkers.text.reading import MAX_PLACES, Reading
from checkers.text.slips import FOR_ODDITY, Place, Slip

_QUOTE = re.compile(r"(?:\\?\")+|(?<![^\s\"])'|'(?![^\s\",;])")
_ESCAPE = re.compile(r"\\([0-9]{3}|[^\s]?)")
MAX_NAMES = 200  # that are not ASCII and are looked at
_ODD_DOMAIN = re.compile(r"[^\x00-\x20:=/%{}\"\\+~?]+")


def clean(reading: Reading) -> None:
    """Read over every character that a record cannot hold and that stands for one that it can."""
    text = reading.text
    found: dict[Slip, list[Place]] = {}
    for odd in islice(odd_characters(text), MAX_PLACES + 1):
        found.setdefault(FOR_ODDITY[odd.kind], []).append(Place(odd.start, odd.end, _meant(odd, text)))
    reading.read_over(found)
    quoted = '"' in reading.text or "'" in reading.text
    quotes = [match.span() for match in islice(_QUOTE.finditer(reading.text), MAX_PLACES + 1)] if quoted else []
    # 'v=spf1 a -all': perhaps only quoted, as in a shell
    cited = len(quotes) == 2 and reading.text[:1] == reading.text[-1:] == "'"  # noqa: PLR2004  a pair
    reading.read_over({Slip.QUOTES: (Place(*span, "", valid=cited) for span in quotes)})
    reading.read_over({Slip.ESCAPES: (Place(*m.span(), _unescaped(m)) for m in _ESCAPE.finditer(reading.text))})
    reading.read_over({Slip.IDN: _idn(reading.text)})


def _meant(odd: Odd, text: str) -> str:
    if odd.plain in {'"', "'"}:
        return ""  # a record needs no quotes, of whatever kind
    if odd.plain != " ":
        return odd.plain
    before, after = text[max(0, odd.start - 1) : odd.start], text[odd.end : odd.end + 1]
    if before in {"", " "} or after in {"", " "}:
        return ""
    if before in "+-~?" and text[max(0, odd.start - 2) : odd.start - 1] in {"", " "}:
        return ""  # the sign of what follows
    if before in ":=/." or after in ":=/":
        return "" if not starts_like_term(text[odd.end : odd.end + MAX_LOOK].split(" ", 1)[0]) else " "
    return "" if odd.kind is Oddity.LINE_BREAK and _wrapped(text, odd) else " "


def _wrapped(text: str, odd: Odd) -> bool:
    """Tell whether a line break stands inside a name: what follows is no term, what precedes is one with a value."""
    before = text[max(0, odd.start - MAX_LOOK) : odd.start].rpartition(" ")[2]
    after = text[odd.end : odd.end + MAX_LOOK].split()[:1]
    following = after[0] if after else ""
    if not re.search("[:=][^:=]", before) or not following or starts_like_term(following) or is_address(following):
        return False
    return following[0].isalnum() or following[0] in "-_."


def _unescaped(match: re.Match[str]) -> str:
    escaped, rest = match[1], match.string[match.end() : match.end() + 1]
    if len(escaped) == 3 and escaped.isdigit():  # noqa: PLR2004  \DDD, RFC 1035 5.1
        char = chr(min(int(escaped), 255))
        return char if " " <= char <= "~" else ""
    if escaped in {"n", "r", "t", ";", ","}:  # a line break in a script, a separator in another record's format
        return "" if rest in {"", " "} else " "
    return "/" + escaped if escaped.isdigit() else escaped


def _idn(text: str) -> Iterator[Place]:
    if text.isascii():
        return
    names = (match for match in _ODD_DOMAIN.finditer(text) if not match[0].isascii())
    for match in islice(names, MAX_NAMES):
        name = match[0]
        if "." in name and (ascii_name := a_labels(name)):
            yield Place(match.start(), match.end(), ascii_name)
