"""From pasted characters to the lines of a policy; nothing is refused, and everything keeps its place."""

import re
from itertools import islice

from checkers.mta_sts.model import KEYS, MAX_LINES, Line, Policy
from checkers.records.tags import stripped
from checkers.text.characters import Oddity, odd_characters
from checkers.text.mapped import Mapped
from checkers.text.reading import MAX_PLACES, Reading
from checkers.text.slips import Place, Slip
from checkers.text.token import Token

_KEY = "|".join(KEYS)
_FILLED = re.compile(r"[^ \t\r\n]")
_QUOTE = re.compile(r"(?m)^[ \t]*(\"+)|(\"+)[ \t,;]*$|(?<=[:=\s])(\"+)|(?<=[A-Za-z0-9_])(\"+)(?=[ \t]*[:=])")
_RUN_ON = re.compile(rf"(?<=[^\s;,])([ \t]*[ \t;,][ \t]*)(?=((?:{_KEY})[ \t]*[:=]))", re.IGNORECASE)
_END_SIGN = re.compile(r"(?m)([;,]+)[ \t\r]*$")
_NO_COLON = re.compile(rf"(?mi)^[ \t]*(?:{_KEY})((?:[ \t]*=[ \t]*|[ \t]+)(?=[^:=\s]))")


def clean(data: Mapped) -> Reading:
    """Return the policy as it is meant, and what was read over."""
    reading = Reading(data)
    odd = [one for one in islice(odd_characters(reading.text), MAX_PLACES) if one.kind is not Oddity.LINE_BREAK]
    odd = [one for one in odd if reading.text[one.start : one.end].strip("\t")]  # a tab is white space
    reading.read_over({Slip.CONTROL: [Place(one.start, one.end, one.plain) for one in odd]})
    quotes = (next(m.span(n) for n in range(1, 5) if m[n]) for m in _QUOTE.finditer(reading.text))
    reading.read_over({Slip.QUOTES: [Place(*span, "") for span in islice(quotes, MAX_PLACES)]})
    signs = [Place(*match.span(1), "") for match in islice(_END_SIGN.finditer(reading.text), MAX_PLACES)]
    reading.read_over({Slip.SEPARATOR: signs})
    runs = [  # marked with the name behind them: a space alone could not be seen
        Place(*match.span(1), "\n", (match.start(), match.end(2)))
        for match in islice(_RUN_ON.finditer(reading.text), MAX_PLACES)
    ]
    reading.read_over({Slip.SEPARATOR: runs})
    colons = [Place(*match.span(1), ": ") for match in islice(_NO_COLON.finditer(reading.text), MAX_PLACES)]
    reading.read_over({Slip.MISSING_COLON: colons})
    return reading


def parse(text: str) -> Policy:
    """Return the lines of a policy."""
    lines: list[Line] = []
    start = 0
    while len(lines) < MAX_LINES and (filled := _FILLED.search(text, start)):
        found = text.find("\n", filled.start())
        end = found if found >= 0 else len(text)
        lines.append(_line(text, stripped(text, filled.start(), end)))
        start = end + 1
    return Policy(text, tuple(lines), cut=bool(text[start:].strip()))


def _line(text: str, whole: Token) -> Line:
    colon = text.find(":", whole.start, whole.end)
    if colon < 0:
        return Line(whole, whole, None, Token("", whole.end, whole.end))
    return Line(whole, stripped(text, whole.start, colon), colon, stripped(text, colon + 1, whole.end))
