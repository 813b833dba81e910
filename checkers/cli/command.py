"""What can be asked on the command line, and one input judged."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checkers import Report, Severity, check
from checkers.checks import Check, checks
from checkers.dns import Lookup, zone_lookup
from checkers.inputs import MAX_BYTES, Inputs
from checkers.jsonform import to_json
from checkers.words import catalogue, languages, markdown, view

OK, BLOCKED, UNUSABLE = 0, 1, 2


class UnusableError(Exception):
    """The command or its input cannot be used; the message says why."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line: a command a check."""
    whole = argparse.ArgumentParser(prog="python -m checkers", description="Judge mail records, bounces and messages.")
    commands = whole.add_subparsers(dest="check", required=True, metavar="CHECK")
    for known in checks().values():
        command = commands.add_parser(known.name, help=f"{known.main} from a file, a folder or standard input")
        command.add_argument("file", nargs="?", metavar="FILE|FOLDER|-", help=f"the {known.main}")
        command.add_argument(_option(known.main), dest=f"input_{known.main}", metavar="VALUE")
        for field in known.fields:
            choices = [choice for choice in field.choices if choice] or None
            metavar = f"{{{','.join(choices)}}}" if choices else "VALUE"
            command.add_argument(_option(field.name), dest=f"input_{field.name}", choices=choices, metavar=metavar)
        command.add_argument("--zone", metavar="FILE", help="answer DNS questions from this JSON file")
        command.add_argument("--batch", metavar="FILE", help="JSON lines of id, inputs, zone, now; one report a line")
        command.add_argument("--lang", default="en", choices=languages(), help="language of the text (default: en)")
        command.add_argument("--json", action="store_true", help="the report as JSON instead of text")
        command.add_argument(
            "--jobs", type=int, metavar="N", help="processes for a folder or a batch (default: one a core)"
        )
        if known.name == "bounce":
            command.add_argument(
                "--summary",
                action="store_true",
                help="of a folder: what failed and why, counted, instead of a line a file",
            )
    return whole


def single(known: Check, options: argparse.Namespace) -> int:
    """Judge one input and print its report, by the present time."""
    inputs = named(known, options)
    if not options.file and not inputs and _is_piped():
        inputs[known.main] = sys.stdin.buffer.read()
        if not inputs[known.main]:
            del inputs[known.main]
    elif options.file:
        inputs[known.main] = sys.stdin.buffer.read() if options.file == "-" else content(Path(options.file))
    if not inputs:
        raise UnusableError(f"{known.name} needs a file or one of: {', '.join(map(_option, known.inputs))}")
    report = check(known.name, inputs, lookup=lookup(zone(options)), now=datetime.now(UTC))
    show(report, Inputs(inputs, known.main), options)
    return status(report)


def _is_piped() -> bool:
    """Tell whether something comes from standard input though nobody asked for it: a pipe or a file, no terminal."""
    return sys.stdin is not None and not sys.stdin.closed and not sys.stdin.isatty()


def show(report: Report, inputs: Inputs, options: argparse.Namespace) -> None:
    """Print a report as text in the language asked for, or as JSON."""
    if options.json:
        print(json.dumps(to_json(report), ensure_ascii=False, indent=2))
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


def zone(options: argparse.Namespace) -> Any:
    """Return the content of the file of DNS answers, None where none was named.

    Raises UnusableError where it is none.
    """
    if not options.zone:
        return None
    try:
        content = json.loads(Path(options.zone).read_text("utf-8-sig"))
        zone_lookup(content)
    except ValueError as error:
        raise UnusableError(f"{options.zone}: {error}") from None
    return content


def lookup(zone: Any) -> Lookup | None:
    """Return what answers DNS questions from a zone, None where there is none."""
    return zone_lookup(zone) if zone is not None else None


def status(report: Report) -> int:
    """Return the exit status that a report comes to."""
    return BLOCKED if report.verdict is Severity.BLOCKS else OK


def as_line(content: dict[str, Any]) -> str:
    """Return a JSON line."""
    return json.dumps(content, ensure_ascii=False)


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
