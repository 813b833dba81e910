"""Open questions as a worklist: the commands that settle them, all at once."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from checkers.dns import Question
from checkers.report import PARTLY, Report, Severity
from checkers.words.catalogue import Catalogue

# Names come out of the reader's text and commands go into a shell: none but these may stand in one.
_PLAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?")
_SYSTEMS = ("unix", "windows")


def needs(report: Report, words: Catalogue) -> dict[str, Any] | None:
    """Return what is open here and in the parts, a block of commands a system; None where nothing is.

    `first` says that nothing can be judged without the answers: they come before everything else.
    """
    asked = list(dict.fromkeys(_open(report)))
    if not asked:
        return None
    waits = report.verdict is Severity.UNKNOWN and report.fact("result") != PARTLY
    settled = all(one.settled for one in _reports(report) if one.needs)
    items = [{"name": question.name, "type": question.type, "commands": commands(question)} for question in asked]
    lines = zip(*(item["commands"] for item in items if item["commands"]), strict=True)
    return {
        "label": words.say("view/needs/settled" if settled else "view/needs", count=len(items)),
        "first": waits,
        "items": items,
        "blocks": [
            {"label": words.say(f"view/needs/{system}"), "text": "\n".join(block)}
            for system, block in zip(_SYSTEMS, lines, strict=False)
        ],
    }


def commands(question: Question) -> Sequence[str]:
    """Return what to type on Unix and in PowerShell to get the answer in a form that the checkers read.

    There is none for a name that a shell might take for more than a name.
    """
    name, kind = question.name, question.type
    if not _PLAIN.fullmatch(name) or not kind.isalnum():
        return ()
    whole = " | Format-List" if kind == "TXT" else ""  # PowerShell's table cuts a long text off
    return (f"dig {name} {kind}", f"Resolve-DnsName -Type {kind} {name}{whole}")


def _open(report: Report) -> Iterator[Question]:
    for one in _reports(report):
        yield from one.needs


def _reports(report: Report) -> Iterator[Report]:
    yield report
    for part in report.parts:
        yield from _reports(part)
