"""Prefix lengths, RFC 7208 sections 5.3, 5.4 and 5.6."""

import re
from ipaddress import IPv4Network

from checkers.report import Finding
from checkers.spf.grammar import BITS, ip4, length
from checkers.spf.judge_unknown import family_of
from checkers.spf.model import Term
from checkers.spf.said import Say

_TWO = re.compile(r"/([0-9]{1,3})/{1,3}([0-9]{1,3})")
_ONE = re.compile(r"(/+)([0-9]{1,5})")


def bad_length(say: Say, term: Term) -> Finding:
    """Return the finding for a prefix length that the grammar does not allow on a term that may have one."""
    tail = term.tail.text
    bits = BITS.get(term.word)
    if prefix := _netmask(tail):
        return say.about("spf.cidr-netmask", term.token, fix=[say.put(term.tail, f"/{prefix}")], meant=f"/{prefix}")
    if not tail.strip("/"):
        return say.about("spf.cidr-missing", term.token, fix=[say.put(term.tail, "")])
    two, one = _TWO.fullmatch(tail), _ONE.fullmatch(tail)
    if two and bits is None and int(two[1]) <= 32 and int(two[2]) <= 128:  # noqa: PLR2004
        meant = f"/{int(two[1])}//{int(two[2])}"
        code = "spf.cidr-dual" if tail.count("/") != meant.count("/") else "spf.cidr-zeros"
        return say.about(code, term.token, fix=[say.put(term.tail, meant)], meant=meant)
    if one and bits and int(one[2]) <= bits:
        meant = f"/{int(one[2])}"
        code = "spf.cidr-dual" if len(one[1]) > 1 else "spf.cidr-zeros"
        return say.about(code, term.token, fix=[say.put(term.tail, meant)], meant=meant)
    if one and bits is None and len(one[1]) <= 2 and int(one[2]) <= 128:  # noqa: PLR2004
        slashes = "//" if int(one[2]) > 32 else one[1]  # noqa: PLR2004  too long for IPv4: meant for IPv6
        meant = f"{slashes}{int(one[2])}"
        code = "spf.cidr-zeros" if slashes == one[1] else "spf.cidr"
        return say.about(code, term.token, fix=[say.put(term.tail, meant)], length=tail, limit=_limit(term))
    return say.about("spf.cidr", term.token, length=tail, limit=_limit(term))


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
