"""Names of sending addresses, and whether they lead back: forward-confirmed reverse DNS (RFC 8601 2.7.3 "iprev")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checkers.dns import Answer, Book, normal_name
from checkers.domain.model import State
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Finding, Report, Severity, Table
from checkers.requests.address import Address, Range, addresses, range_of
from checkers.requests.delist.reverse import is_generic
from checkers.text.domains import MAX_NAME

MAX_NAMES = 5  # of one address
MAX_LOOKED_AT = 8  # addresses of MX hosts
NAME = "reverse"

_VISIBLE = {Range.PUBLIC, Range.EXAMPLE}
_FOUR = 4
_SIX = 6


@dataclass(frozen=True, slots=True)
class Reversed:
    """One address, the name that leads back to it or the first that does not, and how that stands."""

    address: Address
    state: State
    name: str = ""
    failed: str = ""  # the status of an answer that says nothing


@dataclass(frozen=True, slots=True)
class Reverse:
    """What is said about addresses; `state` is about those that the reader stated, unknown without any."""

    report: Report
    state: State
    rows: tuple[Reversed, ...] = ()


def reverse(stated: Sequence[Address], mail_hosts: Sequence[Address], book: Book) -> Reverse:
    """Return what there is to say about the stated addresses, about those of the MX hosts where none is stated.

    A mail server that takes mail need not be the one that sends it: what is wrong with its names is only advice.
    """
    looked_at = [one for one in (stated or mail_hosts[:MAX_LOOKED_AT]) if range_of(one) in _VISIBLE]
    rows = tuple(_look(address, book) for address in looked_at)
    said = [found for row in rows for found in _judge(row, sends=bool(stated))]
    if failed := [str(row.address) for row in rows if row.failed]:
        said.append(finding("domain.lookup-failed", names=failed[:5], count=len(failed)))
    if not stated:
        said.append(finding("domain.no-address"))
    table = Table("reverse", ("name", "confirmed"), tuple((str(r.address), (r.name, r.state.value)) for r in rows))
    report = Report(NAME, tuple(said), needs=book.open, tables=(table,) if rows else ())
    return Reverse(report, _worst([row.state for row in rows]) if stated else State.UNKNOWN, rows)


def _look(address: Address, book: Book) -> Reversed:
    answer = book.ask(address.reverse_pointer, "PTR")
    if answer is None:
        return Reversed(address, State.UNKNOWN)
    if answer.failed:
        return Reversed(address, State.UNKNOWN, failed=answer.status.value)
    names = tuple(dict.fromkeys(normal_name(record) for record in answer.records))
    names = tuple(name for name in names if name and len(name) <= MAX_NAME)[:MAX_NAMES]
    if not names:
        return Reversed(address, State.NO)
    kind = "A" if address.version == _FOUR else "AAAA"
    back = [(name, book.ask(name, kind)) for name in names]
    if good := next((name for name, said in back if address in _in(said)), ""):
        return Reversed(address, State.RISKS if is_generic(good, address) else State.YES, good)
    if any(said is None for _, said in back):
        return Reversed(address, State.UNKNOWN, names[0])
    failed = next((said.status.value for _, said in back if said and said.failed), "")
    return Reversed(address, State.UNKNOWN if failed else State.NO, names[0], failed)


def _judge(row: Reversed, *, sends: bool) -> Iterator[Finding]:
    ip, name = str(row.address), shown(row.name)
    milder = None if sends else Severity.ADVICE
    if row.state is State.NO and not row.name:
        refused = Severity.BLOCKS if sends and row.address.version == _SIX else milder  # 4.7.25, the rules over IPv6
        yield finding("domain.reverse-missing", severity=refused, ip=ip)
    elif row.state is State.NO:
        yield finding("domain.reverse-mismatch", severity=milder, ip=ip, name=name)
    elif row.state is State.RISKS:
        yield finding("domain.reverse-generic", severity=milder, ip=ip, name=name)
    elif row.state is State.YES and sends:
        yield finding("domain.reverse-good", ip=ip, name=name)


def _worst(states: Sequence[State]) -> State:
    order = (State.NO, State.RISKS, State.UNKNOWN, State.YES)
    return next((state for state in order if state in states), State.UNKNOWN)


def _in(answer: Answer | None) -> list[Address]:
    return [address for record in (answer.records if answer else ()) for address in addresses(record)[0]]
