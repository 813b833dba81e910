"""Places in the words of a refusal that tell more: authentication results, the blocked address, dead addresses."""

import re
from ipaddress import ip_address
from typing import NamedTuple

from checkers.bounce.model import Failure, Said

_RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*(pass|fail|softfail|neutral|none|temperror|permerror)\b", re.IGNORECASE)
_FOUR = r"(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)"
_SIX = r"(?:IPv6:)?[0-9A-Fa-f]{1,4}:[0-9A-Fa-f:]{2,40}(?:\.\d{1,3}){0,3}"
_BRACKETED = re.compile(rf"\[({_FOUR}|{_SIX})\]")
_AFTER_WORD = re.compile(
    r"(?:messages from|banned sender|sending ip|client host|mail server|over ipv6|ip address:?|again later from"
    r"|\bip=|/ip/|\bip:|\bfrom (?=\[))"
    rf" ?\[?({_FOUR}|{_SIX})",
    re.IGNORECASE,
)
_HOST_BEFORE = re.compile(r"\w\.[A-Za-z]{2,}\.? ?$")  # "mx.example.com[192.0.2.1]" is who refused
_DEAD = re.compile(r"delist@messaging\.microsoft\.com|abuse@messaging\.microsoft\.com", re.IGNORECASE)


class Signal(NamedTuple):
    """Something said inside a diagnostic text, at `start` to `end` of it."""

    name: str
    value: str
    start: int
    end: int


def results(text: str) -> list[Signal]:
    """Return the authentication results in a refusal ("Spf= Fail , Dkim= Pass , DMARC= Pass"), RFC 8601's words."""
    found = _RESULT.finditer(text) if "=" in text else ()
    return [Signal(m[1].lower(), m[2].lower(), *m.span()) for m in found]


def first_to_repair(text: str) -> list[str]:
    """Return the mechanisms that a refusal says did not pass; DMARC alone only where SPF and DKIM did."""
    failed = list(dict.fromkeys(signal.name.upper() for signal in results(text) if signal.value != "pass"))
    return [name for name in failed if name != "DMARC"] or failed


def blocked_address(text: str) -> Signal | None:
    """Return the IP address that a refusal names."""
    for match in (_AFTER_WORD.search(text), *_BRACKETED.finditer(text)):
        if match is None or _HOST_BEFORE.search(text, max(0, match.start() - 80), match.start()):
            continue
        try:
            address = ip_address(match[1].removeprefix("IPv6:"))
        except ValueError:
            continue
        return Signal("ip", str(address), *match.span(1))
    return None


def dead_address(text: str) -> Signal | None:
    """Return an address of Microsoft's that the text names and that nobody reads any more."""
    match = _DEAD.search(text) if "@" in text else None
    return Signal("address", match[0].lower(), *match.span()) if match else None


def diagnostic(failure: Failure) -> Said:
    """Return what the other side said, empty where it said nothing."""
    return failure.diagnostic or Said("")
