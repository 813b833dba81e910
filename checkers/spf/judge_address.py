"""`ip4:` and `ip6:` terms, RFC 7208 section 5.6."""

import re
from bisect import bisect
from collections.abc import Iterator
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
    summarize_address_range,
)

from checkers.records.said import Say
from checkers.report import Edit, Finding, Severity
from checkers.spf.grammar import BITS, address, ip4, ip6, length, network, network_text
from checkers.spf.model import Term
from checkers.text.domains import is_domain
from checkers.text.token import Token

# No receiver sees mail come from these (RFC 6890, 4291). Documentation networks are left out: examples use them.
_NEVER_SEEN = tuple(
    ip_network(network)
    for network in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10"),
        *("224.0.0.0/4", "240.0.0.0/4", "fc00::/7", "fe80::/10", "::1/128", "ff00::/8"),
    )
)
_WIDE = {"ip4": (2, 11), "ip6": (3, 15)}  # up to the first everybody is in it, up to the second far too many
_MAPPED = 96  # ::ffff:192.0.2.1: receivers compare such a client as IPv4 (RFC 7208 5), so the term never matches
# first and last address of each, as numbers
_BOUNDS = {
    f"ip{version}": sorted((int(never[0]), int(never[-1])) for never in _NEVER_SEEN if never.version == version)
    for version in (4, 6)
}
MAX_RANGE = 8  # networks that a range may become

_FOUR = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_PORT = re.compile(r"(?:\[(?P<six>[^\]]+)\]|(?P<four>[0-9.]+)):[0-9]{1,5}")
_RANGE = re.compile(r"(?P<first>[0-9.]+|[0-9a-f:]+)-(?P<last>[0-9.]+|[0-9a-f:]+)", re.IGNORECASE)
_STARS = re.compile(r"(?P<fixed>(?:[0-9]{1,3}\.){1,3})[*x](?:\.[*x]){0,2}", re.IGNORECASE)


def is_ordinary_network(word: str, value: str) -> bool:
    """Tell for certain that there is nothing to say about an `ip4` or `ip6` term that the grammar allows."""
    host, prefix = network(word, value)
    bounds = _BOUNDS[word]
    below = bisect(bounds, (host + 1,)) - 1
    if prefix <= _WIDE[word][1] or (below >= 0 and host <= bounds[below][1]):
        return False
    return not host & ((1 << BITS[word] - prefix) - 1) and (word == "ip4" or host >> 32 != 0xFFFF)  # noqa: PLR2004  mapped


def judge_network(say: Say, term: Term) -> Iterator[Finding]:
    """Yield what there is to say about a term that the grammar allows."""
    host = address(term)
    bits = BITS[term.word]
    prefix = length(term.length4 or term.length6, bits)
    if host is None or prefix is None:
        return
    whole = ip_network((int(host), prefix)) if prefix == bits else ip_network(f"{host}/{prefix}", strict=False)
    everybody, wide = _WIDE[term.word]
    if isinstance(host, IPv6Address) and host.ipv4_mapped and prefix >= _MAPPED + 8:
        meant = f"ip4:{host.ipv4_mapped}" + (f"/{prefix - _MAPPED}" if prefix < bits else "")
        where = Token("", term.name.start, term.token.end)
        edit = say.put(where, meant)
        yield say.about("spf.wrong-family", term.token, fix=[edit], severity=Severity.RISKS, meant=meant)
    elif any(whole.version == never.version and _inside(whole, never) for never in _NEVER_SEEN):
        yield say.about("spf.private-address", term.token)
    elif prefix <= wide:
        severity = Severity.RISKS if prefix <= everybody else None
        yield say.about("spf.wide-range", term.token, severity=severity, length=f"/{prefix}")
    elif whole.network_address != host:
        yield say.about("spf.host-bits", term.token, network=str(whole), meant=f"{term.word}:{whole}")


