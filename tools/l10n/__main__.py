"""The translators' desk. PAGE is "authentication/spf" or a catalogue, "spf.po"; LANG may be left out where one fits.

python -m tools.l10n state [--json]            what is current, stale, missing: every page, every catalogue
python -m tools.l10n diff [PAGE] [--lang LANG]       how the English has changed since; without PAGE, all that is stale
python -m tools.l10n start [PAGE] [--lang LANG]      begin a page; without PAGE, a language
python -m tools.l10n stamp PAGE [--lang LANG] [--section ID]    say that a page, or one section, matches its English
python -m tools.l10n stamp --all [--lang LANG]       say it of every page, after all of them were compared
python -m tools.l10n check [PAGE] [--lang LANG]      what is broken; exit 1 if anything is
"""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter

from tools.l10n import desk


def main(arguments: list[str]) -> int:
    """Run one command; return the exit status: 0, 1 for what is broken, 2 for a command that cannot be used."""
    parser = ArgumentParser("python -m tools.l10n", description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    state, diff, start, stamp, check = (
        commands.add_parser(name) for name in ("state", "diff", "start", "stamp", "check")
    )
    state.add_argument("--json", action="store_true")
    for command in (diff, start, stamp, check):
        command.add_argument("page", nargs="?", default="")
        command.add_argument("--lang", default="")
    stamp.add_argument("--section", default="")
    stamp.add_argument("--all", action="store_true")
    state.set_defaults(run=lambda given: desk.state(as_json=given.json))
    diff.set_defaults(run=lambda given: desk.diff(given.page, given.lang))
    start.set_defaults(run=lambda given: desk.start(given.page, given.lang))
    stamp.set_defaults(run=lambda given: desk.stamp(given.page, given.lang, given.section, everything=given.all))
    check.set_defaults(run=lambda given: desk.check(given.page, given.lang))
    given = parser.parse_args(arguments)
    try:
        status: int = given.run(given)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
