"""A key pasted as a key tool writes it: with armour lines around it, or with nothing at all."""

import re

from checkers.dkim.base64text import read_base64
from checkers.dkim.key import ED25519_OCTETS, read_key, stated_length
from checkers.text.reading import MAX_PLACES, Reading
from checkers.text.slips import Place, Slip

_BEGIN = re.compile(r"-{2,9}[ \t]?BEGIN (?P<what>[A-Z0-9 ]{1,40}?)[ \t]?-{2,9}\s{0,9}")
_END = re.compile(r"\s{0,9}-{2,9}[ \t]?END [A-Z0-9 ]{1,40}?[ \t]?-{2,9}\s{0,9}")
_LINE_BREAK = re.compile(r"[ \t]*[\r\n]\s*")
_TAG_BEFORE = re.compile(r"p[ \t]*=[ \t]*[\"']?\Z", re.IGNORECASE)
_BARE = re.compile(r"[A-Za-z0-9+/_=\s-]*")
MAX_RAW = 60  # characters that 32 octets and some white space take
MIN_BARE = 40  # letters: no other text of that length is base64 of a key by accident


def read_pasted_key(reading: Reading) -> None:
    """Read over the armour of a key (RFC 7468), or read the tags before a bare one, so that a record stands there."""
    text = reading.text
    if begin := _BEGIN.search(text):
        end = _END.search(text, begin.end())
        stop = end.start() if end else len(text)
        tags = "" if _TAG_BEFORE.search(text[: begin.start()]) else tags_for(text[begin.end() : stop])
        first = 0 if tags and not text[: begin.start()].strip(" \t\"'") else begin.start()
        places = [Place(first, begin.end(), tags), *_breaks(text, begin.end(), stop)]
        if end:
            places.append(Place(*end.span(), ""))
        reading.read_over({Slip.ARMOUR: places[:MAX_PLACES]})
    elif is_bare_key(text):
        places = [Place(0, 0, tags_for(text), (0, len(text))), *_breaks(text, 1, len(text))]
        reading.read_over({Slip.BARE_KEY: places[:MAX_PLACES]})


def is_bare_key(text: str) -> bool:
    """Tell whether `text` is nothing but the base64 of a key."""
    bare = text.strip("\"' \t\r\n")
    if (len(bare) > MAX_RAW and not bare.startswith("M")) or not _BARE.fullmatch(bare):
        return False  # all but the short ones begin with the type and length of their octets
    read = read_base64(bare)
    if read.letters == 43 and read.padding == 1:  # noqa: PLR2004  32 octets
        return len(read.octets) == ED25519_OCTETS
    return read.letters >= MIN_BARE and stated_length(read.octets) >= ED25519_OCTETS


def has_armour(text: str) -> bool:
    """Tell whether a line that begins an armoured key stands in `text`."""
    return bool(_BEGIN.search(text))


def tags_for(base64: str) -> str:
    """Return the tags that belong before a key."""
    key = read_key(read_base64(base64).octets).key
    return f"v=DKIM1; k={key.type if key else 'rsa'}; p="


def _breaks(text: str, start: int, end: int) -> list[Place]:
    return [Place(*match.span(), "") for match in _LINE_BREAK.finditer(text, start, end) if match.end() < end]
