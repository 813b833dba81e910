"""What a domain may do without: said once for all that is absent, not once a record."""

from collections.abc import Iterator

from checkers.bimi.model import BIMI
from checkers.domain.parts import Setup
from checkers.domain.use import takes_none
from checkers.registry import finding
from checkers.report import Finding, Report

_ABSENT = ["record.no-record"]


def absent(report: Report) -> bool:
    """Tell whether nothing else is to be said of a record than that it is not there."""
    return [found.code for found in report.findings] == _ABSENT and not report.needs


def judge_optional(setup: Setup) -> Iterator[Finding]:
    """Yield which optional records are absent: BIMI where mail is sent, the others where mail is taken."""
    listed = [one.check for one in setup.others if absent(one) and _of_use(one.check, setup)]
    if listed and not setup.parked:
        yield finding("domain.optional-absent", domain=setup.domain, protocol=listed)


def _of_use(protocol: str, setup: Setup) -> bool:
    return not setup.sends_nothing if protocol == BIMI.name else not takes_none(setup.exchange)
