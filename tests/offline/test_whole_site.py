"""The real site on a visitor's device: pages, search and checks in Python without a network."""

import json

import pytest

from tests.browser.shell import BOX, VERDICT
from tests.offline.host import next_release
from tests.offline.visit import OFFER, caches, press, registrations, state, stored, tamper, until

SEARCH = "input.md-search__input"
HITS = ".md-search-result__item > a"
PAGES = ("/", "/de/", "/codes/5-7-606/", "/de/reference/privacy/", "/authentication/spf/")


def check(page, record):
    page.fill(BOX, record)
    page.focus(BOX)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(VERDICT)


def search(page, query):
    page.evaluate("document.querySelector('#__search').checked = true")
    page.fill(SEARCH, query)
    page.press(SEARCH, "End")
    page.wait_for_selector(HITS, state="attached")
    return page.locator(HITS).evaluate_all("links => links.map(link => new URL(link.href).pathname)")


@pytest.fixture
def installed(page, whole_line):
    """Take the offer on the real page; return the line."""
    page.set_default_timeout(60_000)
    page.goto(f"{whole_line.address}/reference/offline/")
    state(page, "none")
    press(page, "install")
    state(page, "ready", seconds=120)
    return whole_line


def test_reading_and_checking_install_nothing(page, whole_line):
    for path in ("/reference/offline/", "/authentication/spf/"):
        page.goto(whole_line.address + path)
    check(page, "v=spf1 -all")
    assert (registrations(page), caches(page)) == (0, [])
    assert not {"/sw.js", "/offline.json"} & set(whole_line.asked)


def test_without_a_network_everything_is_there(page, context, installed):
    faults = []

    def failed(request):  # a page that is left ends its requests; the question which release is served has no answer
        if request.failure != "net::ERR_ABORTED" and not request.url.endswith("/release.json"):
            faults.append(request.url)

    context.on("requestfailed", failed)
    page.on("pageerror", lambda error: faults.append(str(error)))
    installed.plugged = False
    for path in PAGES:
        assert page.goto(installed.address + path).status == 200
    check(page, "v=spf1 include:_spf.example.com -all")
    assert page.inner_text(VERDICT)
    page.goto(f"{installed.address}/de/bounce/")
    check(page, "550 5.7.606 Access denied, banned sending IP [192.0.2.14]")
    assert page.get_attribute(".pl-result", "lang") == "de"
    assert "/codes/5-7-606/" in search(page, "5.7.606")[0]
    page.goto(f"{installed.address}/")
    assert "/authentication/alignment/" in search(page, "alignment")
    assert page.goto(f"{installed.address}/de/none/").status == 404
    assert not faults


def test_every_page_and_file_of_the_list_is_there(page, installed):
    press(page, "examine")
    state(page, "examined", seconds=120)
    count = len(json.loads((installed.folder / "offline.json").read_text())["files"])
    assert str(count) in page.inner_text(f"{OFFER} [role=status]").replace(",", "")


def test_a_damaged_snapshot_costs_time_and_no_answer(page, installed):
    runtime = json.loads((installed.folder / "assets/runtime/runtime.json").read_text())["folder"]
    path = f"/assets/runtime/{runtime}/snapshot.wasm"
    page.goto(f"{installed.address}/authentication/spf/")
    assert tamper(page, path) == 1
    check(page, "v=spf1 -all")
    until(lambda: page.evaluate("path => caches.match(path).then(r => r.blob()).then(b => b.size)", path) > 1_000_000)


def test_after_a_deployment_pages_and_checks_are_the_new_ones(page, installed, tmp_path):
    page.goto(f"{installed.address}/authentication/spf/")
    script = "assets/shell/worker.js"
    installed.serve(next_release(installed.folder, tmp_path / "next", {script: lambda text: f"{text}\n// the next\n"}))
    fetched = "path => fetch(path).then(answer => answer.text())"
    assert "the next" not in page.evaluate(fetched, f"/{script}")
    check(page, "v=spf1 -all")
    installed.asked.clear()
    page.reload()
    assert "the next" in page.evaluate(fetched, f"/{script}")
    check(page, "v=spf1 ~all")
    until(lambda: "/sw.js" in installed.asked and stored(page) == 2, seconds=180)
    assert not [path for path in installed.asked if path.endswith((".whl", ".zip"))]  # they have not changed
    installed.plugged = False
    until(lambda: page.reload() and "the next" in page.evaluate(fetched, f"/{script}"))
    check(page, "v=spf1 -all")
