"""What is said about the records in a text."""

from dataclasses import dataclass

from checkers.report import Fact, Finding

MAX_FINDINGS = 200  # more help nobody; the rest shows when these are repaired


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said about a text: findings and facts; `records` are the texts of its records as they read."""

    findings: tuple[Finding, ...] = ()
    facts: tuple[Fact, ...] = ()
    records: tuple[str, ...] = ()
