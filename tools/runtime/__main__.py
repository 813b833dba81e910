"""The command line: python -m tools.runtime build OUT."""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from tools.runtime.build import build


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.runtime", description="Builds what runs in the browser.")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("build", help="write the runtime into a folder, unless it is up to date")
    command.add_argument("out", type=Path)
    out: Path = parser.parse_args().out
    start = time.monotonic()
    try:
        made = build(out)
    except subprocess.CalledProcessError as error:
        sys.exit(f"runtime: {Path(error.cmd[1]).name} failed")  # it has said why
    print(f"runtime: {'built' if made else 'up to date'} ({time.monotonic() - start:.1f} s)")


if __name__ == "__main__":
    main()
