"""What can be asked on the command line."""

import argparse
import sys
from pathlib import Path

from checkers.checks import Check, checks
from checkers.words import languages

TIMEOUT = 5.0  # seconds for an answer, as resolvers themselves have it


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line: a command a check."""
    name = Path(sys.argv[0]).stem
    whole = argparse.ArgumentParser(
        prog=name if name == "postlotse" else "python -m checkers",
        description="Judge domains, mail records, bounces and messages.",
    )
    commands = whole.add_subparsers(dest="check", required=True, metavar="CHECK")
    for known in checks().values():
        _command(commands, known)
    return whole


def option(name: str) -> str:
    """Return the option that gives the input `name`."""
    return f"--{name.replace('_', '-')}"


def _command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", known: Check) -> None:
    place = "on the command line" if known.asks else "from a file, a folder or standard input"
    command = commands.add_parser(known.name, help=f"{known.main} {place}")
    metavar = known.main.upper() if known.asks else "FILE|FOLDER|-"
    command.add_argument("file", nargs="?", metavar=metavar, help=f"the {known.main}")
    command.add_argument(option(known.main), dest=f"input_{known.main}", metavar="VALUE")
    for field in known.fields:
        choices = [choice for choice in field.choices if choice] or None
        metavar = f"{{{','.join(choices)}}}" if choices else "VALUE"
        command.add_argument(option(field.name), dest=f"input_{field.name}", choices=choices, metavar=metavar)
    command.add_argument("--zone", metavar="FILE", help="answer DNS questions from this JSON file")
    if "answers" in known.inputs:
        _live(command)
    command.add_argument("--batch", metavar="FILE", help="JSON lines of id, inputs, zone, now; one report a line")
    if "domain" in known.inputs:
        command.add_argument("--domains", metavar="FILE", help="a domain a line; one report a line")
    command.add_argument(
        "--out", metavar="FILE", help="where a batch's reports go; the same command goes on after a stop"
    )
    command.add_argument("--lang", default="en", choices=languages(), help="language of the text (default: en)")
    command.add_argument("--json", action="store_true", help="the report as JSON instead of text")
    command.add_argument("--redacted", action="store_true", help="without what tells whom it is about, to hand it on")
    command.add_argument(
        "--jobs", type=int, metavar="N", help="processes for a folder or a batch (default: one a core)"
    )
    if known.name == "bounce":
        command.add_argument(
            "--summary", action="store_true", help="of a folder: what failed and why, counted, instead of a line a file"
        )


def _live(command: argparse.ArgumentParser) -> None:
    command.add_argument("--live", action="store_true", help="ask DNS; without it nothing is asked")
    command.add_argument(
        "--resolver",
        metavar="ADDRESS[:PORT]|URL",
        help="whom to ask: an IP address, or https:// for DNS over HTTPS (default: the system's resolver)",
    )
    command.add_argument(
        "--timeout", type=float, default=TIMEOUT, metavar="SECONDS", help=f"for an answer (default: {TIMEOUT:g})"
    )
