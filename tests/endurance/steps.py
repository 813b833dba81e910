"""What a visitor does on the SPF page, and what must hold whatever happens to it."""

import re

from tests.browser.shell import BOX, VERDICT, until
from tools.strings import ROOT

GOOD, BROKEN = "v=spf1 ip4:192.0.2.1 -all", "v=spf1 ipv4:192.0.2.1 -all"
CODE = "spf.unknown-mechanism"
SHELL = ROOT / "overrides" / "assets" / "shell"


def start(page, text):
    """Put a text into the box, awake or not."""
    page.fill(BOX, text)
    assert page.input_value(BOX) == text


def submit(page):
    page.focus(BOX)
    page.keyboard.press("Control+Enter")


def settled(page):
    """Wait until nothing is under way: no check waits, no spinner turns."""
    until(
        page,
        "!document.querySelector('.pl-widget[data-busy]') && document.querySelector('.pl-wait').hidden"
        " && Boolean(document.querySelector('.pl-outcome > *'))",
    )


def failed(page):
    """Return the kind of the failure that is shown, None for none."""
    failure = page.locator(".pl-failure")
    return failure.get_attribute("data-kind") if failure.count() else None


def judged(page, severity="blocks"):
    """Wait for a result and see that it is the right one."""
    page.wait_for_selector(f".pl-widget:not([data-busy]) {VERDICT}")
    assert failed(page) is None
    assert page.get_attribute(".pl-result", "data-severity") == severity


def impatient(page, milliseconds):
    """Let a check take only so long, so that a test need not wait for one that never ends."""

    def answer(route):
        text = route.fetch().text()
        changed = re.sub(r"check: 20_000|check: ?2e4|check: ?20000", f"check: {milliseconds}", text)
        assert changed != text
        route.fulfill(body=changed, content_type="text/javascript")

    page.context.route("**/assets/shell/runtime.js*", answer)
    page.reload()
