"""The check `delist`: may removal from a list be asked for, by which route, and with which words."""

import re
from datetime import datetime

from checkers.bounce.catalogue import Route
from checkers.dns import Book
from checkers.inputs import Inputs
from checkers.registry import finding
from checkers.report import Fact, Finding, Report, Severity, Span
from checkers.requests.address import Address, Range, addresses, range_of
from checkers.requests.delist.case import REQUESTS, Case, read_case
from checkers.requests.delist.reverse import Reverse, reverse
from checkers.requests.delist.steps import steps
from checkers.requests.delist.texts import all_texts, label_of, list_owner
from checkers.requests.letters import clean, places
from checkers.requests.microsoft import is_published

_MAILBOX = re.compile(r"[^\s<>@\"'(),;:\\\[\]]{1,64}@[^\s<>@\"'(),;:\\\[\]]{1,253}\.[^\W\d_][\w-]{1,62}")
_ROUTE_CODES = {Route.PORTAL: "delist.portal", Route.DELIST_MAIL: "delist.mail", Route.FORM: "delist.form"}
_COPIED = ("actor", "code", "status", "service", "recipient", "remote_host", "diagnostic")
_MAX_ALONE = 200  # characters of a text that is nothing but an address
_MAX_BOUNCE = 60_000  # characters of the bounce that a letter quotes


def check_delist(inputs: Inputs, book: Book, now: datetime | None) -> Report:
    """Return whether a request for removal is in order, by which route, with the steps and the finished texts.

    Inputs, each optional: `bounce` as the check `bounce` takes it, or an IP address alone; `ip`, the address to remove;
    `email`, where the answer shall go. Fact `eligible`: "yes" where a request on the fact `route` is in order, "no",
    or "unknown"; `portal` says the same of the delist portal alone. Asks `book` for reverse DNS.
    """
    del now
    raw, typed = inputs.text("bounce"), inputs.stated("ip")
    place = _place(inputs, "ip")
    if not typed and len(raw) < _MAX_ALONE and addresses(raw)[0] and not addresses(raw)[1]:
        raw, typed, place = "", raw.strip(), Span(0, len(raw))
    given, more = addresses(typed)
    case = read_case(raw, str(given[0]) if given else None) if raw.strip() else Case()
    named = addresses(case.ip or "")[0]
    address = _address(named, given)
    eligible = _eligible(case, address)
    names = reverse(address, book) if address and eligible != "no" else Reverse()
    waiting = [finding("delist.dns-open", ip=str(address))] if eligible == "yes" and book.open else []
    mailbox = inputs.stated("email")
    found = [
        *_of_bounce(case, given=bool(raw.strip()), eligible=eligible),
        *_of_typed(case, typed, given, place, more=more),
        *_of_address(case, address),
        *waiting,
        *names.findings,
        *_of_mailbox(mailbox, _place(inputs, "email"), case),
    ]
    known = {
        "ip": str(address) if address and _can_be_listed(address) else None,
        "email": mailbox if _MAILBOX.fullmatch(mailbox) else case.mailbox,
        "reverse_dns": names.name,
        "bounce": clean(raw)[:_MAX_BOUNCE],
    }
    written = all_texts(case, known) if raw.strip() and case.is_bounce else ()
    return Report(
        "delist",
        tuple(found),
        (*_facts(case, eligible, address, names), *places(written)),
        book.open,
        tree=steps(case.route, known["ip"]) if eligible != "no" else (),
        texts=written,
        settled=eligible != "unknown",
    )


def _can_be_listed(address: Address) -> bool:
    """Tell whether a list can hold an address that is not Exchange Online's own; an example stands for one that can."""
    return range_of(address) in {Range.PUBLIC, Range.EXAMPLE} and not is_published(str(address))


def _address(named: list[Address], given: list[Address]) -> Address | None:
    """Return the address that a request is for: that of the bounce, unless only the typed one can be listed."""
    both = (*named, *given)
    return next(filter(_can_be_listed, both), next(iter(both), None))


def _eligible(case: Case, address: Address | None) -> str:
    if address and not _can_be_listed(address):
        return "no"
    if case.route is None:
        return "unknown"
    if case.route not in REQUESTS:
        return "no"
    # Microsoft's page speaks of one IP address in the form it has in bounces; none seen there was IPv6.
    return "unknown" if address is None or (address.version != 4 and case.route is Route.PORTAL) else "yes"  # noqa: PLR2004


