"""Which resolver is asked: what an option names, or what the system uses."""

import ipaddress
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from checkers.cli.live.ask import Asker
from checkers.cli.live.plain import Plain
from checkers.cli.status import UnusableError

PORT = 53
_ADDRESS = re.compile(r"\[(?P<six>[^\]]+)\](?::(?P<six_port>\d+))?|(?P<four>[^:]+):(?P<port>\d+)|(?P<bare>.+)")
_TEMPLATE = re.compile(r"\{\?dns\}\Z")  # RFC 8484 4.1; it is empty where a message is posted


@dataclass(frozen=True, slots=True)
class Resolver:
    """One DoH address, or the addresses and ports of servers that stand in for one another; seconds to wait."""

    url: str = ""
    servers: tuple[tuple[str, int], ...] = ()
    timeout: float = 5.0


def resolver(named: str | None, timeout: float) -> Resolver:
    """Return the resolver that an option names: ADDRESS, ADDRESS:PORT, [ADDRESS]:PORT or a DoH URL; else the system's.

    Raises UnusableError where it names none, and where the system has none.
    """
    if not 0 < timeout < float("inf"):
        raise UnusableError("--timeout: must be more than 0 seconds")
    if named is None:
        return Resolver("", _system(), timeout)
    if "://" in named:
        return Resolver(_url(named), (), timeout)
    match = _ADDRESS.fullmatch(named)
    address = match and (match["six"] or match["four"] or match["bare"])
    port = int((match and (match["six_port"] or match["port"])) or PORT)
    try:
        ipaddress.ip_address(address or "")
    except ValueError:
        raise UnusableError(f"--resolver: {named!r} is neither an IP address nor an https:// address") from None
    if not 0 < port < 65_536:  # noqa: PLR2004
        raise UnusableError(f"--resolver: {port} is no port")
    return Resolver("", ((str(address), port),), timeout)


@asynccontextmanager
async def opened(to: Resolver) -> AsyncIterator[Asker]:
    """Give something that asks `to`; raises UnusableError where it cannot be spoken to at all."""
    if to.url:
        from checkers.cli.live.https import Https  # noqa: PLC0415  needs packages that not everybody has

        transport: Plain | Https = Https(to.url, to.timeout)
    else:
        transport = Plain(to.servers, to.timeout)
    await transport.open()
    try:
        yield Asker(transport)
    finally:
        await transport.close()


def _url(named: str) -> str:
    url = _TEMPLATE.sub("", named)
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or (parts.scheme == "http" and not _is_loopback(host)):
        raise UnusableError(f"--resolver: {named!r} must begin with https://; http:// is for this machine alone")
    return url


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _system() -> tuple[tuple[str, int], ...]:
    import dns.resolver  # noqa: PLC0415  slow, and seldom needed

    try:
        known = dns.resolver.Resolver()
    except (dns.resolver.NoResolverConfiguration, OSError):
        raise UnusableError("the system names no resolver: say which one to ask with --resolver") from None
    found = tuple((str(address), known.port) for address in known.nameservers if "://" not in str(address))
    if not found:
        raise UnusableError("the system names no resolver: say which one to ask with --resolver")
    return found
