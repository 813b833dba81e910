"""Pseudonyms: the same for the same thing, made by counting, so that nothing of the original is in them.

All of them are recognised when seen again: names under `redacted.invalid` (RFC 6761 keeps `invalid` free of hosts),
IPv4 addresses in 240.0.0.0/4 (reserved, RFC 1112 4) and IPv6 addresses in 100::/64 (discard only, RFC 6666).
"""

import re
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from checkers.requests.microsoft import customer_in, is_inside_address, is_own_name
from checkers.requests.redact.model import Kind
from checkers.text.domains import a_labels
from checkers.text.suffixes import suffixes

_HOME = "redacted.invalid"
_NIL = "00000000-0000-0000-0000-"
_DISCARD = IPv6Network("100::/64")
_OURS = re.compile(
    r"<?redacted-(?:(?:id|name|host|link|part)-)?\d+(?:@.*)?>?|(?:.*[.@])?redacted\.invalid|(?:\S*-)?redacted-invalid\.\S+",
    re.IGNORECASE | re.DOTALL,
)
_USED = re.compile(r"(?:redacted-(?:id-|name-|host-|link-|part-)?|\b[dh]|\b240\.0\.0\.|\b100::)(\d{1,6})\b")
_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_PRIVATE_TOPS = {
    "local",
    "localdomain",
    "lan",
    "intern",
    "internal",
    "intranet",
    "corp",
    "home",
    "arpa",
    "private",
    "test",
    "example",
}
_PROPERTY = re.compile(r"(?:smtp|header|policy|arc|dns)\.\w+", re.IGNORECASE)  # RFC 8601 2.3


def is_pseudonym(text: str) -> bool:
    """Tell whether `text` is one that redaction made."""
    return text.startswith(_NIL) or ("redacted" in text.lower() and _OURS.fullmatch(text) is not None)


def is_host(name: str) -> bool:
    """Tell whether a dotted word is a host name: its top level exists, or private networks use it."""
    top = name.rstrip(".").rpartition(".")[2].lower()
    if _PROPERTY.fullmatch(name) or top.isdigit() or not top:
        return False
    if top in _PRIVATE_TOPS:
        return True
    ascii_name = a_labels(top)
    return ascii_name is not None and suffixes().publicsuffix(f"x.{ascii_name}", accept_unknown=False) is not None


def is_ip(text: str) -> bool:
    """Tell whether a text is an IP address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


class Pseudonyms:
    """One set of pseudonyms; what was said once is said again for the same original, in whatever case it is written."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._count: dict[str, int] = {}
        self._floor = 0

    def reserve(self, text: str) -> None:
        """Keep clear of the numbers in a text that was redacted before."""
        if any(mark in text for mark in ("redacted", "240.0.0.", "100::")):
            self._floor = max([self._floor, *(int(match[1]) for match in _USED.finditer(text))])

    def address(self, local: str, domain: str) -> str:
        """Return the pseudonym of an e-mail address; its domain keeps its own."""
        host = self.domain(domain)
        return self._of("address", f"{local}@{domain}", lambda n: f"redacted-{n}@{host}") if local else f"@{host}"

    def domain(self, name: str) -> str:
        """Return what stands for a host name: Microsoft's own stay, a customer's part of them does not."""
        bare = name.rstrip(".").lower()
        if is_pseudonym(bare) or is_own_name(bare):
            return name
        if customer := customer_in(bare):
            return f"{self.domain(customer[0].replace('-', '.')).replace('.', '-')}.{customer[1]}"
        base = self._base(bare)
        kept = self._of("domain", base, lambda n: f"d{n}.{_HOME}")
        front = bare[: -len(base)].rstrip(".").split(".") if bare != base else []
        marks = [label for label in front if label.startswith("_")]  # "_dmarc", "_domainkey": no names of anybody's
        rest = ".".join(label for label in front if not label.startswith("_"))
        host = self._of("label", rest, lambda n: f"h{n}") if rest else ""
        return ".".join(filter(None, (host, *marks, kept)))

    def ip(self, text: str) -> str:
        """Return the pseudonym of an IP address; one that tells nothing (loopback, our own, Microsoft's) stays."""
        bare = text.partition("%")[0]
        address = ip_address(bare)
        if address.is_loopback or address.is_unspecified or is_inside_address(bare):
            return text
        if isinstance(address, IPv4Address):
            if int(address) >> 28 == 15:  # noqa: PLR2004  240.0.0.0/4
                return text
            return self._of("ip", str(address), lambda n: str(IPv4Address((240 << 24) + n)))
        if address in _DISCARD:
            return text
        return self._of("ip", str(address), lambda n: str(IPv6Address((0x100 << 112) + n)))

    def single(self, kind: Kind, text: str) -> str:
        """Return the pseudonym of a name, a link's path, a part or a host without a dot."""
        return text if is_pseudonym(text) else self._of(kind, text, lambda n: f"redacted-{kind}-{n}")

    def message_id(self, text: str) -> str:
        """Return the pseudonym of a message id without its angle brackets (RFC 5322 3.6.4)."""
        if is_pseudonym(text):
            return text
        if _GUID.fullmatch(text):
            return self.guid(text)
        _, at, right = text.rpartition("@")
        if not at:
            return self.single(Kind.ID, text)
        host = self.domain(right)
        return self._of("id", text, lambda n: f"redacted-id-{n}@{host}")

    def guid(self, text: str) -> str:
        """Return the pseudonym of a GUID; the nil GUID says nothing and stays."""
        return text if is_pseudonym(text) else self._of("guid", text, lambda n: f"{_NIL}{n:012}")

    def _of(self, kind: str, original: str, made: Callable[[int], str]) -> str:
        key = (kind, original.lower())
        if key not in self._known:
            self._count[kind] = max(self._count.get(kind, 0), self._floor) + 1
            self._known[key] = made(self._count[kind])
        return self._known[key]

    @staticmethod
    def _base(name: str) -> str:
        """Return the domain that was registered, the name itself where it is a public suffix or none is known."""
        ascii_name = a_labels(name) or name
        found = suffixes().privatesuffix(ascii_name, accept_unknown=False)
        labels = name.split(".")
        return ".".join(labels[-(found.count(".") + 1) :]) if found else ".".join(labels[-2:])
