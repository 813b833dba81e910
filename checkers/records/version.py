"""The tag `v`: what is not as receivers want it though it was meant to be."""

import re

from checkers.records.protocol import Protocol
from checkers.text.distance import distance
from checkers.text.reading import Reading
from checkers.text.slips import Place, Slip

MAX_BEFORE = 2_000  # characters before the version that are still called a text before it
_KINDS = {"SPF": "SPF", "DKIM": "DKIM", "DMARC": "DMARC", "STS": "MTA-STS", "TLSRPT": "TLS-RPT", "BIMI": "BIMI"}
_KIND = re.compile(rf"[ \t\"']*v[ \t]*=[ \t]*({'|'.join(_KINDS)})v?[0-9]", re.IGNORECASE)
_FIRST = re.compile(r"[ \t]*[^;\s]{1,20}")


def find_version(reading: Reading, protocol: Protocol) -> bool:
    """Read over what is wrong with the version; tell whether there is a record then."""
    text = reading.text
    if protocol.right.match(text) or protocol.unparted.match(text):
        return True
    if other_kind(text, protocol):
        return False
    for slip, places in _slips(text, protocol):
        reading.read_over({slip: places})
        return True
    return not protocol.needs_version and bool(re.match(rf"[ \t]*(?:{protocol.known})[ \t]*=", text, re.IGNORECASE))


def other_kind(text: str, protocol: Protocol) -> str:
    """Return the kind of record that `text` says it is ("SPF"), empty where that is `protocol` or nothing known."""
    match = _KIND.match(text)
    kind = match[1].upper() if match else ""
    return "" if kind == protocol.letters.removesuffix("v").upper() else _KINDS.get(kind, "")


def _slips(text: str, protocol: Protocol) -> list[tuple[Slip, list[Place]]]:
    """Return the one slip that explains the beginning of the text, nothing where none does."""
    wanted = f"v={protocol.version}"
    if match := _spelled(text, protocol):
        rest = text[match.end() :].lstrip(" \t")
        glue = "" if not rest or rest[0] in ";,|" else "; "
        kept = match.end() if not glue else len(text) - len(rest)
        return [(Slip.VERSION, [Place(match.start(), kept, wanted + glue, match.span())])]
    later = re.search(
        rf"(?<![A-Za-z0-9])v[ \t]*=[ \t]*{protocol.version}[ \t]*(?:;|$)", text[:MAX_BEFORE], re.IGNORECASE
    )
    starts = re.match(rf"[ \t]*(?:{protocol.known})[ \t]*=", text, re.IGNORECASE)
    if later and starts and protocol.needs_version:
        moved = [Place(0, 0, f"{wanted}; "), Place(later.start(), later.end(), "")]
        return [(Slip.VERSION_PLACE, moved)]
    if later and not starts:
        return [(Slip.TEXT_BEFORE, [Place(0, later.start(), "")])]
    if starts and protocol.needs_version:
        return [(Slip.VERSION_MISSING, [Place(0, 0, f"{wanted}; ", starts.span())])]
    return []


def _spelled(text: str, protocol: Protocol) -> re.Match[str] | None:
    """Return the first word where it is a misspelt version."""
    letters = protocol.letters.removesuffix("v")
    loose = re.match(
        rf"[ \t]*(?:v(?:ersion)?[ \t]*[=:]{{0,3}}[ \t]*)?{letters}[ \t]?v?[ \t]?[-_.]?[0-9]*(?:\.[0-9]+)?"
        r"(?=[ \t]*(?:[;:,|]|$)|[ \t])",
        text,
        re.IGNORECASE,
    )
    if loose:
        return loose
    first = _FIRST.match(text)
    if first and distance(first[0].strip().lower(), f"v={protocol.version}".lower(), 2) <= 2:  # noqa: PLR2004  two slips
        return first
    return None
