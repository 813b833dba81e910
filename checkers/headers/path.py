"""The way that a message took: its hops in order, with the time each took, and as a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from checkers.headers.clocks import FAR, wrong_clocks
from checkers.headers.model import Field, Reading
from checkers.headers.received import Hop, read_received
from checkers.report import Table, Value
from checkers.requests.address import Range, range_of
from checkers.text.duration import duration

MAX_HOPS = 100
SLOW = 300  # seconds: people notice
SKEW = 5  # seconds by which clocks may differ without a word
_FETCHED = re.compile(r"POP3?|IMAP", re.IGNORECASE)
_OLD = {"1.0", "1.1", "SSL 2.0", "SSL 3.0"}  # RFC 8996, RFC 7568


@dataclass(frozen=True, slots=True)
class Step:
    """A hop with the seconds since the one before it, None where a time is missing; negative where clocks differ."""

    number: int  # the first server that took the message is 1
    hop: Hop
    delay: int | None
    wrong: bool = False  # its clock does not fit to those of all the others

    @property
    def slow(self) -> bool:
        """Whether the message waited here so long that people notice; lying in a mailbox is no waiting."""
        return self.delay is not None and SLOW <= self.delay <= FAR.total_seconds() and not self.fetched

    @property
    def fetched(self) -> bool:
        """Whether a program took the message out of a mailbox here."""
        return _FETCHED.match(self.hop.protocol) is not None

    @property
    def skewed(self) -> bool:
        """Whether this server's clock and that of the one before it differ, or the lines are not in order."""
        return self.delay is not None and not -SKEW <= self.delay <= FAR.total_seconds()

    @property
    def plain(self) -> bool:
        """Whether the message crossed the internet without TLS here, as the protocol's name says (RFC 3848)."""
        return self.hop.tls == "none" and is_public(self.hop.address) and not self.within

    @property
    def within(self) -> bool:
        """Whether it is a hop inside one system, as far as the names and the address tell."""
        hop = self.hop
        if hop.protocol.startswith("LMTP") or _same_domain(hop.giver, hop.by):
            return True
        return not is_public(hop.address) if hop.address else not hop.giver

    @property
    def old(self) -> bool:
        """Whether the version of TLS is one that is not to be used any more."""
        return self.hop.tls in _OLD


def steps(reading: Reading) -> list[Step]:
    """Return the hops in the order in which the message took them: the line at the bottom is the first.

    Of more than `MAX_HOPS` lines it is those at the top, which the recipient's side wrote.
    """
    lines = received(reading)[:MAX_HOPS]
    found: list[Step] = []
    last = None
    hops = [read_received(field) for field in reversed(lines)]
    wrong = wrong_clocks([hop.time for hop in hops])
    for number, hop in enumerate(hops, 1):
        if number - 1 in wrong:
            found.append(Step(number, hop, None, wrong=True))
            continue
        known = hop.time is not None and last is not None
        delay = int((hop.time - last).total_seconds()) if hop.time and last and known else None
        found.append(Step(number, hop, delay))
        last = hop.time or last
    return found


def received(reading: Reading) -> list[Field]:
    """Return the Received lines that say something, the last server's first."""
    return [field for field in reading.all("received") if field.value.text.strip()]


def table(path: Sequence[Step]) -> tuple[Table, ...]:
    """Return the hops as a table, none where there is no hop."""
    if not path:
        return ()
    rows = tuple(
        (
            str(step.number),
            (
                step.hop.by,
                " ".join(filter(None, (step.hop.giver, f"[{step.hop.address}]" if step.hop.address else ""))),
                step.hop.protocol,
                step.hop.tls,
                _waited(step),
            ),
        )
        for step in path
    )
    return (Table("hops", ("by", "from", "protocol", "tls", "delay"), rows),)


def is_public(address: str) -> bool:
    """Tell whether an address is one of the internet; those kept for examples stand for such."""
    try:
        return range_of(ip_address(address)) in {Range.PUBLIC, Range.EXAMPLE} if address else False
    except ValueError:
        return False


def _waited(step: Step) -> Value:
    if step.wrong or step.skewed:
        return "clock-off"
    return None if step.delay is None else duration(step.delay)


def _same_domain(giver: str, by: str) -> bool:
    """Tell whether two hosts lie side by side in one domain: a hop inside one system."""
    parent = giver.partition(".")[2]
    return "." in parent and parent == by.partition(".")[2]
