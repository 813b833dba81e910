"""Whether a domain sends mail, as far as its records say so, and what is said about one that sends none."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from checkers.domain.exchange import Exchange
from checkers.domain.keys import Keys, usable
from checkers.domain.model import State, Stated
from checkers.registry import finding
from checkers.report import Finding, Report, Severity

NO_SPF, NO_DMARC = "spf.no-record", "dmarc.no-record"
ONLY_WATCHED = "dmarc.nothing-enforced"

# What is a fault of a domain that sends, and in one that does not only leaves it open to forgeries.
_INSTEAD = {
    NO_SPF: "domain.silent-spf",
    NO_DMARC: "domain.silent-dmarc",
    ONLY_WATCHED: "domain.silent-dmarc",
}


class Use(StrEnum):
    """What the records say about sending."""

    SENDS = "sends"  # or at least they speak as those of a domain that sends
    SILENT = "silent"  # it sends nothing
    OPEN = "open"  # nothing in them says either


def use(stated: Stated, spf: Report, keys: Keys, served: Exchange) -> Use:
    """Return whether a domain sends mail: SPF may deny it, and a null MX where nothing speaks for it (RFC 7505 4.2).

    Whoever states addresses that send says that it does, whatever the records say.
    """
    if stated.addresses:
        return Use.SENDS
    if only_refuses(spf):
        return Use.SILENT
    if stated.selectors or any(usable(report) for _, report in keys.reports):
        return Use.SENDS
    if lacks(spf, NO_SPF):
        return Use.SILENT if served.null else Use.OPEN
    unseen = spf.needs or any(found.code == "spf.lookup-failed" for found in spf.findings)
    return Use.OPEN if unseen and spf.fact("record") is None else Use.SENDS


def only_refuses(spf: Report) -> bool:
    """Tell whether an SPF record is nothing but `-all`."""
    return str(spf.fact("record") or "").lower().split()[1:] == ["-all"]


def has_no_mx(served: Exchange) -> bool:
    """Tell whether it is known that there is no MX record, not even one that says that no mail is taken."""
    return served.reaches is not State.UNKNOWN and not served.records


def takes_none(served: Exchange) -> bool:
    """Tell whether a domain takes no mail: it says so, or nothing is there that could."""
    return served.null or (has_no_mx(served) and served.reaches is State.NO)


def lacks(report: Report, *codes: str) -> bool:
    """Tell whether one of `codes` is said for certain, and not only as long as answers are missing."""
    return any(found.code in codes and found.severity is not Severity.UNKNOWN for found in report.findings)


def without_mail(report: Report, domain: str) -> Report:
    """Return the report on a record of a domain that sends nothing."""
    return replace(report, findings=tuple(_instead(report.findings, domain)))


def not_refused(report: Report) -> Report:
    """Return the report on SPF of a domain of which it is open whether there is mail that could be refused."""
    findings = (replace(found, severity=Severity.RISKS) if found.code == NO_SPF else found for found in report.findings)
    return replace(report, findings=tuple(findings))


def _instead(findings: Iterable[Finding], domain: str) -> Iterable[Finding]:
    for found in findings:
        known = found.severity is not Severity.UNKNOWN
        code = _INSTEAD.get(found.code) if known else None
        yield finding(code, domain=domain) if code else found
