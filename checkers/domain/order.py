"""What to repair first: each part that costs mail, in the order of what the next needs, with the record to publish."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checkers.bimi.model import BIMI
from checkers.dmarc.check import check_dmarc
from checkers.dmarc.model import DMARC
from checkers.dns import Book
from checkers.domain.model import State
from checkers.domain.parts import Setup
from checkers.domain.readiness import Readiness
from checkers.domain.use import NO_SPF, ONLY_WATCHED, Use, has_no_mx, lacks, takes_none
from checkers.inputs import Inputs
from checkers.mta_sts.model import MTA_STS
from checkers.records.find import announces
from checkers.records.said import shown
from checkers.report import Choice, Node, Report, Severity
from checkers.tls_rpt.model import TLS_RPT

_COSTS = {Severity.BLOCKS, Severity.RISKS}
_INCLUDES = {"microsoft-365": "spf.protection.outlook.com", "google-workspace": "_spf.google.com"}
# What says that a domain has no mail: RFC 7208 10.1.2, RFC 9989 4.7, RFC 7505 3
_NO_SPF, _REJECT, _NULL_MX = "v=spf1 -all", "v=DMARC1; p=reject", "0 ."
_WATCH = "v=DMARC1; p=none"
_FOUR = 4
_UNREAD = {"other", "several"}  # nodes of the check of DMARC: a name with texts of which none applies
_ELSEWHERE = "dmarc.external-missing"  # to be repaired in the zone of whoever gets the reports


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to repair: `name` is the name in DNS or the address, `record` what is to be published there.

    `silent` is what is to be published in its place if the domain sends no mail, where that is not known.
    """

    kind: str
    name: str
    severity: Severity
    record: str = ""
    silent: str = ""

    def choices(self) -> Iterator[Choice]:
        """Yield what could be published."""
        where = {"name": shown(self.name)}
        if self.record:
            yield Choice("sends" if self.silent else "publish", where, self.record)
        if self.silent:
            yield Choice("silent", where, self.silent)


def to_repair(setup: Setup, ready: Readiness, parts: tuple[Report, ...], texts: Sequence[str]) -> tuple[Node, ...]:
    """Return what to repair, numbered: what blocks before what risks, each in the order in which it is needed.

    `texts` are those of the TXT records at the domain itself.
    """
    steps = [*_spf(setup, ready), *_keys(setup), *_dmarc(setup, ready, texts)]
    steps += (*_addresses(setup), *_mail_servers(setup), *_others(setup, parts), *_reports(setup))
    steps.sort(key=lambda step: step.severity is not Severity.BLOCKS)
    return tuple(
        Node(
            step.kind,
            "",
            {"number": number, "name": shown(step.name)},
            severity=step.severity,
            choices=tuple(step.choices()),
        )
        for number, step in enumerate(steps, 1)
    )


def _spf(setup: Setup, ready: Readiness) -> Iterator[Step]:
    report, domain = setup.spf, setup.domain
    if lacks(report, NO_SPF) and setup.sends_nothing:
        yield Step("spf-missing", domain, Severity.ADVICE, _NO_SPF)
    elif lacks(report, NO_SPF):
        severity = Severity.RISKS if setup.unused else Severity.BLOCKS
        yield Step("spf-missing", domain, severity, _new_spf(setup), _if_silent(setup, _NO_SPF))
    elif report.verdict in _COSTS and (fewer := _fewer_lookups(report)):
        yield Step("spf-lookups", domain, report.verdict, fewer)
    elif report.verdict in _COSTS:
        yield Step("spf-broken", domain, report.verdict, report.fixed or "")
    elif ready.states["spf"] is State.NO and setup.stated.addresses:
        yield Step("spf-sender", domain, Severity.RISKS)


def _fewer_lookups(report: Report) -> str:
    """Return a record that does with the lookups that are allowed, empty where that is not the only fault."""
    ways = next((node.choices for node in report.tree if node.kind == "enough"), ())
    return ways[0].text if ways and not report.fixed else ""


def _new_spf(setup: Setup) -> str:
    """Return a first record where it is clear who sends, empty where it is not."""
    terms = [f"include:{name}" for name in [_INCLUDES.get(setup.exchange.provider)] if name]
    terms += (f"ip{'4' if one.version == _FOUR else '6'}:{one}" for one in setup.stated.addresses)
    return f"v=spf1 {' '.join(terms)} -all" if terms else ""


