"""The base64 text of a key and what is damaged in it, RFC 6376 2.10 (`base64string`)."""

import binascii
import re
from dataclasses import dataclass
from itertools import islice

_SPACE = " \t\r\n"  # folding white space may stand anywhere in it
_ODD = re.compile(r"[^A-Za-z0-9+/= \t\r\n]+")
_URL_SAFE = str.maketrans("-_", "+/")
MAX_PLACES = 50  # damaged places that are named one by one

type Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Base64Text:
    """A text read as base64. Places count in the text.

    `octets` is what it gives when everything is passed over that does not belong; the letters behind padding in the
    middle are `rest`, which is where a second key begins. `letters` counts the letters before it.
    """

    octets: bytes
    letters: int
    odd: tuple[Stretch, ...] = ()  # characters that base64 does not have
    url_safe: tuple[Stretch, ...] = ()  # "-" and "_", which stand for "+" and "/" in web addresses (RFC 4648 5)
    padding: int = 0  # equals signs that are there
    padding_at: int = 0  # where the first one stands or should stand
    rest: Stretch | None = None

    @property
    def padding_wanted(self) -> int:
        """How many equals signs belong behind these letters (RFC 4648 4); none where a letter is missing."""
        return (0, 0, 2, 1)[self.letters % 4]

    @property
    def lacks_letter(self) -> bool:
        """Tell whether the number of letters cannot be: one letter alone at the end holds no octet."""
        return self.letters % 4 == 1


def read_base64(text: str) -> Base64Text:
    """Return what `text` holds."""
    odd: list[Stretch] = []
    url_safe: list[Stretch] = []
    for match in islice(_ODD.finditer(text), 2 * MAX_PLACES):
        kept = url_safe if set(match[0]) <= {"-", "_"} and len(match[0]) <= 2 else odd  # noqa: PLR2004  a dash is none
        if len(kept) < MAX_PLACES:
            kept.append(match.span())
    pad = text.find("=")
    end = pad if pad >= 0 else len(text.rstrip(_SPACE))
    behind = pad
    while 0 <= behind < len(text) and text[behind] in "=" + _SPACE:
        behind += 1
    rest = (behind, len(text)) if 0 <= behind < len(text) else None
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text[:end].translate(_URL_SAFE) if url_safe else text[:end])
    padding = text.count("=", pad, behind) if pad >= 0 else 0
    return Base64Text(_octets(letters), len(letters), tuple(odd), tuple(url_safe), padding, end, rest)


def write_base64(octets: bytes) -> str:
    """Return the base64 text of `octets`, in one piece."""
    return binascii.b2a_base64(octets, newline=False).decode("ascii")


def _octets(letters: str) -> bytes:
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(whole + "=" * (-len(whole) % 4))
