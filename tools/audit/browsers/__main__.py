"""Try the widgets in every browser there is, and measure how long each waits for its first result.

python -m tools.audit.browsers [NAME...]   chromium, firefox, webkit; all without a name

Prints the tests as a table, then the start beside a bare Pyodide's, with nothing in the cache and with everything.
Exit 1 where a test fails or a browser is missing.
"""

import os
import statistics
import sys
from collections import defaultdict
from typing import Any

import pytest

from bench.limits import at_most
from tools.audit.browsers.launch import BROWSERS
from tools.audit.browsers.start import LIMITS, start_times
from tools.strings import ROOT

_SIGNS = {"passed": "yes", "failed": "NO", "skipped": "-"}


class Table:
    """A plugin of pytest: the outcome of each test in each browser."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, str]] = defaultdict(dict)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Note an outcome; a test that never began counts by what kept it."""
        if report.when != "call" and report.passed:
            return
        name, _, rest = report.nodeid.rpartition("::")[2].partition("[")
        parts = rest.removesuffix("]").split("-")
        browser = next((part for part in parts if part in BROWSERS), "")
        label = " ".join((name.removeprefix("test_"), *(part for part in parts if part != browser))).replace("_", " ")
        self.rows[label][browser] = _SIGNS[report.outcome]


def main(arguments: list[str]) -> int:
    """Print both tables; return the exit status."""
    names = arguments or list(BROWSERS)
    os.environ["BROWSERS"] = " ".join(names)
    table = Table()
    options = ["-q", "--no-header", "--tb=short", "-p", "no:cacheprovider", str(ROOT / "tests" / "browsers")]
    status = int(pytest.main(options, plugins=[table]))
    print(f"\n{'':44}" + "".join(f"{name:>10}" for name in names))
    for label, found in table.rows.items():
        print(f"{label:44}" + "".join(f"{found.get(name, ''):>10}" for name in names))
    whole = all(found.get(name) == "yes" for found in table.rows.values() for name in names)
    print(f"\n{'start to first result, seconds':44}{'bare':>10}{'own':>10}{'own/bare':>10}{'limit':>10}")
    for name in names:
        for cache, times in start_times(name).items():
            bare, own = statistics.median(times["bare"]), statistics.median(times["own"])
            limit = LIMITS.get((name, cache))
            judged = f"{limit:10.2f}  {at_most(own / bare, limit)}" if limit else ""
            print(f"{name + ', ' + cache:44}{bare:10.2f}{own:10.2f}{own / bare:10.2f}{judged}", flush=True)
    return int(status != 0 or not whole)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
