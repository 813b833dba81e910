"""What the parts of a domain say together: what they contradict, and whether the domain is meant for mail at all."""

from collections.abc import Iterator
from dataclasses import replace

from checkers.dns import Book
from checkers.dns.answer import PastedRecord
from checkers.domain.model import State
from checkers.domain.parts import Setup
from checkers.domain.readiness import dmarc_state
from checkers.domain.use import NO_SPF, has_no_mx, lacks, takes_none
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Finding, Report
from checkers.text.mapped import Mapped
from checkers.together.judge_policies import judge_policies
from checkers.together.model import Group, Part, Zone
from checkers.together.sites import Site

_NO_KEYS = {"together.enforced-unconfirmed", "together.enforced-keys-revoked"}
_MICROSOFT = "microsoft-365"


def judge_whole(setup: Setup, book: Book) -> Iterator[Finding]:
    """Yield what holds for the domain as a whole."""
    yield from _senders(setup)
    yield from _use(setup)
    for found in judge_policies([_site(setup, book)], Zone(())):
        if found.code not in _NO_KEYS or setup.keys.state is State.NO:  # a selector that nobody named may have one
            yield replace(found, spans=(), fix=None)


def signs_of_microsoft(setup: Setup, book: Book) -> list[str]:
    """Return what shows that the domain is used with Microsoft 365: values of the fact `microsoft_365`."""
    texts = book.known(setup.domain, "TXT")
    signs = {
        "mx": setup.exchange.provider == _MICROSOFT,
        "spf": "spf.protection.outlook.com" in str(setup.spf.fact("record") or "").lower(),
        "dkim": any(report.fact("tenant") or report.fact("target_form") for _, report in setup.keys.reports),
        "txt": any(text.lower().startswith("ms=") for text in (texts.records if texts else ())),
    }
    return [name for name, seen in signs.items() if seen]


def _senders(setup: Setup) -> Iterator[Finding]:
    """Yield what SPF says about each stated address."""
    for ip, result in setup.results.items():
        if result == "pass":
            yield finding("domain.spf-passes", ip=ip)
        elif result in {"fail", "softfail", "neutral"}:
            yield finding("domain.spf-fails", ip=ip, result=result)


def _use(setup: Setup) -> Iterator[Finding]:
    """Yield whether the domain says that it takes and sends no mail, or says nothing about mail at all."""
    served = setup.exchange
    if setup.parked:
        yield finding("domain.parked", domain=setup.domain)
    elif setup.sends_nothing and (served.null or has_no_mx(served)) and dmarc_state(setup.dmarc) is not State.UNKNOWN:
        there = {
            "no-spf": not lacks(setup.spf, NO_SPF),
            "null-mx": takes_none(served),
            "reject": setup.dmarc.fact("policy") == "reject",
        }
        if missing := [name for name, seen in there.items() if not seen]:
            yield finding("domain.no-mail-partly", domain=setup.domain, lacks=missing)
        else:
            yield finding("domain.no-mail", domain=setup.domain)


def _site(setup: Setup, book: Book) -> Site:
    """Return the domain as the check of a pasted zone sees it, with what is known to be there."""
    site = Site(setup.domain)
    sts, tls, bimi = setup.others
    listed = [("spf", "", setup.spf), ("dmarc", "", _own(setup)), ("tls-rpt", "", tls), ("bimi", "", bimi)]
    listed += [("dkim", selector, report) for selector, report in setup.keys.reports]
    if not tls.needs and not any(found.code == "record.lookup-failed" for found in tls.findings):
        listed.append(("mta-sts", "", sts))
    for protocol, selector, report in listed:
        if report.fact("record"):
            name = str(report.fact("name") or setup.domain)
            group = Group(protocol, name, setup.domain, selector)
            site.parts.setdefault(protocol, []).append(Part(group, report))
    site.mx += (_record(setup.domain, "MX", text) for text in setup.exchange.records)
    texts = book.known(setup.domain, "TXT")
    site.txt += (_record(setup.domain, "TXT", text) for text in (texts.records if texts else ()))
    return site


def _own(setup: Setup) -> Report:
    """Return the DMARC report where the record that applies is the domain's own."""
    inherited = any(found.code == "dmarc.inherited" for found in setup.dmarc.findings)
    return Report("dmarc") if inherited else setup.dmarc


def _record(name: str, type_: str, text: str) -> PastedRecord:
    return PastedRecord(name, type_, (Mapped.of(shown(text) if type_ == "TXT" else text),))
