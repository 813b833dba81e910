"""Characters that a tag-list cannot hold and that stand for some that it can."""

import re
from itertools import islice

from checkers.text.characters import Odd, Oddity, odd_characters
from checkers.text.reading import MAX_PLACES, Reading
from checkers.text.slips import FOR_ODDITY, Place, Slip

_QUOTE = re.compile(r'(?:\\?")+|(?<![^\s"])\'|\'(?=\s*(?:$|[;,]))')
_ESCAPE = re.compile(r"\\([0-9]{3}|[^\s]?)")
_TAG = re.compile(r"[ \t]*[A-Za-z][A-Za-z0-9_]{0,15}[ \t]*=(?!=)")


def clean(reading: Reading, *, quoted: bool = False) -> None:
    """Read over every character that a record cannot hold and that stands for one that it can.

    A pair of quotes around the whole is a zone file's and no fault, unless those are gone already (`quoted`).
    """
    text = reading.text
    found: dict[Slip, list[Place]] = {}
    for odd in islice(odd_characters(text), MAX_PLACES):
        if odd.kind is Oddity.SPACE and text[odd.start : odd.end].strip("\t") == "":
            continue  # tabs are white space to a tag-list (RFC 6376 2.8)
        found.setdefault(FOR_ODDITY[odd.kind], []).append(Place(odd.start, odd.end, _meant(odd, text)))
    reading.read_over(found)
    text = reading.text
    quotes = [match.span() for match in islice(_QUOTE.finditer(text), MAX_PLACES)]
    whole = not quoted and len(quotes) == 2 and text[:1] == text[-1:] and text[:1] in {"'", '"'}  # noqa: PLR2004  a pair
    reading.read_over({Slip.QUOTES: [Place(*span, "", valid=whole) for span in quotes]})
    reading.read_over({Slip.ESCAPES: (Place(*m.span(), _unescaped(m)) for m in _ESCAPE.finditer(reading.text))})


def _meant(odd: Odd, text: str) -> str:
    if odd.plain in {'"', "'"}:
        return ""
    if odd.kind is not Oddity.LINE_BREAK:
        return odd.plain
    before, after = text[max(0, odd.start - 1) : odd.start], text[odd.end : odd.end + 1]
    # a line break inside a word is the mail program's or the window's; before a tag it parts two of them
    inside = before not in {"", " ", ";", ",", "="} and after not in {"", " ", ";", ","}
    return "" if inside and not _TAG.match(text, odd.end) else " "


def _unescaped(match: re.Match[str]) -> str:
    escaped = match[1]
    if len(escaped) == 3 and escaped.isdigit():  # noqa: PLR2004  \DDD, RFC 1035 5.1
        char = chr(min(int(escaped), 255))
        return char if " " <= char <= "~" else ""
    return " " if escaped in {"n", "r", "t"} else escaped
