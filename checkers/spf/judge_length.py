"""Prefix lengths, RFC 7208 sections 5.3, 5.4 and 5.6."""

import re
from ipaddress import IPv4Network

from checkers.records.said import Say
from checkers.report import Finding
from checkers.spf.grammar import BITS, ip4, length
from checkers.spf.judge_unknown import family_of
from checkers.spf.model import Term
from checkers.spf.syntax import is_valid

_TWO = re.compile(r"/(?P<four>[0-9]{1,3})/{1,3}(?P<six>[0-9]{1,3})")
_SWAPPED = re.compile(r"//(?P<six>[0-9]{1,3})/(?P<four>[0-9]{1,2})")
_MEANT_FOR_IP6 = range(48, 129)  # "/33" behind `a` is rather a slip than meant for IPv6
_ONE = re.compile(r"(/+)([0-9]{1,5})")


def bad_length(say: Say, term: Term) -> Finding:
    """Return the finding for a prefix length that the grammar does not allow on a term that may have one."""
    tail = term.tail.text
    bits = BITS.get(term.word)
    if prefix := _netmask(tail):
        return say.about("spf.cidr-netmask", term.token, fix=[say.put(term.tail, f"/{prefix}")], meant=f"/{prefix}")
    if not tail.strip("/"):
        return say.about("spf.cidr-missing", term.token, fix=[say.put(term.tail, "")])
    code, meant = _two_lengths(tail) if bits is None else ("", "")
    if not meant:
        code, meant = _one_length(tail, bits)
    if not meant and tail.endswith("/") and is_valid(term.token.text.rstrip("/")):
        code, meant = "spf.cidr-dual", tail.rstrip("/")
    fix = [say.put(term.tail, meant)] if meant.strip("/0") else None  # "/00" would open the domain to everybody
    return say.about(code or "spf.cidr", term.token, fix=fix, length=tail, limit=_limit(term), meant=meant or None)


def _two_lengths(tail: str) -> tuple[str, str]:
    """Return code and correct form of "/24/64" or "//64/24" behind `a` and `mx`, twice nothing for anything else."""
    swapped = _SWAPPED.fullmatch(tail)
    two = swapped or _TWO.fullmatch(tail)
    if not two or int(two["four"]) > 32 or int(two["six"]) > 128:  # noqa: PLR2004
        return "", ""
    meant = f"/{int(two['four'])}//{int(two['six'])}"
    zeros_only = not swapped and tail.count("/") == meant.count("/")
    return "spf.cidr-zeros" if zeros_only else "spf.cidr-dual", meant


def _one_length(tail: str, bits: int | None) -> tuple[str, str]:
    """Return code and correct form of a single length; `bits` where only one family is possible."""
    one = _ONE.fullmatch(tail)
    if not one:
        return "", ""
    slashes, number = one[1], int(one[2])
    if bits:
        return ("spf.cidr-dual" if len(slashes) > 1 else "spf.cidr-zeros", f"/{number}") if number <= bits else ("", "")
    if slashes == "/" and number in _MEANT_FOR_IP6:
        return "spf.cidr", f"//{number}"
    fits = slashes in {"/", "//"} and number <= (32 if slashes == "/" else 128)
    return ("spf.cidr-zeros", f"{slashes}{number}") if fits else ("", "")


def misplaced_length(say: Say, term: Term) -> Finding:
    """Return the finding for a prefix length on a term that takes none."""
    if term.word != "redirect" and (family := family_of(term.value.text)):
        meant = f"{family}:{term.value.text}"
        edit = say.data.edit(term.name.start, term.value.end, meant)
        return say.about("spf.address-as-domain", term.token, fix=[edit], meant=meant)
    return say.about("spf.cidr-misplaced", term.token, fix=[say.put(term.tail, "")], length=term.tail.text)


def _limit(term: Term) -> int:
    """Return the longest length there may be, for the family whose length is wrong."""
    if term.word in BITS:
        return BITS[term.word]
    return 32 if length(term.length4, 32) is None else 128


def _netmask(tail: str) -> int | None:
    mask = tail.removeprefix("/")
    if not ip4(mask):
        return None
    try:
        return IPv4Network(f"0.0.0.0/{mask}").prefixlen
    except ValueError:
        return None
