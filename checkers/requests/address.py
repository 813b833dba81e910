"""IP addresses as people type them, and which of them no list can hold."""

import re
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

type Address = IPv4Address | IPv6Address

_SEPARATOR = re.compile(r"[\s,;]+")
_MAX = 100  # addresses looked at
_PORT = re.compile(r"(?P<four>[0-9.]{7,15}):[0-9]{1,5}|\[(?P<six>[0-9a-f:.]{2,45})\]:[0-9]{1,5}", re.IGNORECASE)


class Range(StrEnum):
    """What an address is for; PUBLIC is what a list can hold."""

    PUBLIC = "public"
    PRIVATE = "private"  # RFC 1918, RFC 4193
    SHARED = "shared"  # behind the provider's address translation, RFC 6598
    LOOPBACK = "loopback"
    LINK_LOCAL = "link-local"
    MULTICAST = "multicast"
    EXAMPLE = "example"  # documentation: RFC 5737, RFC 3849, RFC 9637
    RESERVED = "reserved"


_RANGES = (
    (Range.EXAMPLE, "192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20"),
    (Range.SHARED, "100.64.0.0/10"),
    (Range.PRIVATE, "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7"),
    (Range.LOOPBACK, "127.0.0.0/8 ::1/128"),
    (Range.LINK_LOCAL, "169.254.0.0/16 fe80::/10"),
    (Range.MULTICAST, "224.0.0.0/4 ff00::/8"),
    (Range.RESERVED, "0.0.0.0/8 192.0.0.0/24 198.18.0.0/15 240.0.0.0/4 ::/128 100::/64 fec0::/10"),
)
_NETWORKS = [(kind, [ip_network(text) for text in texts.split()]) for kind, texts in _RANGES]


def range_of(address: Address) -> Range:
    """Return what an address is for."""
    return next((kind for kind, nets in _NETWORKS if any(address in net for net in nets)), Range.PUBLIC)


def addresses(text: str) -> tuple[list[Address], bool]:
    """Return the addresses in what somebody typed, and whether there was something else beside them: a range, a name.

    Of a range its first address stands in the list. An IPv4 address in IPv6 form is the IPv4 address.
    """
    found: list[Address] = []
    clean = True
    for word in _SEPARATOR.split(text.strip())[:_MAX]:
        address, single = _read(word)
        if address is not None and address not in found:
            found.append(address)
        clean = clean and single
    return found, not clean


def _read(word: str) -> tuple[Address | None, bool]:
    if port := _PORT.fullmatch(word):
        word = port["four"] or port["six"]
    bare = word.strip("[](){}<>\"'`.").lower().removeprefix("ipv6:").partition("%")[0]
    if not bare:
        return None, True
    host, _, length = bare.partition("/")
    try:
        address = ip_address(host)
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        if length and ip_network(bare, strict=False).num_addresses > 1:
            return address, False
    except ValueError:
        return None, False
    return address, True