def _of_bounce(case: Case, *, given: bool, eligible: str) -> list[Finding]:
    if not given:
        return [finding("delist.no-bounce")]
    if case.route is None:
        return [finding("delist.no-refusal" if case.is_bounce else "delist.not-a-bounce")]
    place = next((case.facts[name].span for name in ("status", "diagnostic") if name in case.facts), None)
    spans = (place,) if place else ()
    owner = list_owner(case)
    if case.route in _ROUTE_CODES:  # nothing is in order where the address cannot be listed
        severity = Severity.NOTE if eligible == "no" else None
        found = [finding(_ROUTE_CODES[case.route], *spans, severity=severity)]
    elif owner:
        found = [finding("delist.list-owner", *spans, owner=owner[0], href=owner[1])]
    else:
        found = [finding("delist.outside-range" if case.outside else "delist.other-route", *spans)]
    if case.temporary and case.route in REQUESTS:
        found.append(finding("delist.temporary", *spans))
    if case.said("confidence") == "low":
        found.append(finding("bounce.low-confidence"))
    if case.others:
        found.append(finding("delist.several", blocks=[label_of(one) for one in (case, *case.others)]))
    return found


def _of_typed(case: Case, typed: str, given: list[Address], place: Span, *, more: bool) -> list[Finding]:
    """What somebody typed as the address, beside what the bounce says."""
    if not given:
        return [finding("delist.bad-address", place, text=typed[:100])] if typed else []
    found = []
    if more or len(given) > 1:
        found.append(finding("delist.one-address", place, ip=str(given[0])))
    if (named := addresses(case.ip or "")[0]) and named[0] not in given and _can_be_listed(named[0]):
        found.append(finding("delist.other-address", place, given=str(given[0]), named=str(named[0])))
    return found


def _of_address(case: Case, address: Address | None) -> list[Finding]:
    if address is None:
        return [finding("delist.no-address")] if case.route in REQUESTS else []
    kind = range_of(address)
    where = _ip_place(case, address)
    found = []
    if kind is Range.EXAMPLE:
        found.append(finding("delist.example-address", *where, ip=str(address)))
    elif is_published(str(address)):
        found.append(finding("delist.exchange-online", *where, ip=str(address)))
    elif kind is not Range.PUBLIC:
        found.append(finding("delist.not-public", *where, ip=str(address), range=kind.value))
    if address.version != 4 and case.route is Route.PORTAL:  # noqa: PLR2004
        found.append(finding("delist.ipv6", *where, ip=str(address)))
    return found


def _of_mailbox(mailbox: str, place: Span, case: Case) -> list[Finding]:
    if not mailbox:
        return []
    if not _MAILBOX.fullmatch(mailbox):
        return [finding("delist.bad-email", place, text=mailbox[:100])]
    if case.mailbox and case.mailbox.lower() != mailbox.lower():
        return [finding("delist.other-mailbox", place, given=mailbox, named=case.mailbox)]
    return []


def _facts(case: Case, eligible: str, address: Address | None, names: Reverse) -> list[Fact]:
    portal = eligible if case.route in {Route.PORTAL, None} else "no"
    facts = [
        Fact("eligible", eligible),
        Fact("portal", portal),
        Fact("route", case.route.value if case.route else None),
    ]
    facts.append(Fact("ip", str(address) if address else None, next(iter(_ip_place(case, address)), None)))
    facts += [case.facts[name] for name in _COPIED if name in case.facts]
    facts += [Fact("reverse_dns", list(names.names))] if names.names else []
    facts += [Fact("time", case.time)] if case.time else []
    return facts + ([Fact("reference", case.reference)] if case.reference else [])


def _place(inputs: Inputs, name: str) -> Span:
    """Return where an input of one line stands in it."""
    text = inputs.text(name)
    return Span(len(text) - len(text.lstrip()), len(text.rstrip()), name)


def _ip_place(case: Case, address: Address | None) -> tuple[Span, ...]:
    fact = case.facts.get("blocked_ip")
    return (fact.span,) if fact and fact.span and fact.value == str(address) else ()
