"""IP addresses as numbers, read as strictly as RFC 7208 5.6 writes them."""

from ipaddress import IPv6Address

_OCTETS = {str(octet): octet for octet in range(256)}  # written without leading zeros
_MAX_IP6 = 45  # characters of the longest IPv6 address


def ip4_number(text: str) -> int | None:
    """Return an IPv4 address as a number, None where `text` is none."""
    try:
        one, two, three, four = text.split(".")
        return _OCTETS[one] << 24 | _OCTETS[two] << 16 | _OCTETS[three] << 8 | _OCTETS[four]
    except (KeyError, ValueError):
        return None


def ip6_number(text: str) -> int | None:
    """Return an IPv6 address without a zone as a number, None where `text` is none."""
    if len(text) > _MAX_IP6 or "%" in text:
        return None
    try:
        return int(IPv6Address(text))
    except ValueError:
        return None
