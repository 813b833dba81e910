"""What servers on the way wrote down about a signature, and which of the hops after signing it leaves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checkers.dkim.verification.octets import Field, Octets
from checkers.dkim.verification.signature import Signature
from checkers.requests.abuse.hops import Hop

RESULTS = (b"authentication-results", b"arc-authentication-results")
MAX_RESULTS = 20  # fields of one name that are read
MAX_VALUE = 20_000  # characters of one

_RESULT = re.compile(r"\bdkim\s*=\s*(pass|fail|permerror)\b[^;]{0,400}", re.IGNORECASE)
_SELECTOR = re.compile(r"\bheader\.s\s*=\s*\"?([^\s;\"]{1,255})")
_SERVER = re.compile(r"\s*(?:i\s*=\s*\d{1,2}\s*;\s*)?([A-Za-z0-9_.-]{1,253})(?![A-Za-z0-9_.-]|\s*=)")


@dataclass(frozen=True, slots=True)
class Record:
    """A result that a server wrote down: the field, who wrote it, whether the signature passed."""

    field: Field
    host: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Window:
    """The hops in which a change can have been made, the newest first, and the records that say so."""

    hops: list[Hop]
    good: Record | None = None  # the last that passed, where it leaves fewer hops
    bad: Record | None = None  # the first that failed, where it leaves fewer hops

    @property
    def hosts(self) -> set[str]:
        """The names of the servers."""
        return {hop.by for hop in self.hops if hop.by}


def said(results: str, domain: str, selector: str = "") -> bool | None:
    """Tell whether results say that a signature of a domain passed, None where they say nothing of it."""
    found = None
    for match in _RESULT.finditer(results.lower()):
        if selector and (named := _SELECTOR.search(match[0])) and named[1] != selector:
            continue
        if re.search(rf"header\.(?:d|i)\s*=\s*(?:[^\s;]*@)?{re.escape(domain)}(?![\w.-])", match[0]):
            if match[1] == "pass":
                return True
            found = False
    return found


def window(message: Octets, signature: Signature, hops: list[Hop]) -> Window:
    """Return which of `hops` (those after signing, the newest first) the records leave."""
    newest, oldest = 0, len(hops)
    good = bad = None
    for written in _records(message, signature):
        place = _written_by(written, message.whole(written.field).start, hops)
        if place is None:
            continue
        # Microsoft names no server; its line stands below
        record = written if written.host else replace(written, host=hops[place].by or "")
        if record.passed and place + 1 < oldest:
            oldest, good = place + 1, record
        elif not record.passed and place + 1 > newest:
            newest, bad = place + 1, record
    if newest > oldest or (newest == oldest and good):  # they contradict each other
        return Window(hops)
    return Window(hops[newest:oldest], good, bad)


def _records(message: Octets, signature: Signature) -> Iterator[Record]:
    start = message.whole(signature.field).start
    for name in RESULTS:
        for field in message.named(name)[:MAX_RESULTS]:
            value = field.value[:MAX_VALUE]
            passed = said(value, signature.domain, signature.selector)
            if passed is not None and message.whole(field).start < start:
                server = _SERVER.match(value)
                yield Record(field, server[1].lower() if server else "", passed)


def _written_by(record: Record, start: int, hops: list[Hop]) -> int | None:
    """Return the number of the hop whose server wrote a record: the one of its name, else the one just below it."""
    named = [number for number, hop in enumerate(hops) if hop.by and _related(hop.by, record.host)]
    below = [number for number, hop in enumerate(hops) if hop.span.start > start]
    if named:
        return min(named, key=lambda number: abs(hops[number].span.start - start))
    return below[0] if below else None


def _related(host: str, other: str) -> bool:
    """Tell whether two names are one server's, or one's is that of its domain."""
    return (
        host == other
        or host.endswith(f".{other}")
        or (host.count(".") > 1 and host.partition(".")[2] == other.partition(".")[2])
    )
