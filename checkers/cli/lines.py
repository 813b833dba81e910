"""The lines of a batch: what each asks for, and the line that answers it."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from checkers import Report
from checkers.cli.command import as_line
from checkers.cli.status import UNUSABLE, UnusableError, status
from checkers.dns import Lookup, zone_lookup
from checkers.jsonform import to_json
from checkers.run import UnknownInputError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch is: the check, the file of questions, and how they stand in it."""

    check: str
    file: str
    domains: bool = False  # a domain a line instead of JSON
    numbered: bool = False  # the answer to a line says its number


@dataclass(frozen=True, slots=True)
class Asked:
    """What a line asks for."""

    inputs: dict[str, str | bytes]
    zone: Lookup | None = None
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The line that answers one, and the exit status that it comes to."""

    line: str
    status: int


def lines(plan: Plan) -> Iterator[tuple[int, str]]:
    """Yield the lines that ask for something, with their numbers from 1."""
    for number, line in enumerate(_all_lines(plan.file), 1):
        if line.strip() and not (plan.domains and line.lstrip().startswith("#")):
            yield number, line


def name_of(plan: Plan, line: str) -> Any:
    """Return what a line's answer is called by: its id, the domain; None where it has none."""
    if plan.domains:
        return line.strip()
    try:
        asked = json.loads(line)
    except ValueError:
        return None
    return asked.get("id") if isinstance(asked, dict) else None


def read(plan: Plan, line: str) -> Asked:
    """Return what a line asks for; raises UnusableError and ValueError where it cannot be used."""
    if plan.domains:
        return Asked({"domain": line.strip()})
    asked = _object(json.loads(line), "the line")
    zone = asked.get("zone")
    now = datetime.fromisoformat(str(asked["now"])) if asked.get("now") else None
    return Asked(_texts(asked.get("inputs")), None if zone is None else zone_lookup(zone), now)


def answered(plan: Plan, number: int, line: str, report: Report) -> Answered:
    """Return the answer to a line."""
    return Answered(as_line(_head(plan, number, line) | to_json(report)), status(report))


def refused(plan: Plan, number: int, line: str, error: Exception) -> Answered:
    """Return the answer to a line that cannot be used."""
    said = f"inputs: {plan.check} takes no {str(error)!r}" if isinstance(error, UnknownInputError) else str(error)
    return Answered(as_line(_head(plan, number, line) | {"error": f"line {number}: {said}"}), UNUSABLE)


def _head(plan: Plan, number: int, line: str) -> dict[str, Any]:
    named = {"id": name_of(plan, line)}
    return {"line": number} | named if plan.numbered else named


def _object(content: Any, what: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise UnusableError(f"{what} must be a JSON object")
    return content


def _texts(content: Any) -> dict[str, str | bytes]:
    inputs = _object(content, "inputs")
    if wrong := [key for key, value in inputs.items() if not isinstance(value, str)]:
        raise UnusableError(f"inputs: {wrong[0]!r} must be a string")
    return inputs


def _all_lines(name: str) -> Iterator[str]:
    if name == STDIN:
        yield from sys.stdin
        return
    with Path(name).open(encoding="utf-8-sig", errors="replace") as file:
        yield from file
