"""Which rule of the grammar a term breaks, RFC 7208 sections 4.6.1, 5, 6, 7.1 and 12; not how bad that is."""

import ipaddress
import re
from enum import StrEnum
from functools import lru_cache

from checkers.spf.macros import EXP_ONLY, ends_well
from checkers.spf.model import NEED_VALUE, Kind, Prefix, Term
from checkers.text.token import Token

_IP4 = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})")
_PREFIX = re.compile(r"0|[1-9][0-9]{0,2}")
BITS = {"ip4": 32, "ip6": 128}
WITH_LENGTH = frozenset({"a", "mx", "ip4", "ip6"})
MAX_IP6 = 45  # characters of the longest IPv6 address


class Fault(StrEnum):
    """The rule that a term breaks."""

    UNKNOWN = "unknown"
    QUALIFIER = "qualifier"  # more than one, or one before a modifier
    UNWANTED_VALUE = "unwanted-value"
    MISSING_VALUE = "missing-value"
    ADDRESS = "address"
    LENGTH = "length"
    LENGTH_MISPLACED = "length-misplaced"
    MACRO = "macro"
    EXP_ONLY = "exp-only"
    DOMAIN = "domain"


def fault(term: Term) -> Fault | None:  # noqa: PLR0911  one rule a line
    """Return the first rule that `term` breaks, None for a term that the grammar allows."""
    if term.kind is Kind.UNKNOWN:
        return Fault.UNKNOWN
    if len(term.qualifier.text) > 1 or (term.qualifier and term.kind is not Kind.MECHANISM):
        return Fault.QUALIFIER
    if term.word == "all" and (term.separator or term.value) and term.kind is Kind.MECHANISM:
        return Fault.UNWANTED_VALUE
    if term.kind is not Kind.OTHER_MODIFIER and not term.target and (term.separator or term.word in NEED_VALUE):
        return Fault.MISSING_VALUE
    if term.tail and term.word not in WITH_LENGTH:
        return Fault.LENGTH_MISPLACED
    if term.word in BITS and term.kind is Kind.MECHANISM and address(term) is None:
        return Fault.ADDRESS
    if term.tail and not _good_lengths(term):
        return Fault.LENGTH
    return _domain_fault(term)


def address(term: Term) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address of an `ip4` or `ip6` term, None where it is not one of that family."""
    text = term.target.text
    return ip4(text) if term.word == "ip4" else ip6(text)


def ip4(text: str) -> ipaddress.IPv4Address | None:
    """Return `text` as an IPv4 address of four numbers without leading zeros (RFC 7208 5.6), None otherwise."""
    if not _IP4.fullmatch(text) or max(map(int, text.split("."))) > 255:  # noqa: PLR2004
        return None
    return ipaddress.IPv4Address(text)


def ip6(text: str) -> ipaddress.IPv6Address | None:
    """Return `text` as an IPv6 address without a zone, None otherwise."""
    if len(text) > MAX_IP6 or "%" in text:
        return None
    try:
        return ipaddress.IPv6Address(text)
    except ValueError:
        return None


@lru_cache(1024)  # a round of judging asks twice, and the text with its fixes made is judged again
def network(word: str, value: str) -> tuple[int, int]:
    """Return address and prefix length of a value that the grammar allows behind `ip4:` or `ip6:`, as numbers."""
    host, _, digits = value.partition("/")
    number = int.from_bytes(map(int, host.split("."))) if word == "ip4" else int(ipaddress.IPv6Address(host))
    return number, int(digits or BITS[word])


def network_text(network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> str:
    """Return a network as a record names it, a single address without its length."""
    return str(network.network_address) if network.num_addresses == 1 else str(network)


def length(prefix: Prefix | None, bits: int) -> int | None:
    """Return a prefix length, `bits` where none is written, None where it is out of range or has leading zeros."""
    if prefix is None:
        return bits
    return int(prefix.digits) if _PREFIX.fullmatch(prefix.digits) and int(prefix.digits) <= bits else None


def _good_lengths(term: Term) -> bool:
    if term.length4 is None and term.length6 is None:
        return False
    if term.word in BITS and term.tail.text.startswith("//"):
        return False
    if term.word in BITS and term.length4 and term.length6:
        return False
    return length(term.length4, 32) is not None and length(term.length6, 128) is not None


def _domain_fault(term: Term) -> Fault | None:
    if term.domain is None:
        return None
    if term.domain.bad:
        return Fault.MACRO
    if term.kind is Kind.OTHER_MODIFIER:
        return None
    if any(macro.letter in EXP_ONLY for macro in term.domain.macros):
        return Fault.EXP_ONLY
    return None if ends_well(term.domain) else Fault.DOMAIN


def labels_fit(name: Token) -> bool:
    """Tell whether a name without macros can be asked for: no empty label, none over 63 octets, 253 in all."""
    text = name.text.removesuffix(".")
    return len(text) <= 253 and all(0 < len(label) <= 63 for label in text.split("."))  # noqa: PLR2004  RFC 1035 2.3.4
