"""Tabs, clocks, networks, deployments: no input is lost, no result is wrong, no spinner turns for ever."""

import json

import pytest

from tests.browser.shell import BOX, VERDICT, until
from tests.endurance.steps import BROKEN, GOOD, failed, judged, settled, submit

RUNTIME = "**/assets/runtime/**"
CLOCK = """
const Real = Date, away = %s;
globalThis.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + away) }
    static now() { return Real.now() + away }
};
"""
YEAR = 365 * 86_400_000


def test_a_reload_in_the_middle_of_a_check(spf):
    page = spf(BROKEN, {RUNTIME: lambda _route: None})  # never answered
    submit(page)
    page.wait_for_selector(".pl-wait", state="visible")
    page.context.unroute(RUNTIME)
    page.reload()
    assert page.input_value(BOX) == BROKEN
    assert page.locator(".pl-wait").is_hidden()
    submit(page)
    judged(page)


def test_the_language_is_switched_in_the_middle_of_a_check(spf):
    page = spf(BROKEN, {RUNTIME: lambda _route: None})
    submit(page)
    page.wait_for_selector(".pl-wait", state="visible")
    page.context.unroute(RUNTIME)
    page.locator("header a[data-language]").click()
    page.wait_for_url("**/de/**")
    assert page.input_value(BOX) == BROKEN
    assert page.locator(".pl-wait").is_hidden()
    submit(page)
    judged(page)
    assert page.get_attribute(".pl-result", "lang") == "de"


def test_away_and_back(spf):
    page = spf(BROKEN)
    submit(page)
    judged(page)
    page.goto(page.url.replace("authentication/spf/", "reference/glossary/"))
    page.go_back()
    judged(page)
    assert page.input_value(BOX) == BROKEN
    page.fill(BOX, GOOD)
    submit(page)
    until(page, "document.querySelector('.pl-result').dataset.severity === 'good'")


def test_two_tabs_check_at_once(spf):
    page = spf(BROKEN)
    other = page.context.new_page()
    other.goto(page.url)
    other.fill(BOX, GOOD)
    submit(page)
    submit(other)
    judged(page)
    judged(other, "good")
    page.reload()
    assert page.input_value(BOX) == BROKEN
    assert other.input_value(BOX) == GOOD


@pytest.mark.parametrize("away", [-56 * YEAR, -5 * YEAR, 5 * YEAR, 80 * YEAR])
def test_a_wrong_clock(spf, away):
    def answer(route):
        route.fulfill(body=CLOCK % away + route.fetch().text(), content_type="text/javascript")

    page = spf(BROKEN, {"**/assets/shell/worker.js*": answer}, script=CLOCK % away)
    submit(page)
    judged(page)


@pytest.mark.parametrize("name", ["runtime.json", "snapshot.wasm", "pyodide.asm.wasm", "pyodide.mjs"])
def test_the_network_goes_while_python_comes(spf, name):
    gone = (f"**/{name}*", "**/python_stdlib.zip*")  # without the latter there is no other way to start
    page = spf(BROKEN, dict.fromkeys(gone, lambda route: route.abort()))
    submit(page)
    settled(page)
    assert failed(page) == "download"
    assert page.input_value(BOX) == BROKEN
    for pattern in gone:
        page.context.unroute(pattern)
    page.click(".pl-retry")
    until(page, "!document.querySelector('.pl-failure')")
    judged(page)


def test_the_page_is_older_than_the_runtime(spf, site_folder):
    """A release between the page and the worker: the files that the old manifest names are gone."""
    manifest = json.loads((site_folder / "assets" / "runtime" / "runtime.json").read_text("utf-8"))
    old = json.dumps(manifest | {"folder": "0" * len(manifest["folder"])})
    page = spf(BROKEN, {"**/runtime.json*": lambda route: route.fulfill(body=old, content_type="application/json")})
    submit(page)
    settled(page)
    assert failed(page) == "download"
    page.context.unroute("**/runtime.json*")
    page.click(".pl-retry")
    until(page, "!document.querySelector('.pl-failure')")
    judged(page)


def answered(body):
    return lambda route: route.fulfill(body=body)


def test_a_damaged_file_judges_nothing(spf, site_folder):
    routes = {}
    for name in ("snapshot.wasm", "python_stdlib.zip"):
        body = bytearray(next((site_folder / "assets" / "runtime").rglob(name)).read_bytes())
        body[len(body) // 2] ^= 1
        routes[f"**/{name}*"] = answered(bytes(body))
    page = spf(BROKEN, routes)
    submit(page)
    settled(page)
    assert failed(page) == "download"
    assert page.locator(VERDICT).count() == 0


def test_more_than_the_browser_keeps(spf):
    """The tab's storage is full of something else: the check works, and what cannot be kept is said."""
    page = spf(GOOD)
    page.evaluate(
        "for (let size = 1 << 22; size > 0; size >>= 1) {"
        "  try { sessionStorage.setItem('filler', (sessionStorage.getItem('filler') ?? '') + 'x'.repeat(size)) }"
        "  catch { continue }"
        "}"
    )
    page.fill(BOX, BROKEN)
    submit(page)
    judged(page)
    assert page.input_value(BOX) == BROKEN
    page.reload()
    assert page.input_value(BOX) in {"", BROKEN}
    assert page.locator(".pl-wait").is_hidden()
