"""The one sentence on top: what Microsoft took the message for, what speaks against that, where it went."""

from collections.abc import Iterator, Mapping

from checkers.headers.evidence import Said
from checkers.headers.verdict import MOVED, NO_VERDICT, Verdict
from checkers.report import Fact, Report

NAMES = ("headline", "although", "folder")
_SURE = {"HPHISH", "HPHSH"}  # a verdict of phishing that no list of the recipient's overrides
_JUDGED = {"spam", "high-spam", "phishing", "high-phishing", "impersonation"}
_FOLDERS = {"J": "junk", "I": "inbox", "C": "chosen"}
_TOLD = {MOVED, "inbox"}  # sentences that name the folder
AGAINST = _JUDGED | {"bulk", "spoof", "malware", "blocked", "marked", "dmarc", "rejected", MOVED, "outbound-spam"}
"""Headlines of a verdict that spoke against the message."""


def headline(verdict: Verdict, chosen: Mapping[str, Said]) -> Iterator[Fact]:
    """Yield the facts that the title is made of: `headline`, and where they are known `although` and `folder`."""
    what = verdict.result
    if what == "phishing" and verdict.by and verdict.by.value.upper() in _SURE:
        what = "high-phishing"
    values = {name: one.value for name, one in chosen.items()}
    if what == NO_VERDICT:
        what += _authenticated(chosen)
    yield Fact("headline", what)
    if what in _JUDGED and (values.get("dmarc") == "pass" or values.get("compauth") == "pass"):
        every = all(values.get(name) == "pass" for name in ("spf", "dkim", "dmarc"))
        yield Fact("although", "all-pass" if every else "dmarc" if values.get("dmarc") == "pass" else "compauth")
    folder = _FOLDERS.get(values.get("dest", "").upper())
    if folder and what not in _TOLD:
        yield Fact("folder", folder)


def _authenticated(chosen: Mapping[str, Said]) -> str:
    """Return how it stands with the sender, for a title that has no verdict to tell of."""
    found = next((chosen[name].value for name in ("compauth", "dmarc") if name in chosen), "")
    if found in {"pass", "fail"}:
        return f"-{found}"
    return (
        "-gap" if any(chosen[name].matters for name in ("spf", "dkim", "dmarc", "compauth") if name in chosen) else ""
    )


def taken_over(report: Report) -> Iterator[Fact]:
    """Yield the facts of a title for the message around `report`, nothing where no verdict spoke against it."""
    if report.fact("headline") in AGAINST:
        yield from (fact for fact in report.facts if fact.name in NAMES)
