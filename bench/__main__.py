"""python -m bench [--site SITE] [--rounds N] [SECTION ...]: each section measures and prints; default: all of them."""

import argparse
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; default: all")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="built site, default: site/")
    parser.add_argument("--rounds", type=int, default=7, help="of a start in the browser, default: 7")
    arguments = parser.parse_args()
    if unknown := set(arguments.sections) - set(SECTIONS):
        parser.error(f"no section {min(unknown)}")
    for name in arguments.sections or SECTIONS:
        SECTIONS[name](arguments)


# Each is imported where it runs: reading wants no browser, and the start no pyspf.
def _reading(_: argparse.Namespace) -> None:
    from bench.reading import print_reading  # noqa: PLC0415

    print_reading()


def _curve(_: argparse.Namespace) -> None:
    from bench.curve import print_curve  # noqa: PLC0415

    print_curve()


def _bounces(_: argparse.Namespace) -> None:
    from bench.bounces import print_bounces  # noqa: PLC0415

    print_bounces(ROOT)


def _message(_: argparse.Namespace) -> None:
    from bench.message import print_message  # noqa: PLC0415

    print_message()


def _headers(_: argparse.Namespace) -> None:
    from bench.headers import print_headers  # noqa: PLC0415

    print_headers(ROOT)


def _spf(_: argparse.Namespace) -> None:
    from bench.spf import print_spf  # noqa: PLC0415

    print_spf()


def _spf_in_pyodide(_: argparse.Namespace) -> None:
    from bench.pyodide import print_spf_in_pyodide  # noqa: PLC0415

    print_spf_in_pyodide()


def _site(_: argparse.Namespace) -> None:
    from bench.site import print_site  # noqa: PLC0415

    print_site()


def _start(arguments: argparse.Namespace) -> None:
    from bench.start import print_start  # noqa: PLC0415

    print_start(arguments.site, arguments.rounds)


def _live(_: argparse.Namespace) -> None:
    from bench.live import print_live  # noqa: PLC0415

    print_live()


def _live_browser(arguments: argparse.Namespace) -> None:
    from bench.live_browser import print_live_browser  # noqa: PLC0415

    print_live_browser(arguments.site)


SECTIONS: dict[str, Callable[[argparse.Namespace], None]] = {
    "reading": _reading,
    "curve": _curve,
    "bounces": _bounces,
    "headers": _headers,
    "message": _message,
    "spf": _spf,
    "pyodide": _spf_in_pyodide,
    "site": _site,
    "start": _start,
    "live": _live,
    "live-browser": _live_browser,
}


if __name__ == "__main__":
    main()
