"""What the builder asks, each question with its answers, the usual one first."""

from checkers.checks import Field

QUESTIONS = (
    Field("stage", ("watch", "quarantine", "reject", "parked")),
    Field("reports"),
    Field("subdomains", ("same", "none", "quarantine", "reject")),
    Field("missing_subdomains", ("same", "none", "quarantine", "reject")),
    Field("alignment", ("relaxed", "strict")),
    Field("test", ("no", "yes")),
)
