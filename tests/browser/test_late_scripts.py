"""Scripts that come late find their room kept: nothing that is being read moves. Those that never come leave no gap."""

import pytest

from tests.browser.shell import until

BELOW = {"/": "#by-hand", "/codes/": ".pl-codes", "/policies/checklist/": "h2", "/reference/offline/": "h2"}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("start", ["", "/de"])
@pytest.mark.parametrize("path", BELOW)
def test_nothing_below_what_a_script_brings_to_life_moves(open_page, start, path, width):
    page = open_page("/how-it-works/", viewport={"width": width, "height": 800})
    top = f"document.querySelector('.pl-page {BELOW[path]}').getBoundingClientRect().top"
    held, late = [], []
    page.route("**/*.js", lambda route: route.continue_() if late else held.append(route))
    page.goto(page.url.removesuffix("/how-it-works/") + start + path, wait_until="commit")
    until(page, "document.querySelector('.md-footer')")
    before = page.evaluate(top)
    late.append(True)
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    assert abs(page.evaluate(top) - before) < 1


@pytest.mark.parametrize("start", ["", "/de"])
def test_what_needs_scripts_that_never_come_does_not_show(open_page, start):
    page = open_page(f"{start}/reference/offline/", java_script_enabled=False)
    assert page.locator(".pl-offline").is_hidden()
