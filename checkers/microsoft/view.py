"""The table beside a judged record: what Microsoft asks of it or does with it, and how that stands here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from checkers.microsoft.rules import RULES
from checkers.registry import source
from checkers.report import Report, Table, Value
from checkers.tables import table

# Nobody finds a record at these names, so that it meets nothing.
_NOT_FOUND = {"together.doubled-name", "together.misplaced", "together.no-selector", "record.wrong-name"}

_COLUMNS = ("service", "here", "source")


def with_microsoft(report: Report) -> Report:
    """Return `report` with the table, and its parts with theirs, wherever a record was found."""
    lost = [found.values for found in report.findings if found.code in _NOT_FOUND]
    parts = tuple(part if _is_lost(part, lost) else with_microsoft(part) for part in report.parts)
    shown = _table(report)
    if shown is None and parts == report.parts:
        return report
    return replace(report, parts=parts, tables=(*report.tables, *((shown,) if shown else ())))


def _is_lost(part: Report, lost: Sequence[Mapping[str, Value]]) -> bool:
    name = part.fact("name")
    return any(name == one.get("name") and one.get("protocol", part.check) == part.check for one in lost)


def _table(report: Report) -> Table | None:
    check = str(report.fact("kind") if report.check == "auto" else report.check)
    if report.fact("record") is None or any(found.code in _NOT_FOUND for found in report.findings):
        return None
    rows: list[tuple[str, tuple[Value, ...]]] = []
    because: list[str] = []
    for name, row in _rows().items():
        here = RULES[row["rule"]](report) if row["check"] == check else None
        if here:
            rows.append((name, (row["service"], here.value, [_version(claim) for claim in row["because"]])))
            because += row["because"]
    return Table("microsoft", _COLUMNS, tuple(rows), tuple(dict.fromkeys(because))) if rows else None


def _version(claim: str) -> str:
    """Return what to show of a source in a table: the version that was read, or the RFC, or that there is none."""
    known = source(claim)
    if known["status"] == "unverified":
        return "unverified"
    return str(known["date"] or known["title"])


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return table("microsoft")