def bad_address(say: Say, term: Term) -> Finding:
    """Return the finding for an `ip4` or `ip6` term whose value is no address of that family."""
    text, where = term.target.text, Token(term.target.text, term.name.start, term.target.end)
    if other := _other_family(text, term.word):
        return say.about(
            "spf.wrong-family", term.token, fix=[say.put(term.name, other)], meant=f"{other}:{term.value.text}"
        )
    if _FOUR.fullmatch(text) and max(map(int, text.split("."))) <= 255:  # noqa: PLR2004
        plain = ".".join(str(int(number)) for number in text.split("."))
        return say.about("spf.address-zeros", term.token, fix=[say.put(term.target, plain)], meant=plain)
    if (match := _PORT.fullmatch(text)) and (plain := match["six"] or match["four"]) and (ip4(plain) or ip6(plain)):
        return say.about("spf.address-port", term.token, fix=[_as(say, where, [plain])], meant=plain)
    if networks := _networks(text):
        sign = term.sign if term.qualifier else ""
        meant = f" {sign}".join(f"ip{network.version}:{network_text(network)}" for network in networks)
        return say.about("spf.address-range", term.token, fix=[say.put(where, meant)], meant=meant)
    head, _, rest = text.partition("/")
    if rest and (ip4(head) or ip6(head)):
        return say.about("spf.cidr", term.token, length=f"/{rest}", limit=BITS[term.word])
    return _no_address(say, term, where)


def _no_address(say: Say, term: Term, where: Token) -> Finding:
    text = term.target.text
    dotted = text.replace(",", ".")
    if term.word == "ip4" and dotted != text and ip4(dotted):
        return say.about("spf.address", term.token, fix=[say.put(term.target, dotted)])
    plain = text.strip("[]:=.,()<>/")
    if is_domain(plain):
        return say.about("spf.address-host", term.token, fix=[say.put(where, f"a:{plain}")], meant=f"a:{plain}")
    if ip4(plain) or ip6(plain):
        return say.about("spf.address", term.token, fix=[_as(say, where, [plain])])
    short = re.fullmatch(r"((?:[0-9]{1,3}\.){0,2}[0-9]{1,3})\.?", text)
    if term.word == "ip4" and short and re.fullmatch(r"/(?:8|16|24)", term.tail.text):
        filled = ".".join([*short[1].split("."), "0", "0", "0"][:4])
        if ip4(filled):
            return say.about("spf.address", term.token, fix=[say.put(term.target, filled)])
    return say.about("spf.address", term.token)


def _as(say: Say, where: Token, addresses: list[str]) -> Edit:
    return say.put(where, " ".join(f"ip{ip_address(one).version}:{one}" for one in addresses))


def _other_family(text: str, word: str) -> str | None:
    if word == "ip4":
        return "ip6" if ip6(text) else None
    return "ip4" if ip4(text) else None


def _networks(text: str) -> list[IPv4Network] | list[IPv6Network]:
    """Return what "192.0.2.1-192.0.2.9", "192.0.2.1-9" or "192.0.2.*" stands for, nothing where it is none of these."""
    if match := _STARS.fullmatch(text):
        fixed = match["fixed"].count(".")
        first = ip4(match["fixed"] + ".".join(["0"] * (4 - fixed)))
        return [IPv4Network((int(first), 8 * fixed))] if first else []
    if not (match := _RANGE.fullmatch(text)):
        return []
    first_text, last_text = match["first"], match["last"]
    if last_text.isdigit():
        last_text = first_text.rpartition(".")[0] + "." + last_text
    if (low := ip4(first_text)) and (high := ip4(last_text)) and low <= high:
        return _few(low, high)
    if (low6 := ip6(first_text)) and (high6 := ip6(last_text)) and low6 <= high6:
        return _few(low6, high6)
    return []


def _few[Address: (IPv4Address, IPv6Address)](low: Address, high: Address) -> list[IPv4Network] | list[IPv6Network]:
    networks = list(summarize_address_range(low, high))
    return networks if len(networks) <= MAX_RANGE else []


def _inside(network: IPv4Network | IPv6Network, other: IPv4Network | IPv6Network) -> bool:
    return network.prefixlen >= other.prefixlen and network.network_address in other
