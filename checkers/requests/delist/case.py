"""What a bounce says about the block: read by the bounce room, and what a request needs beside that."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from checkers.bounce.catalogue import Route, numbers, rows
from checkers.bounce.check import check_bounce
from checkers.bounce.signals import blocked_address
from checkers.dns import Book
from checkers.inputs import Inputs
from checkers.message import Source, read_parts
from checkers.report import Fact, Report, Value
from checkers.requests.times import utc

REQUESTS = (Route.PORTAL, Route.DELIST_MAIL, Route.FORM)  # the routes that lead to a request for removal

_PORTAL_ROW = "5.7.606-649"
_OWN_NUMBERS = 100  # x.y.100 and above are in no registry
_REACH = 200_000  # characters looked through for the sender and the date
_MAX_OTHERS = 20
_FEWEST, _MOST = 2, 20  # answers in one text
_ANSWER = re.compile(r"(?<![\d.])(?=[45]\d\d[ -](?:[45]\.\d{1,3}\.\d{1,3}\b|[A-Z]{2}-\d{3}))")
_REFERENCE = re.compile(
    r"\[([\w.-]+\.(?:outlook|exchangelabs)\.com) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)[.\d]*Z ([0-9A-F]{8,20})\]"
)
_FROM = re.compile(
    r"^[>| \t]*(?:From|Return-Path):[^\n]{0,300}?([^\s<>@\"'()\[\]]{1,64}@[\w.-]{1,255}\w)",
    re.MULTILINE | re.IGNORECASE,
)
_DATE = re.compile(
    r"^[>| \t]*(?:Last-Attempt-Date|Arrival-Date|Date):[ \t]*([^\n]{8,60})", re.MULTILINE | re.IGNORECASE
)
_STATED_IP = re.compile(r"\bip[ =:]{1,3}((?:\d{1,3}\.){3}\d{1,3})", re.IGNORECASE)
_PROGRAM = re.compile(r"(?:postmaster|mailer-?daemon|microsoftexchange\w*|no-?reply)@", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>@\"'(),;]{1,64}@[\w.-]{1,255}\w")


@dataclass(frozen=True, slots=True)
class Case:
    """One refusal; what the bounce does not say is None. `facts` are the bounce room's, with their places."""

    route: Route | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    ip: str | None = None
    time: str | None = None  # UTC
    reference: str | None = None
    mailbox: str | None = None  # who got the bounce
    sender_domain: str | None = None
    others: tuple["Case", ...] = ()  # refusals in the same bounce that another request would be for
    is_bounce: bool = False
    outside: bool = False  # the words are the portal's, the code is not

    def said(self, name: str) -> str | None:
        """Return a fact of the bounce as text."""
        value: Value = self.facts[name].value if name in self.facts else None
        return str(value) if value not in (None, "") else None

    @property
    def temporary(self) -> bool:
        """Whether the refusal was for now."""
        return "temporary" in self.facts and bool(self.facts["temporary"].value)


def read_case(raw: str, ip: str | None) -> Case:
    """Return the refusal that a request is most likely about: one that leads to a request, one that names `ip`."""
    report = check_bounce(Inputs({"bounce": raw}, "bounce"), Book(), None)
    if not report.fact("is_bounce") or not report.parts:
        return Case(is_bounce=bool(report.fact("is_bounce")))
    cases = [_case(part) for part in report.parts]
    best = min(cases, key=lambda case: (case.route not in REQUESTS, bool(ip) and case.ip != ip, case.ip is None))
    kinds: dict[tuple[Route | None, str | None], Case] = {
        (case.route, case.ip): case for case in (best, *cases) if case.route in REQUESTS
    }
    routes = {case.route for case in kinds.values()}
    kinds |= {(case.route, case.ip): case for case in _beside(raw) if case.route not in routes}
    kinds.pop((best.route, best.ip), None)
    near = raw[:_REACH]
    sender = next((found[1] for found in _FROM.finditer(near) if not _PROGRAM.match(found[1])), None)
    mailbox = _mailbox(raw)
    place = _REFERENCE.search(best.said("diagnostic") or "") or _REFERENCE.search(near)
    date = _DATE.search(near)
    return Case(
        best.route,
        best.facts,
        best.ip,
        f"{place[2]}Z" if place else utc(date[1]) if date else None,
        f"{place[1]} {place[3]}" if place else None,
        mailbox,
        (sender or mailbox or "").rpartition("@")[2] or None,
        tuple(kinds.values())[:_MAX_OTHERS],
        is_bounce=True,
        outside=best.outside,
    )


def _beside(raw: str) -> list[Case]:
    """Return the refusals that stand in one text one after the other, as answers copied from a log do."""
    pieces = [piece for piece in _ANSWER.split(raw[:_REACH]) if piece.strip()]
    if not _FEWEST <= len(pieces) <= _MOST:
        return []
    found: dict[Route | None, Case] = {}
    for piece in pieces:
        report = check_bounce(Inputs({"bounce": piece}, "bounce"), Book(), None)
        for part in report.parts[:1] if report.fact("is_bounce") else ():
            case = _case(part)
            if case.route in REQUESTS:
                found.setdefault(case.route, case)
    return list(found.values())


def _case(part: Report) -> Case:
    facts = {fact.name: fact for fact in part.facts}
    said = str(part.fact("diagnostic") or "")
    named = part.fact("blocked_ip")
    if named is None and (found := blocked_address(said)):
        named = found.value
    if named is None and (stated := _STATED_IP.search(said)):
        named = stated[1]
    route = Route(str(part.fact("route")))
    outside = route is Route.PORTAL and _outside(str(part.fact("status") or ""))
    return Case(Route.RECIPIENT if outside else route, facts, str(named) if named else None, outside=outside)


def _outside(status: str) -> bool:
    """Tell whether a code of Microsoft's own is none of those that the portal handles, whatever the words say."""
    row = next(row for row in rows() if row.id == _PORTAL_ROW)
    return bool(status) and numbers(status)[2] >= _OWN_NUMBERS and not row.has(status)


def _mailbox(raw: str) -> str | None:
    """Return to whom the bounce was sent, where it is a whole message."""
    parts = read_parts(Source.of(raw))
    found = _ADDRESS.search(parts[0].get("to")) if parts and parts[0].head else None
    return found[0] if found else None
