"""The command line's door: files, folders and batches in, text or JSON out."""

import argparse
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from checkers import Report, Severity, check
from checkers.checks import Check, checks
from checkers.dns import Lookup, zone_lookup
from checkers.inputs import Inputs
from checkers.jsonform import to_json
from checkers.run import UnknownInputError
from checkers.words import catalogue, languages, markdown, view

OK, BLOCKED, UNUSABLE = 0, 1, 2


class UnusableError(Exception):
    """The command or its input cannot be used; the message says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 where nothing blocks, 1 where something does, 2 where the input was unusable."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # JSON is UTF-8 also where a pipe is not, and no character stops it
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
        known = checks()[options.check]
        if options.batch:
            return _batch(known, options)
        if options.file and options.file != "-" and Path(options.file).is_dir():
            return _folder(known, options)
        return _single(known, options)
    except BrokenPipeError:  # whoever read our output has seen enough
        return OK
    except (UnusableError, OSError) as error:
        print(f"checkers: {error}", file=sys.stderr)
        return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m checkers", description="Judge mail records, bounces and messages.")
    commands = parser.add_subparsers(dest="check", required=True, metavar="CHECK")
    for known in checks().values():
        command = commands.add_parser(known.name, help=f"{known.main} from a file, a folder or standard input")
        command.add_argument("file", nargs="?", metavar="FILE|FOLDER|-", help=f"the {known.main}")
        for name in known.inputs:
            command.add_argument(_option(name), dest=f"input_{name}", metavar="VALUE")
        command.add_argument("--zone", metavar="FILE", help="answer DNS questions from this JSON file")
        command.add_argument("--batch", metavar="FILE", help="JSON lines of id, inputs, zone, now; one report a line")
        command.add_argument("--lang", default="en", choices=languages(), help="language of the text (default: en)")
        command.add_argument("--json", action="store_true", help="the report as JSON instead of text")
    return parser


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _single(known: Check, options: argparse.Namespace) -> int:
    inputs = _named(known, options)
    if options.file:
        inputs[known.main] = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    if not inputs:
        raise UnusableError(f"{known.name} needs a file or one of: {', '.join(map(_option, known.inputs))}")
    report = check(known.name, inputs, lookup=_zone(options))
    if options.json:
        print(json.dumps(to_json(report), ensure_ascii=False, indent=2))
    else:
        words = catalogue(options.lang)
        print(markdown(view(report, Inputs(inputs, known.main), words), words), end="")
    return _status([report])


def _folder(known: Check, options: argparse.Namespace) -> int:
    root, lookup, worst = Path(options.file), _zone(options), OK
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        source = path.relative_to(root).as_posix()
        try:
            content = path.read_bytes()
        except OSError as error:
            _line({"source": source, "error": str(error)})
            worst = UNUSABLE
            continue
        report = check(known.name, _named(known, options) | {known.main: content}, lookup=lookup)
        _line({"source": source} | to_json(report))
        worst = max(worst, _status([report]))
    return worst


def _batch(known: Check, options: argparse.Namespace) -> int:
    worst = OK
    for number, line in enumerate(_lines(options.batch), 1):
        if not line.strip():
            continue
        name: Any = None
        try:
            asked = _object(json.loads(line), "the line")
            name = asked.get("id")
            zone = asked.get("zone")
            lookup = zone_lookup(zone) if zone is not None else _zone(options)
            now = datetime.fromisoformat(str(asked["now"])) if asked.get("now") else None
            report = check(known.name, _texts(asked.get("inputs")), lookup=lookup, now=now)
        except UnknownInputError as error:
            _line({"id": name, "error": f"line {number}: inputs: {known.name} takes no {str(error)!r}"})
            worst = UNUSABLE
        except (ValueError, UnusableError) as error:
            _line({"id": name, "error": f"line {number}: {error}"})
            worst = UNUSABLE
        else:
            _line({"id": name} | to_json(report))
            worst = max(worst, _status([report]))
    return worst


def _object(content: Any, what: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise UnusableError(f"{what} must be a JSON object")
    return content


def _texts(content: Any) -> dict[str, str]:
    inputs = _object(content, "inputs")
    if wrong := [key for key, value in inputs.items() if not isinstance(value, str)]:
        raise UnusableError(f"inputs: {wrong[0]!r} must be a string")
    return inputs


def _named(known: Check, options: argparse.Namespace) -> dict[str, str | bytes]:
    given = {name: getattr(options, f"input_{name}") for name in known.inputs}
    return {name: value for name, value in given.items() if value is not None}


def _zone(options: argparse.Namespace) -> Lookup | None:
    if not options.zone:
        return None
    try:
        return zone_lookup(json.loads(Path(options.zone).read_text("utf-8-sig")))
    except ValueError as error:
        raise UnusableError(f"{options.zone}: {error}") from None


def _lines(name: str) -> Iterator[str]:
    if name == "-":
        yield from sys.stdin
        return
    with Path(name).open(encoding="utf-8-sig", errors="replace") as file:
        yield from file


def _line(content: Mapping[str, Any]) -> None:
    print(json.dumps(content, ensure_ascii=False))


def _status(reports: Sequence[Report]) -> int:
    return BLOCKED if any(report.verdict is Severity.BLOCKS for report in reports) else OK


if __name__ == "__main__":
    sys.exit(main())
