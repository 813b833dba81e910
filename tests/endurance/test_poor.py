"""Browsers that lack something: the page works as far as it can, and says the rest in its language."""

import pytest

from checkers.words import catalogue
from tests.browser.shell import BOX, until
from tests.endurance.steps import BROKEN, failed, judged, settled, start, submit

DENIED = "configurable: true, get() { throw new DOMException('denied', 'SecurityError') }"
CANNOT = {
    "no WebAssembly": "WORKER:delete globalThis.WebAssembly;",
    "no workers": "delete globalThis.Worker",
    "workers denied": "globalThis.Worker = class { constructor() { throw new DOMException('no', 'SecurityError') } }",
    "no module workers": (
        "const Real = Worker; globalThis.Worker = class extends Real { constructor(address) { super(address) } }"
    ),
}
ENOUGH = {
    "no crypto.subtle": "WORKER:Object.defineProperty(crypto, 'subtle', { value: undefined });",
    "storage denied": "".join(
        f"Object.defineProperty(window, '{name}Storage', {{ {DENIED} }});" for name in ("local", "session")
    ),
    "storage full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
    "cookies blocked": f"Object.defineProperty(Document.prototype, 'cookie', {{ {DENIED} }})",
    "no service workers, no caches": "delete Navigator.prototype.serviceWorker; delete globalThis.caches",
}
PAGES = ["/", "/de/", "/bounce/", "/authentication/spf/", "/de/authentication/dmarc/", "/codes/", "/codes/5-7-606/"]
SEEN = """
    (() => {
        const shown = [...document.querySelectorAll(".pl-noscript")].filter((one) => one.checkVisibility());
        return [document.querySelectorAll(".pl-widget").length, shown.map((one) => one.textContent)];
    })()
"""


def poor(open_page, lacking, path):
    """Open a page in a browser that lacks something, in the page or in its worker."""
    where, _, script = lacking.rpartition("WORKER:")
    page = open_page(path, script=None if lacking.startswith("WORKER:") else lacking)
    assert not where
    if lacking.startswith("WORKER:"):
        page.context.route(
            "**/assets/shell/worker.js*",
            lambda route: route.fulfill(body=script + route.fetch().text(), content_type="text/javascript"),
        )
    return page


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("lacking", CANNOT)
def test_what_cannot_run_is_said_and_nothing_is_lost(open_page, lacking, language):
    page = poor(open_page, CANNOT[lacking], f"/{'de/' if language == 'de' else ''}authentication/spf/")
    start(page, BROKEN)
    submit(page)
    settled(page)
    assert failed(page) == "no-wasm"
    assert page.inner_text(".pl-failure .pl-verdict") == catalogue(language).say("shell/error/no-wasm")
    assert page.input_value(BOX) == BROKEN


@pytest.mark.parametrize("lacking", ENOUGH)
def test_what_one_can_do_without(open_page, lacking):
    page = poor(open_page, ENOUGH[lacking], "/authentication/spf/")
    start(page, BROKEN)
    submit(page)
    judged(page)
    page.click(".pl-tools button")
    until(page, "Boolean(document.querySelector('.pl-tools .pl-done'))")
    page.click(".pl-clear")
    assert page.input_value(BOX) == ""


def test_without_observers_only_the_theme_fails(chromium, site):
    """Material cannot live without them; the checks can."""
    context = chromium.new_context()
    context.add_init_script("delete globalThis.IntersectionObserver; delete globalThis.ResizeObserver")
    page = context.new_page()
    page.goto(f"{site}/authentication/spf/")
    start(page, BROKEN)
    submit(page)
    judged(page)
    context.close()


def test_a_denied_clipboard_is_said(open_page):
    script = (
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        "Document.prototype.execCommand = () => false"
    )
    page = open_page("/authentication/spf/", script=script)
    page.click(".pl-example")
    judged(page, "good")
    page.click(".pl-tools button")
    said = catalogue("en").say("shell/copy/failed")
    until(page, "said => document.querySelector('.pl-live').textContent === said", said)


@pytest.mark.parametrize("path", PAGES)
def test_without_javascript_it_is_read_and_says_what_needs_it(open_page, path):
    page = open_page(path, java_script_enabled=False)
    language = "de" if path.startswith("/de/") else "en"
    widgets, said = page.evaluate(SEEN)
    assert said == [catalogue(language).say("shell/noscript")] * widgets
    assert len(page.inner_text(".md-content")) > 300
    assert page.locator("h1").count() == 1


def test_it_is_printed_with_its_result(open_page):
    page = open_page("/authentication/spf/")
    page.click(".pl-example >> nth=1")
    judged(page)
    page.emulate_media(media="print")
    assert page.locator(".pl-result .pl-verdict").is_visible()
    assert page.locator(".md-header").is_visible() is False
