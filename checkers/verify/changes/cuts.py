"""Where in a text something may have been put in: at its end, at its beginning; in HTML inside the body element."""

import re
from collections.abc import Iterator
from itertools import islice

_WINDOW = 16_000  # octets at the end or the beginning that may be new
_MAX_PLACES = 160
_FEW = 3  # elements that are looked at: html and body, once more where something was put around
_END = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_BEGIN = re.compile(rb"<(?:html|body)\b[^<>]{0,2000}>", re.IGNORECASE)
_BEGINS = re.compile(
    rb"\s*(?:[-_=*#~+]{2,}|<(?:hr|table|div|p|br|font|span|!--)\b|(?:disclaimer|confidential|hinweis|diese|this|you|sent)\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rb"(?:\r\n\r\n|[-_=*#~+]{2}\s{0,8}|</(?:table|div|p|center)>\s{0,8}|<(?:br|hr)\b[^<>]{0,80}>\s{0,8})\Z",
    re.IGNORECASE,
)
_TAG = re.compile(rb"<[^<>]{0,4000}>|&[A-Za-z0-9#]{1,10};|[^A-Za-z0-9<&]+|[<&]")
_PLACE = re.compile(rb"<|(?<=\n)")


def footers(text: bytes, *, html: bool) -> Iterator[tuple[int, int]]:
    """Yield the stretches that may be a footer, in the order in which they begin."""
    ends = [len(text)]
    if html:
        ends += [match.start() for match in _END.finditer(text, max(len(text) - _WINDOW, 0))][-_FEW:]
    found: set[tuple[int, int]] = set()
    for end in ends:
        places = _starts(text, end, html=html)
        found |= {(start, end) for start in places}
    yield from sorted(found)


def banners(text: bytes, *, html: bool) -> Iterator[tuple[int, int]]:
    """Yield the stretches that may be a banner, in the order in which they begin."""
    starts = [0]
    if html:
        starts += [match.end() for match in islice(_BEGIN.finditer(text, 0, _WINDOW), _FEW)]
    for start in dict.fromkeys(starts):
        places = _places(text, start + 1, start + _WINDOW, html=html)
        yield from ((start, place) for place in islice(places, _MAX_PLACES))


def begins_likely(text: bytes, start: int) -> bool:
    """Tell whether a footer at that place looks like one: behind an empty line, or with a line drawn above it."""
    return text[start - 4 : start] == b"\r\n\r\n" or _BEGINS.match(text[start : start + 200]) is not None


def ends_likely(text: bytes, end: int) -> bool:
    """Tell whether a banner that ends at that place looks like one: before an empty line, or closed in HTML."""
    return _ENDS.search(text[max(end - 200, 0) : end]) is not None


def letters(text: bytes) -> bytes:
    """Return the letters and digits in a text or in what an HTML text shows, ASCII alone."""
    return _TAG.sub(b"", text)


def _starts(text: bytes, end: int, *, html: bool) -> list[int]:
    places = [place for place in _places(text, max(end - _WINDOW, 0), end, html=html) if place < end]
    places = [*([0] if end <= _WINDOW else []), *places][-_MAX_PLACES:]
    # the line break before it may be part of what was put in
    before = [place - 2 for place in places if place > 1 and text[place - 2 : place] == b"\r\n"]
    return [*places, *before]


def _places(text: bytes, start: int, end: int, *, html: bool) -> Iterator[int]:
    if html:
        yield from (match.start() for match in _PLACE.finditer(text, start, min(end, len(text))))
        return
    at = text.find(b"\n", max(start - 1, 0), end)
    while at >= 0:
        yield at + 1
        at = text.find(b"\n", at + 1, end)
