"""The start of the runtime in one browser beside a bare Pyodide that imports the same, on the pages of the bench."""

from bench.server import Server
from bench.start import PYODIDE
from bench.subjects import FIRST, imports
from tools.audit.browsers.launch import BROWSERS
from tools.audit.browsers.tab import Tab, until
from tools.site.build import SITE
from tools.strings import ROOT

LIMITS = {("chromium", "warm"): 0.2, ("firefox", "warm"): 0.35, ("webkit", "warm"): 0.2}
COLD, WARM = 1, 5  # rounds: a cold one needs a browser of its own


def start_times(name: str) -> dict[str, dict[str, list[float]]]:
    """Return the seconds of each start by cache ("cold", "warm") and contestant ("bare", "own"), who take turns."""
    times: dict[str, dict[str, list[float]]] = {"cold": {"bare": [], "own": []}, "warm": {"bare": [], "own": []}}
    folders = {"bench": ROOT / "bench", "bare": PYODIDE, "own": SITE / "assets"}
    with Server(folders) as server:
        for _ in range(COLD):
            with BROWSERS[name]() as tab:
                for contestant, taken in times["cold"].items():
                    taken.append(_once(tab, server.address, contestant))
                for _ in range(WARM):
                    for contestant, taken in times["warm"].items():
                        taken.append(_once(tab, server.address, contestant))
    return times


def _once(tab: Tab, address: str, contestant: str) -> float:
    tab.open(f"{address}/bench/page.html")
    until(tab, "return Boolean(globalThis.contest)")
    given = [imports(ROOT / "checkers")] if contestant == "bare" else [f"{address}/own/", FIRST]
    note = "(taken) => { document.body.dataset.taken = taken }"
    tab.run(f"const [name, ...given] = arguments; contest[name](...given).then({note})", contestant, *given)
    return float(until(tab, "return document.body.dataset.taken")) / 1000
