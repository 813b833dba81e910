"""The first word of a record, RFC 7208 4.5: what is no `v=spf1` though it was meant to be."""

import re

from checkers.spf.shape import MAX_LOOK, starts_like_term
from checkers.text.distance import distance
from checkers.text.reading import Reading
from checkers.text.slips import Place, Slip

VERSION = "v=spf1"

_RIGHT = re.compile(r"v=spf1(?= |$)", re.IGNORECASE)
_GLUED = re.compile(
    r"v=spf1(?=[+\-~?]?(?:include|ip4|ip6|exists|redirect|exp|a|mx|ptr|all)(?:$|[ :=/]))", re.IGNORECASE
)
_SENDER_ID = re.compile(r"spf2\.0(?:/[a-z,]+)?(?= |$)", re.IGNORECASE)
_SEPARATED = re.compile(
    r"v=spf1([;,|]|[:/.](?=[+\-~?]?(?:include|ip4|ip6|exists|redirect|exp|a|mx|ptr|all)(?:$|[ :=/])))", re.IGNORECASE
)
_SPELLED = re.compile(
    r"(?:v(?:ersion)?[ ]{0,5}[=:]{0,3}[ ]{0,5})?spf[ ]{0,5}[-_]?v?[ ]{0,5}=?[ ]{0,5}[0-9]?(?:\.[0-9]{1,3}){0,3}[.:=]?"
    r"(?= |$)|spf[ ]{0,5}=[ ]{0,5}v?[ ]{0,5}1(?= |$)",
    re.IGNORECASE,
)
_ALL_LETTERS = re.compile(r"[a-z]+", re.IGNORECASE)
_INSIDE = re.compile(r"(?<![a-z0-9])v=spf1(?= |$)", re.IGNORECASE)
# quotes and odd characters may stand before it; "_spf.example.com" or "spf record" is no version
_ANNOUNCES = re.compile(r"[^a-z0-9]{0,9}(?:v[^a-z0-9]{0,5}spf|spf[0-9]|v=(?:sfp|psf|fsp)\d?\b|spf2\.0)", re.IGNORECASE)
MAX_BEFORE = 2_000  # characters before the version that are still called a text before it


def find_version(reading: Reading) -> bool:
    """Read over what is wrong with the version; tell whether there is one then."""
    text = reading.text
    if _RIGHT.match(text):
        return True
    slip, place = _slip(text)
    if place is None:
        return False
    reading.read_over({slip: [place]})
    return True


def _slip(text: str) -> tuple[Slip, Place | None]:  # noqa: PLR0911  one way to be wrong a line
    if glued := _GLUED.match(text):
        stop = text.find(" ", glued.end())
        return Slip.MISSING_SPACE, Place(glued.end(), glued.end(), " ", (0, stop if stop >= 0 else len(text)))
    if match := _SENDER_ID.match(text):
        return Slip.SENDER_ID, Place(0, match.end(), VERSION)
    if match := _SEPARATED.match(text):
        return Slip.SEPARATOR, Place(*match.span(1), "" if text[match.end() : match.end() + 1] in {"", " "} else " ")
    match = _SPELLED.match(text)
    if match and not (_ALL_LETTERS.fullmatch(match[0]) and not starts_like_term(text[match.end() + 1 :][:MAX_LOOK])):
        return Slip.VERSION, Place(0, match.end(), VERSION)
    if match := _INSIDE.search(text, 0, MAX_BEFORE):
        return Slip.TEXT_BEFORE, Place(0, match.start(), "")
    word = text[:MAX_LOOK].partition(" ")[0]
    if 4 <= len(word) <= 9 and distance(word.lower(), VERSION, 2) <= 2:  # noqa: PLR2004  two slips of the pen
        return Slip.VERSION, Place(0, len(word), VERSION)
    if starts_like_term(word) and (":" in word or "=" in word or " " in text):
        return Slip.VERSION_MISSING, Place(0, 0, VERSION + " ", (0, len(word)))
    return Slip.VERSION, None


def announces(text: str) -> bool:
    """Tell whether `text` is or wants to be an SPF record by its first words."""
    return _ANNOUNCES.match(text[:MAX_LOOK]) is not None


def holds_version(text: str) -> bool:
    """Tell whether an SPF record begins inside `text`, behind something that belongs elsewhere: "MS=ms1 v=spf1 ..."."""
    return _INSIDE.search(text, 0, MAX_BEFORE) is not None


def is_version(text: str) -> bool:
    """Tell whether receivers take `text` for an SPF record: it begins with the version and a space, or ends there."""
    return _RIGHT.match(text) is not None
