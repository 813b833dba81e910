"""The checks of the single protocols, run on one domain; judged again is only what an answer is new for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from checkers.bimi.check import check_bimi
from checkers.bimi.model import BIMI
from checkers.checks import Run
from checkers.dmarc.check import check_dmarc
from checkers.dns import Book
from checkers.domain.exchange import Exchange, exchange
from checkers.domain.keys import Keys, look_for_keys
from checkers.domain.model import Stated
from checkers.domain.names import Names
from checkers.domain.reverse import Reverse, reverse
from checkers.domain.use import NO_SPF, Use, has_no_mx, lacks, use
from checkers.inputs import Inputs
from checkers.mta_sts.check import check_mta_sts
from checkers.mta_sts.model import MTA_STS
from checkers.report import Finding, Report, Severity
from checkers.spf.check import check_spf
from checkers.text.domains import MAX_NAME
from checkers.tls_rpt.check import check_tls_rpt
from checkers.tls_rpt.model import TLS_RPT

_CHECKS: Mapping[str, Run] = {
    "dmarc": check_dmarc,
    "mta-sts": check_mta_sts,
    "tls-rpt": check_tls_rpt,
    "bimi": check_bimi,
}
# Those whose record stands below a label; a fault in it keeps no mail of the domain away.
_BESIDE = {one.name: one.label for one in (MTA_STS, TLS_RPT, BIMI)}


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything that was found out about a domain; `results` are SPF's for each stated address, None where open."""

    stated: Stated
    names: Names
    spf: Report
    results: Mapping[str, str | None]
    keys: Keys
    dmarc: Report
    others: tuple[Report, ...]  # MTA-STS, TLS-RPT, BIMI
    exchange: Exchange
    reverse: Reverse
    use: Use

    @property
    def domain(self) -> str:
        """The domain in A-label form."""
        return self.stated.domain

    @property
    def sends_nothing(self) -> bool:
        """True where the records say that no mail comes from the domain."""
        return self.use is Use.SILENT

    @property
    def unused(self) -> bool:
        """True where nothing that is known of the domain speaks of mail."""
        return self.use is Use.OPEN and not self.exchange.records

    @property
    def parked(self) -> bool:
        """True where nothing in DNS speaks of mail."""
        return self.unused and has_no_mx(self.exchange) and lacks(self.spf, NO_SPF)


def look_at(stated: Stated, names: Names, book: Book, now: datetime | None) -> Setup:
    """Run every check on a domain and ask for what each of them wants to know."""
    domain = stated.domain
    given = Inputs({"domain": domain}, "record")
    spf = book.once("spf", lambda part: check_spf(given, part, now))
    spf = replace(spf, findings=tuple(map(_not_answered, spf.findings)))
    results = {str(one): _result(domain, str(one), book, now) for one in stated.addresses}
    judged = {name: _run(name, run, given, book, now) for name, run in _CHECKS.items()}
    served = book.once("mx", lambda part: exchange(domain, part))
    keys = book.once(("keys", names.keys), lambda part: look_for_keys(stated, names.keys, part))
    sends = use(stated, spf, keys, served)
    if sends is Use.SILENT:
        served = replace(served, report=_unanswerable(served.report))
    texts = book.known(domain, "TXT")
    unsure = texts is None or texts.failed  # it may send nothing: then the names of its mail servers do not matter
    unsure = unsure or (sends is Use.OPEN and not served.records)  # the address may be that of a website
    listed = () if stated.addresses or unsure else served.addresses
    return Setup(
        stated,
        names,
        spf,
        results,
        keys,
        judged["dmarc"],
        tuple(judged[name] for name in ("mta-sts", "tls-rpt", "bimi")),
        served,
        book.once(("reverse", listed), lambda part: reverse(stated.addresses, listed, part)),
        sends,
    )


def _result(domain: str, ip: str, book: Book, now: datetime | None) -> str | None:
    given = Inputs({"domain": domain, "ip": ip}, "record")
    result = book.once(("spf", ip), lambda part: check_spf(given, part, now)).fact("result")
    return None if result is None else str(result)


def _run(name: str, run: Run, given: Inputs, book: Book, now: datetime | None) -> Report:
    if len(f"{_BESIDE.get(name, '')}.{given.text('domain')}") > MAX_NAME:
        return Report(name)  # there can be no such record
    report = book.once(name, lambda part: run(given, part, now))
    if name not in _BESIDE:
        return _until_known(report) if report.needs else report
    known = report.fact("record") is not None  # without a logo it does not matter what DMARC says of logos
    kept = (found for found in report.findings if known or "dmarc" not in found.code)
    return replace(report, findings=tuple(map(_milder, kept)))


def _unanswerable(report: Report) -> Report:
    """Return the report on the mail servers of a domain that sends nothing: there is nothing to be answered."""
    kept = (
        replace(found, severity=Severity.NOTE, actor=None) if found.code == "domain.mx-nothing" else found
        for found in report.findings
    )
    return replace(report, findings=tuple(kept))


def _until_known(report: Report) -> Report:
    """Return the report on DMARC as long as a name is not answered that may have the record, a public suffix too."""
    findings = (
        replace(found, severity=Severity.UNKNOWN) if found.code == "dmarc.no-record" else found
        for found in report.findings
    )
    return replace(report, findings=tuple(findings))


def _not_answered(found: Finding) -> Finding:
    """Return what a failed lookup leads to as what it is here: nothing that is known of the domain."""
    return replace(found, severity=Severity.UNKNOWN) if found.code == "spf.temperror" else found


def _milder(found: Finding) -> Finding:
    return replace(found, severity=Severity.RISKS) if found.severity is Severity.BLOCKS else found