def _keys(setup: Setup) -> Iterator[Step]:
    for _, report in setup.keys.reports:
        name = str(report.fact("name") or "")
        codes = {found.code for found in report.findings if found.severity in _COSTS}
        if codes & {"dkim.selector-not-found", "dkim.target-missing"}:
            yield Step("dkim-missing", name, Severity.BLOCKS)
        elif codes:
            worst = Severity.BLOCKS if report.verdict is Severity.BLOCKS else Severity.RISKS
            yield Step("dkim-broken", name, worst, report.fixed or "")


def _dmarc(setup: Setup, ready: Readiness, texts: Sequence[str]) -> Iterator[Step]:
    name, report = f"{DMARC.label}.{setup.domain}", setup.dmarc
    absent = any(found.code == "dmarc.no-record" for found in report.findings)
    if absent and ready.states["dmarc"] is State.NO and report.verdict is Severity.BLOCKS:
        unread = next((node.text for node in report.tree if node.kind in _UNREAD), name)
        yield Step("dmarc-broken", unread, Severity.BLOCKS, report.fixed or "")
    elif absent and ready.states["dmarc"] is State.NO:
        meant = next((_corrected(text) for text in texts if announces(text, DMARC)), "")
        alias = any(found.code == "dmarc.delegated" and found.values["name"] == name for found in report.findings)
        kind = "dmarc-alias" if alias else "dmarc-moved" if meant else "dmarc-missing"
        if meant:
            yield Step(kind, name, Severity.RISKS, meant)
        elif setup.sends_nothing:
            yield Step(kind, name, Severity.ADVICE, _REJECT)
        else:
            yield Step(kind, name, Severity.RISKS, _WATCH, _if_silent(setup, _REJECT))
    elif setup.sends_nothing and lacks(report, ONLY_WATCHED):
        yield Step("dmarc-reject", name, Severity.ADVICE, "" if report.fact("name") == name else _REJECT)
    elif any(found.severity in _COSTS and found.code != _ELSEWHERE for found in report.findings):
        yield Step("dmarc-broken", str(report.fact("name") or name), report.verdict, report.fixed or "")


def _corrected(record: str) -> str:
    """Return a DMARC record without the faults that can be mended by themselves."""
    return check_dmarc(Inputs({"record": record}, "record"), Book(), None).fixed or record


def _reports(setup: Setup) -> Iterator[Step]:
    """Yield what lets reports arrive: it costs no mail."""
    for found in setup.dmarc.findings:
        if found.code == _ELSEWHERE and found.severity is Severity.RISKS:
            yield Step("dmarc-reports", str(found.values["name"]), Severity.RISKS, "v=DMARC1")


def _addresses(setup: Setup) -> Iterator[Step]:
    for row in setup.reverse.rows if setup.stated.addresses else ():
        if row.state is State.NO:
            refused = not row.name and row.address.version != _FOUR
            severity = Severity.BLOCKS if refused else Severity.RISKS
            yield Step("reverse-mismatch" if row.name else "reverse-missing", str(row.address), severity)
        elif row.state is State.RISKS:
            yield Step("reverse-generic", str(row.address), Severity.RISKS)


def _mail_servers(setup: Setup) -> Iterator[Step]:
    served, domain = setup.exchange, setup.domain
    if served.null and setup.use is Use.SENDS:
        yield Step("null-mx", domain, Severity.RISKS)
    if setup.sends_nothing and has_no_mx(served) and not takes_none(served):
        yield Step("mx-null", domain, Severity.ADVICE, _NULL_MX)
    elif served.report.verdict in _COSTS:
        yield Step("mx", domain, served.report.verdict, silent=_if_silent(setup, _NULL_MX))


def _if_silent(setup: Setup, record: str) -> str:
    """Return `record` where it is open whether the domain sends mail."""
    return record if setup.use is Use.OPEN else ""


def _others(setup: Setup, parts: tuple[Report, ...]) -> Iterator[Step]:
    labels = {one.name: one.label for one in (MTA_STS, TLS_RPT, BIMI)}
    for part in parts:
        if part.check in labels and part.verdict in _COSTS:
            yield Step(f"{part.check}-broken", str(part.fact("name") or ""), part.verdict, part.fixed or "")
        elif part.check == "dns" and part.verdict in _COSTS:
            yield Step("dns", setup.domain, part.verdict)
