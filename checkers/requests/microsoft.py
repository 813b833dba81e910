"""The hosts and addresses of Exchange Online, from `data/exchange_online.toml`."""

import re
from functools import cache, lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from checkers.tables import table

_FRONT_END = re.compile(r"[a-z0-9]+ft\d{3}", re.IGNORECASE)  # "SN1NAM04FT032": a server, not a customer


def is_published(address: str) -> bool:
    """Tell whether an IP address lies in a range that Exchange Online Protection is known to send from."""
    return _within(address, "published")


def is_inside_address(address: str) -> bool:
    """Tell whether an IP address is one that the service's servers use among themselves."""
    return _within(address, "inside") or _within(address, "published")


def is_outbound_host(name: str) -> bool:
    """Tell whether a host name is one that Exchange Online sends from."""
    return _under(name, "outbound") is not None


def is_inside_host(name: str) -> bool:
    """Tell whether a host name is a server of the service."""
    return _under(name, "inside") is not None or is_outbound_host(name)


def is_own_name(name: str) -> bool:
    """Tell whether a host name is Microsoft's and names no customer."""
    return _under(name, "own") is not None and customer_in(name) is None


def is_role_address(local: str, domain: str) -> bool:
    """Tell whether an address is one at which Microsoft itself is reached, not somebody's mailbox."""
    return local.lower() in _facts()["addresses"]["roles"] and is_own_name(domain)


def customer_in(name: str) -> tuple[str, str] | None:
    """Return (customer's part, Microsoft's part) of a name under which Microsoft keeps customers, None for others."""
    suffix = _under(name, "tenant")
    if suffix is None:
        return None
    label = name[: -len(suffix) - 1]
    return (label, suffix) if label and not _FRONT_END.fullmatch(label) else None


def consumer_tenant() -> str:
    """Return the tenant id that stands for the consumer service Outlook.com."""
    return str(_facts()["tenants"]["consumer"])


def _under(name: str, kind: str) -> str | None:
    folded = name.lower().rstrip(".")
    return next((suffix for suffix in _facts()["hosts"][kind] if f".{folded}".endswith(f".{suffix}")), None)


@lru_cache(maxsize=4096)  # the same few hosts of the service stand in message after message
def _within(address: str, kind: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in _networks(kind))


@cache
def _networks(kind: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(text) for text in _facts()["ranges"][kind])


@cache
def _facts() -> dict[str, Any]:
    return table("exchange_online")
