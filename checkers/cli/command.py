"""One input judged."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checkers import Report, check
from checkers.checks import Check
from checkers.cli.options import option
from checkers.cli.source import lookup, source
from checkers.cli.status import UnusableError, status
from checkers.inputs import MAX_BYTES, Inputs
from checkers.jsonform import to_json
from checkers.words import catalogue, markdown, view

_ESCAPED = {sign: f"\\u{sign:04x}" for sign in range(0x7F, 0xA0)}  # terminals obey them, and JSON may have them bare


def single(known: Check, options: argparse.Namespace) -> int:
    """Judge one input and print its report, by the present time."""
    inputs = named(known, options)
    if options.file and options.file != "-":
        inputs[known.main] = options.file if known.asks else content(Path(options.file))
    elif options.file:
        inputs[known.main] = sys.stdin.buffer.read()
    elif not inputs and _is_piped() and (piped := sys.stdin.buffer.read()):
        inputs[known.main] = piped
    if not inputs:
        what = "a value" if known.asks else "a file"
        raise UnusableError(f"{known.name} needs {what} or one of: {', '.join(map(option, known.inputs))}")
    with lookup(source(options)) as answers:
        report = check(known.name, inputs, lookup=answers, now=datetime.now(UTC))
    show(report, Inputs(inputs, known.main), options)
    return status(report)


def _is_piped() -> bool:
    """Tell whether something comes from standard input though nobody asked for it: a pipe or a file, no terminal."""
    return sys.stdin is not None and not sys.stdin.closed and not sys.stdin.isatty()


def show(report: Report, inputs: Inputs, options: argparse.Namespace) -> None:
    """Print a report as text in the language asked for, or as JSON; redacted where that is asked for."""
    if options.redacted:
        from checkers.requests.redact.report import redact_report  # noqa: PLC0415  few reports are handed on

        report, inputs = redact_report(report, inputs.text()), Inputs({}, inputs.main)
    if options.json:
        print(json.dumps(to_json(report), ensure_ascii=False, indent=2).translate(_ESCAPED))
    else:
        words = catalogue(options.lang)
        print(markdown(view(report, inputs, words), words), end="")


def content(path: Path) -> bytes:
    """Return a file's bytes; of one that is too large to be judged, as many as show that it is."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def named(known: Check, options: argparse.Namespace) -> dict[str, str | bytes]:
    """Return the inputs that options gave."""
    given = {name: getattr(options, f"input_{name}") for name in known.inputs}
    return {name: value for name, value in given.items() if value is not None}


def as_line(content: dict[str, Any]) -> str:
    """Return a JSON line."""
    return json.dumps(content, ensure_ascii=False)
