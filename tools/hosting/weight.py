"""What visits weigh on the wire, measured: a browser visits the built site, and the host counts what it sends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools import browser
from tools.hosting.preview import Host, Reply, served

FIRST_START = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "snapshot.wasm", "words-en.json")
BOUNCE = ("bounces.wasm", "words-en.codes.json")  # what the check of a bounce starts with, too
ROOMS = ("rooms.wasm",)  # and all others

_MILLION = 1_000_000
_GB = 1_000_000_000
_PRICES = (0.01, 0.05)  # of a gigabyte, in whatever currency
_BEST = 11  # quality of Brotli, as a release is packed
_WAIT = 300_000  # milliseconds: what was not packed before is packed while the browser waits
_READER = "/codes/5-7-606/"
_PASTED = {
    "/authentication/spf/": "v=spf1 include:_spf.example.com -all",
    "/bounce/": "550 5.7.606 Access denied, banned sending IP [192.0.2.14]",
}
_OFFLINE = "/reference/offline/"


@dataclass(frozen=True, slots=True)
class Weight:
    """What was sent for a visit: how many replies, and the bytes of their bodies."""

    visit: str
    replies: int
    sent: int


class Counting(Host):
    """Serves a built site packed with one coding alone, and counts."""

    def __init__(self, folder: Path, coding: str, quality: int = _BEST) -> None:
        super().__init__(folder, quality)
        self._coding = coding
        self._sent: list[int] = []

    def answer(self, method: str, target: str, asked: dict[str, str]) -> Reply:
        """Return the reply to a request."""
        packing = self._coding if self._coding in asked.get("accept-encoding", "") else ""
        reply = super().answer(method, target, asked | {"accept-encoding": packing})
        self._sent.append(len(reply.body))
        return reply

    def weight(self, visit: str) -> Weight:
        """Return what was sent since it was last asked."""
        found = Weight(visit, len(self._sent), sum(self._sent))
        self._sent.clear()
        return found


def measured(site: Path) -> Iterator[str]:
    """Yield the lines of a table of what visits to a built site weigh; raises OSError where there is no browser."""
    path = browser.ensure()
    if path is None:
        raise OSError("no browser: install Chromium, Chrome or Edge, or set BROWSER_PATH")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(browser.ARGUMENTS))
        gzip, brotli = (weights(chromium, site, coding) for coding in ("gzip", "br"))
        chromium.close()
    yield from table(gzip, brotli)


def weights(chromium: Browser, site: Path, coding: str, quality: int = _BEST) -> list[Weight]:
    """Return what each kind of visit to a built site weighs, packed with `coding`, "br" or "gzip".

    Each visitor is new, but for the one who comes again: that one finds nothing changed.
    """
    host = Counting(site, coding, quality)
    with served(host) as address:
        return list(_visits(chromium, host, address))


def table(gzip: Iterable[Weight], brotli: Iterable[Weight]) -> Iterator[str]:
    """Yield the lines of a Markdown table: what visits weigh, what a million of each come to, and what that costs."""
    prices = " | ".join(f"at {price} a GB" for price in _PRICES)
    yield f"| visit | answers | gzip | a million | Brotli | a million | {prices} |"
    yield f"| --- | ---: | ---: | ---: | ---: | ---: |{' ---: |' * len(_PRICES)}"
    for one, other in zip(gzip, brotli, strict=True):
        cells = [one.visit, one.replies, _size(one.sent), _million(one), _size(other.sent), _million(other)]
        cells += [f"{other.sent * _MILLION / _GB * price:,.0f}" for price in _PRICES]
        yield f"| {' | '.join(map(str, cells))} |"


def _million(one: Weight) -> str:
    return f"{one.sent * _MILLION / _GB:,.0f} GB"


def _size(count: int) -> str:
    """Return bytes as a person says them."""
    return f"{count / 1_000_000:.1f} MB" if count >= _MILLION else f"{count / 1000:.0f} kB"


def _visits(chromium: Browser, host: Counting, address: str) -> Iterator[Weight]:
    reader = chromium.new_context()
    _open(reader, address + _READER)
    yield host.weight("a first page")
    reader.close()
    for path, pasted in _PASTED.items():
        tester = chromium.new_context()
        _check(tester, address + path, pasted)
        yield host.weight(f"a first page and check, `{path}`")
        _check(tester, address + path, pasted)
        yield host.weight("the same again, nothing changed")
        tester.close()
    keeper = chromium.new_context()
    page = _open(keeper, address + _OFFLINE)
    page.click('.pl-offline [data-do="install"]')
    page.wait_for_selector('.pl-offline[data-state="ready"]', timeout=_WAIT)
    yield host.weight("a first page, then the whole site for reading offline")
    keeper.close()


def _open(visitor: BrowserContext, address: str) -> Page:
    page = visitor.new_page()
    page.goto(address, timeout=_WAIT)
    page.wait_for_load_state("networkidle", timeout=_WAIT)
    return page


def _check(visitor: BrowserContext, address: str, pasted: str) -> None:
    page = _open(visitor, address)
    page.fill("#pl-text", pasted)
    page.focus("#pl-text")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".pl-widget:not([data-busy]) .pl-result", timeout=_WAIT)
    page.wait_for_load_state("networkidle", timeout=_WAIT)
    page.close()
