"""A record written from answers."""

from checkers.dmarc.answers import Answers

_POLICY = {"watch": "none", "quarantine": "quarantine", "reject": "reject", "parked": "reject"}


def compose(answers: Answers) -> str:
    """Return the record that says what the answers want, without tags that would only repeat a default."""
    policy = _POLICY[answers.stage]
    tags = ["v=DMARC1", f"p={policy}"]
    subdomains = policy if answers.subdomains == "same" else answers.subdomains
    if subdomains != policy:
        tags.append(f"sp={subdomains}")
    if answers.missing not in {"same", subdomains}:
        tags.append(f"np={answers.missing}")
    if answers.alignment == "strict":
        tags += ["adkim=s", "aspf=s"]
    if answers.test == "yes":
        tags.append("t=y")
    if answers.reports:
        tags.append(f"rua={','.join(answers.reports)}")
    return "; ".join(tags)
