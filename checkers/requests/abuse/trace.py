"""The way of a message, and the one hop that can be believed: where the recipient's own servers took it from outside.

A server writes its Received line above all others, so the top line is the recipient's own server's. Lines below it are
its own side's as long as each says that the message came from inside (no giver, a private address, a host whose name in
DNS belongs to the same domain); the first that names an address outside is the handover. Everything below was written
by others and can be made up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from checkers.message import Part
from checkers.requests.abuse.hops import MAX_HOPS, Hop, read_hop
from checkers.requests.address import Range, range_of
from checkers.requests.microsoft import is_inside_address, is_inside_host


@dataclass(frozen=True, slots=True)
class Trace:
    """The hops of a message, the newest first; `handover` is the number of the one to believe, if there is one."""

    hops: tuple[Hop, ...]
    handover: int | None

    @property
    def taken(self) -> Hop | None:
        """The hop by which the message came in from outside."""
        return None if self.handover is None else self.hops[self.handover]

    @property
    def earlier(self) -> tuple[Hop, ...]:
        """The hops before it, which anybody can have written."""
        return () if self.handover is None else self.hops[self.handover + 1 :]

    @property
    def own(self) -> set[str]:
        """The names and IP addresses of the receiving side's own servers, as far as they are known."""
        if self.handover is None:
            return set()
        inner = self.hops[: self.handover]
        hosts = {name for hop in inner for name in (*hop.hosts, hop.by, hop.ip) if name}
        return hosts | {name for hop in self.hops[self.handover : self.handover + 1] if (name := hop.by)}

    @property
    def inside_only(self) -> bool:
        """Whether every hop is one between servers of Exchange Online."""
        named = [hop for hop in self.hops if hop.by]
        return bool(named) and self.handover is None and all(_microsoft(hop) for hop in named)


def trace(head: Part) -> Trace:
    """Return the way of the message whose head is given."""
    lines = [field for field in head.fields if field.name == "received"][:MAX_HOPS]
    hops = tuple(read_hop(line, head.source.span(line.start, line.end)) for line in lines if line.start < line.end)
    return Trace(hops, handover(hops))


def handover(hops: Sequence[Hop]) -> int | None:
    """Return the number of the hop by which the message came in from outside; `hops` are the newest first."""
    return next((number for number, hop in enumerate(hops) if not _inside(hop)), None)


def _inside(hop: Hop) -> bool:
    """Tell whether a hop is one among the receiving side's own servers."""
    if hop.helo is None and hop.ip is None:
        return True
    if hop.ip is None:
        return hop.local
    if range_of(ip_address(hop.ip)) not in {Range.PUBLIC, Range.EXAMPLE}:  # examples stand for outside in redacted mail
        return True
    if hop.by and is_inside_host(hop.by) and is_inside_address(hop.ip):
        return any(is_inside_host(host) and "outbound." not in host for host in hop.hosts)
    return bool(hop.name and hop.by and _same_domain(hop.name, hop.by))


def _microsoft(hop: Hop) -> bool:
    return bool(hop.by and is_inside_host(hop.by))


def _same_domain(one: str, other: str) -> bool:
    """Tell whether two hosts have the same parent domain of two labels, three where the last two are short (co.uk)."""
    labels = one.rstrip(".").split(".")
    depth = 3 if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) < 4 else 2  # noqa: PLR2004
    parent = ".".join(labels[-depth:])
    return len(labels) >= depth and f".{other.rstrip('.')}".endswith(f".{parent}")
