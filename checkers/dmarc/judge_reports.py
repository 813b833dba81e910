"""What is said about reports that leave the organization."""

from collections.abc import Iterable, Iterator

from checkers.dmarc.reports import Permission
from checkers.registry import finding
from checkers.report import Finding, Severity


def judge_reports(found: Iterable[Permission], *, asked: bool = True) -> Iterator[Finding]:
    """Yield one finding a host outside; without `asked` an open question is something to do and no doubt."""
    for one in found:
        mild = Severity.ADVICE if one.kin or not asked else None
        if one.given:
            yield finding("dmarc.external-agreed", host=one.host, name=one.name)
        elif one.given is False:
            yield finding(
                "dmarc.external-missing", severity=Severity.ADVICE if one.kin else None, host=one.host, name=one.name
            )
        elif one.status:
            yield finding("record.lookup-failed", name=one.name, status=one.status, protocol="dmarc")
        else:
            yield finding("dmarc.external-open", severity=mild, host=one.host, name=one.name)
