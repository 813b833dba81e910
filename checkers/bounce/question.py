"""A code that somebody typed alone: a question about it, not a bounce."""

import re
from functools import cache

from checkers.bounce.catalogue import Row, normal, rows
from checkers.registry import finding
from checkers.report import Fact, Finding, Report

_LONGEST = 80  # characters of a question
_MOST = 8  # meanings shown
_CODE = re.compile(
    r"(?P<status>[245]\.\d{1,3}\.\d{1,3})|\(?a?s ?\(?(?P<mark>\d{3,10})\)?|(?P<name>(?:sc|dy|ou|rp)-00\d)"
)
_AROUND = re.compile(
    r"(?:\W|\b(?:error|errors|code|codes|ndr|smtp|status|bounce|microsoft|outlook|exchange|office|what|does|is|the|a|mean|means"
    r"|meaning|fehler|fehlercode|fehlermeldung|statuscode|was|bedeutet|heißt|bedeutung|der|die|das|von|of|365)\b)*"
)
_MARK = re.compile(r"\ba?s\(?(\d{3,10})\)")


def read_question(text: str) -> Report | None:
    """Return what a code means that stands alone or in a question of a few words; None where the text is more."""
    asked = normal(text).strip() if len(text) <= _LONGEST else ""
    match = _CODE.search(asked)
    if match is None or not (_AROUND.fullmatch(asked, 0, match.start()) and _AROUND.fullmatch(asked, match.end())):
        return None
    shown = re.sub(r"[()\s]", "", match[0]).upper()
    known = _meanings(match)
    facts = (Fact("is_bounce", value=False), Fact("result", "question"), Fact("question", shown))
    if not known:
        return Report("bounce", (finding("bounce.code-unknown", asked=shown),), facts)
    several = (finding("bounce.code-several", asked=shown, count=len(known)),) if len(known) > 1 else ()
    return Report("bounce", several, facts, parts=tuple(_meaning(row, match["status"], shown) for row in known[:_MOST]))


def _meanings(match: re.Match[str]) -> list[Row]:
    if status := match["status"]:
        return [row for row in rows() if row.has(status)]
    if name := match["name"]:
        return [row for row in rows() if name in row.patterns]
    return list(_by_mark().get(match["mark"], ()))


@cache
def _by_mark() -> dict[str, tuple[Row, ...]]:
    """Return the refusals that each of Microsoft's own numbers stands in: "(S3150)", "AS(1410)", "(AS780090)"."""
    marked: dict[str, dict[str, Row]] = {}
    for row in rows():
        for text in (*row.patterns, normal(row.example)):
            for number in _MARK.findall(text):
                marked.setdefault(number, {})[row.id] = row
    return {number: tuple(found.values()) for number, found in marked.items()}


def _meaning(row: Row, status: str | None, shown: str) -> Report:
    service = next(iter(sorted(row.services - {"generic"})), "unknown")
    found: Finding = finding("bounce.code-alone", asked=shown, actor=row.actor)
    facts = (
        Fact("status", status or next(iter(sorted(row.codes)), None)),
        Fact("reason", row.reason.value),
        Fact("code", row.id),
        Fact("service", service),
        Fact("actor", row.actor.value),
        Fact("route", row.route.value),
        Fact("temporary", not row.permanent),
    )
    return Report("bounce", (found,), facts)
