"""Where mail to a domain goes: its MX records, their hosts and the hosts' addresses (RFC 5321 5.1, RFC 7505)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from checkers.dns import Answer, Book, normal_name
from checkers.domain.ask import alias_of, is_missing
from checkers.domain.model import State
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Fact, Finding, Report
from checkers.requests.address import Address, addresses
from checkers.tables import table
from checkers.text.domains import MAX_NAME, is_domain

MAX_HOSTS = 10
NAME = "mx"

_ADDRESS = re.compile(r"\[?(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)\]?\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is known of the mail servers of a domain.

    `records` are the MX records as answered, `hosts` their names, `provider` whose the hosts are, empty where that is
    not known. `addresses` are those of hosts that are nobody's whose senders have other addresses. `null` says that the
    domain takes no mail, `reaches` whether answers and bounces can be delivered.
    """

    report: Report
    records: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    provider: str = ""
    addresses: tuple[Address, ...] = ()
    null: bool = False
    reaches: State = State.UNKNOWN


def exchange(domain: str, book: Book) -> Exchange:
    """Return what there is to say about the mail servers of `domain`."""
    answer = book.ask(domain, "MX")
    if answer is None:
        return Exchange(Report(NAME, needs=book.open))
    if answer.failed:
        failed = finding("domain.lookup-failed", names=[f"{domain} MX"], count=1)
        return Exchange(Report(NAME, (failed,)))
    hosts = tuple(dict.fromkeys(normal_name(words[-1]) for record in answer.records if (words := record.split())))
    if not hosts:
        return _without(domain, book)
    if hosts == ("",):
        return Exchange(Report(NAME, (finding("domain.null-mx", domain=domain),)), answer.records, null=True)
    return _with(domain, answer, tuple(host for host in hosts if host), book)


def provider_of(host: str) -> str:
    """Return whose a mail server is by its name, empty where that is not known."""
    return next((name for name, ends in _providers() if f".{host}".endswith(ends)), "")


@cache
def _providers() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(f".{end}" for end in entry["hosts"])) for name, entry in table("mail_hosts").items())


def _without(domain: str, book: Book) -> Exchange:
    """Without MX the domain's own addresses take its mail (RFC 5321 5.1)."""
    four, six = book.ask(domain, "A"), book.ask(domain, "AAAA")
    own = _read(four) + _read(six)
    if own:
        said = finding("domain.mx-none", domain=domain)
        return Exchange(Report(NAME, (said,)), addresses=own, reaches=State.YES)
    if is_missing(four) and is_missing(six):
        return Exchange(Report(NAME, (finding("domain.mx-nothing", domain=domain),)), reaches=State.NO)
    needs = tuple(question for question in book.open if question.type in {"A", "AAAA"} and question.name == domain)
    return Exchange(Report(NAME, needs=needs))


def _with(domain: str, answer: Answer, hosts: tuple[str, ...], book: Book) -> Exchange:
    providers = {host: provider_of(host) for host in hosts}
    reaches: list[State] = []
    own: list[Address] = []
    failed: list[str] = []
    said: list[Finding] = []
    for host in hosts[:MAX_HOSTS]:
        if _ADDRESS.fullmatch(host):
            said.append(finding("together.mx-address", name=domain, host=shown(host)))
            reaches.append(State.NO)
            continue
        state, found = _host(host, book)
        reaches.append(state)
        said += _about(domain, host, state, book)
        failed += [f"{host} {t}" for t in ("A", "AAAA") if (a := _addresses_of(host, t, book)) and a.failed]
        if not providers[host]:
            own += found
    if failed:
        said.append(finding("domain.lookup-failed", names=failed[:5], count=len(failed)))
    if len(hosts) > MAX_HOSTS:
        said.append(finding("domain.too-many", limit=MAX_HOSTS))
    provider = next((name for name in providers.values() if name), "")
    facts = (Fact("mx", list(hosts)), Fact("mx_provider", provider or None))
    report = Report(NAME, tuple(said), facts, book.open)
    good = next((state for state in (State.YES, State.UNKNOWN) if state in reaches), State.NO)
    return Exchange(report, answer.records, hosts, provider, tuple(dict.fromkeys(own)), reaches=good)


def _about(domain: str, host: str, state: State, book: Book) -> Iterator[Finding]:
    if target := alias_of(book, host):
        yield finding("together.mx-alias", name=domain, host=shown(host), meant=shown(target))
    if state is State.NO:
        yield finding("domain.mx-unresolved", domain=domain, host=shown(host))


def _host(host: str, book: Book) -> tuple[State, tuple[Address, ...]]:
    """Return whether a host has an address, and its addresses."""
    if not is_domain(host) or len(host) > MAX_NAME:
        return State.NO, ()
    answers = [_addresses_of(host, type_, book) for type_ in ("A", "AAAA")]
    found = tuple(address for answer in answers for address in _read(answer))
    if found:
        return State.YES, found
    return (State.NO if all(map(is_missing, answers)) else State.UNKNOWN), ()


def _addresses_of(host: str, type_: str, book: Book) -> Answer | None:
    return book.ask(host, type_) if is_domain(host) and len(host) <= MAX_NAME else None


def _read(answer: Answer | None) -> tuple[Address, ...]:
    if answer is None or answer.failed:
        return ()
    return tuple(address for record in answer.records[:MAX_HOSTS] for address in addresses(record)[0][:1])
