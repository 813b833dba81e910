"""A batch: JSON lines of questions in, a JSON line of a report each out."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from checkers import check
from checkers.checks import Check
from checkers.cli.command import UNUSABLE, UnusableError, as_line, lookup, status, zone
from checkers.cli.workers import cores, judged
from checkers.dns import zone_lookup
from checkers.jsonform import to_json
from checkers.run import UnknownInputError

type _Judged = tuple[str, int]


def batch(known: Check, options: argparse.Namespace) -> int:
    """Answer every line of a batch, in order; a line that cannot be used gets an error and the next one its turn.

    From standard input a line is answered before the next one is read.
    """
    judge, worst = partial(_judge, known.name, zone(options)), 0
    lines = enumerate(_lines(options.batch), 1)
    results: Iterator[list[_Judged]]
    if options.batch == "-":
        results = (judge([line]) for line in lines)
    else:
        results = judged(judge, lines, options.jobs or cores(), lambda line: len(line[1]))
    for chunk in results:
        for line, reached in chunk:
            print(line)
            worst = max(worst, reached)
        if options.batch == "-":
            sys.stdout.flush()
    return worst


def _judge(name: str, zone: Any, lines: Iterable[tuple[int, str]]) -> list[_Judged]:
    return [_answer(name, zone, number, line) for number, line in lines if line.strip()]


def _answer(check_name: str, usual: Any, number: int, line: str) -> _Judged:
    name: Any = None
    try:
        asked = _object(json.loads(line), "the line")
        name = asked.get("id")
        zone = asked.get("zone")
        answers = zone_lookup(zone) if zone is not None else lookup(usual)
        now = datetime.fromisoformat(str(asked["now"])) if asked.get("now") else None
        report = check(check_name, _texts(asked.get("inputs")), lookup=answers, now=now)
    except UnknownInputError as error:
        return as_line({"id": name, "error": f"line {number}: inputs: {check_name} takes no {str(error)!r}"}), UNUSABLE
    except (ValueError, UnusableError) as error:
        return as_line({"id": name, "error": f"line {number}: {error}"}), UNUSABLE
    return as_line({"id": name} | to_json(report)), status(report)


def _object(content: Any, what: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise UnusableError(f"{what} must be a JSON object")
    return content


def _texts(content: Any) -> dict[str, str]:
    inputs = _object(content, "inputs")
    if wrong := [key for key, value in inputs.items() if not isinstance(value, str)]:
        raise UnusableError(f"inputs: {wrong[0]!r} must be a string")
    return inputs


def _lines(name: str) -> Iterator[str]:
    if name == "-":
        yield from sys.stdin
        return
    with Path(name).open(encoding="utf-8-sig", errors="replace") as file:
        yield from file
