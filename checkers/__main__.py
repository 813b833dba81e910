"""The command line: python -m checkers CHECK [FILE|FOLDER|-]."""

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from checkers.checks import checks
from checkers.cli.batch import batch
from checkers.cli.command import single
from checkers.cli.folder import folder
from checkers.cli.options import parser
from checkers.cli.status import OK, UNUSABLE, UnusableError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 where nothing blocks, 1 where something does, else 2: see `cli.status`."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # JSON is UTF-8 also where a pipe is not, and no character stops it
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(parser().parse_args(arguments))
    except BrokenPipeError:  # whoever read our output has seen enough
        return OK
    except KeyboardInterrupt:
        return _refused("stopped")
    except UnusableError as error:
        return _refused(str(error))
    except OSError as error:  # without its number, which tells a reader nothing
        return _refused(f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error))


def _run(options: argparse.Namespace) -> int:
    known = checks()[options.check]
    is_folder = options.file and not known.asks and options.file != "-" and Path(options.file).is_dir()
    if options.redacted and (options.batch or getattr(options, "domains", None) or is_folder):
        raise UnusableError("--redacted: is for one input")
    if options.batch or getattr(options, "domains", None):
        return batch(known, options)
    if options.out:
        raise UnusableError("--out: is for --batch and --domains")
    if is_folder:
        return folder(known, options)
    return single(known, options)


def _refused(why: str) -> int:
    print(f"checkers: {why}", file=sys.stderr)
    return UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
