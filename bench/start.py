"""How long a reader waits: the built site in a real browser beside a bare Pyodide, medians, in one run."""

import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from bench.limits import at_most
from bench.server import Line, Server
from bench.subjects import FIRST, bounce, imports
from tools.browser import ARGUMENTS, find
from tools.hosting.packing import packed
from tools.hosting.weight import BOUNCE, FIRST_START, ROOMS

ROOT = Path(__file__).resolve().parents[1]
PYODIDE = ROOT / "node_modules" / "pyodide"
BARE_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
CONTESTANTS = ("bare", "ordinary", "own", "bounce")  # own: a check of a record; bounce: one that starts with everything
LIMITS = {"warm cache": 0.2, "cold, 10 Mbit/s, 40 ms": 0.6, "cold, 50 Mbit/s, 40 ms": 0.55}
BYTES = 0.9  # of a first visit, by those of a bare Pyodide
MEMORY = 1.2  # of the tab after so many checks, by that after the first
CHECKS = 100
EAGER = "--enable-blink-features=ForceEagerMeasureMemory"  # or the browser takes its time before it measures
LINES = {"warm cache": Line(), "cold, 10 Mbit/s, 40 ms": Line(10, 40), "cold, 50 Mbit/s, 40 ms": Line(50, 40)}


def print_start(site: Path, rounds: int) -> None:
    """Print bytes, the time to the first result and to a later one, of the built `site`, of so many rounds."""
    assets = site / "assets"
    folders = {"bench": ROOT / "bench", "bare": PYODIDE, "own": assets, "bounce": assets, "ordinary": assets}
    with Server(folders, frozenset({("ordinary", "snapshot.wasm")})) as server, sync_playwright() as playwright:
        _print_bytes(assets)
        print(f"\nstart to first result, median of {rounds}, seconds")
        print(f"{'':26}" + "".join(f"{name:>10}" for name in CONTESTANTS) + f"{'own/bare':>10}{'limit':>8}")
        for name, line in LINES.items():
            server.line = line
            times = _start(playwright, server, rounds, warm=name.startswith("warm"))
            medians = {contestant: statistics.median(times[contestant]) / 1000 for contestant in CONTESTANTS}
            row = "".join(f"{medians[contestant]:10.2f}" for contestant in CONTESTANTS)
            ratio = medians["own"] / medians["bare"]
            print(f"{name:26}{row}{ratio:10.2f}{LIMITS[name]:8.2f}  {at_most(ratio, LIMITS[name])}", flush=True)
        server.line = Line()
        _print_later(playwright, server)
        _print_memory(playwright, server)


def _print_bytes(assets: Path) -> None:
    folder = assets / "runtime" / json.loads((assets / "runtime" / "runtime.json").read_text("utf-8"))["folder"]
    print(f"{'bytes over the wire':26}{'bare':>12}{'own':>12}{'bounce':>12}{'message':>12}{'own/bare':>10}{'limit':>8}")
    for coding in ("gzip", "br"):
        bare = sum(len(packed(PYODIDE / name, coding)[0]) for name in BARE_FILES)
        own, more, most = (
            sum(len(packed(folder / name, coding)[0]) for name in names) for names in (FIRST_START, BOUNCE, ROOMS)
        )
        row = "".join(f"{size:12,}" for size in (bare, own, own + more, own + more + most))
        print(f"{coding:26}{row}{own / bare:10.2f}{BYTES:8.2f}  {at_most(own / bare, BYTES)}")


def _start(playwright: Playwright, server: Server, rounds: int, *, warm: bool) -> dict[str, list[float]]:
    """Return the times of each contestant; they take turns, so that the machine's moods hit all of them."""
    times: dict[str, list[float]] = {name: [] for name in CONTESTANTS}
    if warm:
        with _Browser(playwright) as context:
            for _ in range(2):  # once to fill the cache, once for the browser to keep compiled code
                for name in CONTESTANTS:
                    _once(context, server, name)
            for _ in range(rounds):
                for name in CONTESTANTS:
                    times[name].append(_once(context, server, name))
    else:
        for _ in range(rounds):
            for name in CONTESTANTS:
                with _Browser(playwright) as context:
                    times[name].append(_once(context, server, name))
    return times


class _Browser:
    """A browser with a profile of its own on disk: a private window would keep neither files nor compiled code."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)

    def __enter__(self) -> BrowserContext:
        self._context = self._playwright.chromium.launch_persistent_context(
            self._folder.name, executable_path=find(), args=[*ARGUMENTS, EAGER]
        )
        return self._context

    def __exit__(self, *_: object) -> None:
        self._context.close()
        self._folder.cleanup()


def _once(context: BrowserContext, server: Server, contestant: str) -> float:
    page = context.new_page()
    page.goto(f"{server.address}/bench/page.html")
    page.wait_for_function("globalThis.contest")
    if contestant == "bare":
        taken = page.evaluate("python => contest.bare(python)", imports(ROOT / "checkers"))
    else:
        request = bounce(1000) if contestant == "bounce" else FIRST
        taken = page.evaluate(
            "([base, request]) => contest.own(base, request)", [f"{server.address}/{contestant}/", request]
        )
    page.close()
    return float(taken)


def _print_later(playwright: Playwright, server: Server) -> None:
    print("\na later check on the same page, median, milliseconds")
    subjects: dict[str, tuple[dict[str, Any], int]] = {
        "SPF record": (FIRST, 30),
        "bounce, 100 KB": (bounce(100_000), 60),
    }
    with _Browser(playwright) as context:
        page = context.new_page()
        page.goto(f"{server.address}/bench/page.html")
        page.wait_for_function("globalThis.contest")
        page.evaluate("([base, request]) => contest.own(base, request)", [f"{server.address}/own/", FIRST])
        for name, (request, limit) in subjects.items():
            taken = page.evaluate("request => contest.later(request, 15)", request)
            print(f"{name:26}{taken:10.1f}{'limit':>12}{limit:4}  {at_most(taken, limit)}")


def _print_memory(playwright: Playwright, server: Server) -> None:
    with _Browser(playwright) as context:
        page = context.new_page()
        page.goto(f"{server.address}/bench/page.html")
        page.wait_for_function("globalThis.contest")
        page.evaluate("([base, request]) => contest.own(base, request)", [f"{server.address}/own/", FIRST])
        first = page.evaluate("contest.memory()")
        for request in (FIRST, bounce(100_000)):
            page.evaluate("([request, times]) => contest.later(request, times)", [request, CHECKS // 2])
        last = page.evaluate("contest.memory()")
    ratio = last / first
    print(f"\nmemory of the tab, MB: {first / 1e6:.1f} after the first check, {last / 1e6:.1f} after {CHECKS} more")
    print(f"{'':26}{ratio:10.2f}{'limit':>12}{MEMORY:4}  {at_most(ratio, MEMORY)}")
