"""By keyboard alone, at 400 percent, without motion, in forced colours: what no rule of axe can see."""

import pytest

from tests.browser.shell import BOX, until
from tests.endurance.steps import BROKEN, failed, judged, start, submit
from tools.audit.plan import FOLDERS, KINDS

PAGES = [f"/{folder}{path}" for path in KINDS.values() for folder in FOLDERS.values() if path != "404.html"]
WIDGETS = ["/", "/bounce/", "/message/", "/domain/", "/authentication/spf/", "/help/delist/"]
# What has the focus: its place in the document, whether it can be seen and whether one sees that it has the focus.
FOCUS = """
    () => {
        let one = document.activeElement;
        if (one === document.body) return null;
        if (one.matches(".md-option")) one = one.nextElementSibling; // the theme's switch of colours: its label is seen
        const { top, bottom, left, right } = one.getBoundingClientRect();
        const style = getComputedStyle(one);
        const all = [...document.querySelectorAll("*")];
        return {
            place: all.indexOf(one), widget: Boolean(one.closest(".pl-widget")),
            what: `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}`,
            seen: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && right > left && bottom > top,
            ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== "none",
        };
    }
"""
SMALL = """
    () => [...document.querySelectorAll(".pl-widget :is(a, button, input, select, summary)")].filter((one) => {
        if (!one.checkVisibility() || one.closest("p, li, dd, td") && one.tagName === "A") return false;
        const target = one.matches("[type=radio], [type=checkbox]") ? one.closest("label") : one;
        const { width, height } = target.getBoundingClientRect();
        return width && (width < 24 || height < 24);
    }).map((one) => one.outerHTML.slice(0, 120))
"""


def walked(page, most=400):
    """Press Tab until the focus has left the page; return every stop."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or (stops and stop["place"] == stops[0]["place"]):
            return stops
        stops.append(stop)
    raise AssertionError(f"the focus never leaves the page: {stops[-3:]}")


@pytest.mark.parametrize("path", WIDGETS)
def test_the_keyboard_walks_through_and_out(open_page, path):
    page = open_page(path, reduced_motion="reduce")
    until(page, "!document.querySelector('a.pl-example')")
    stops = walked(page)
    own = [stop["place"] for stop in stops if stop["widget"]]
    assert own == sorted(own)
    assert len(own) > 2
    assert [stop["what"] for stop in stops if not stop["seen"]] == []
    assert [stop["what"] for stop in stops if stop["widget"] and not stop["ring"]] == []


def test_a_result_is_announced_focused_and_walked_through(open_page):
    page = open_page("/authentication/spf/", reduced_motion="reduce")
    start(page, BROKEN)
    submit(page)
    judged(page)
    until(page, "document.activeElement.matches('.pl-verdict')")
    until(page, "document.querySelector('.pl-live').textContent === document.querySelector('.pl-verdict').textContent")
    stops = walked(page)
    assert [stop["what"] for stop in stops if stop["widget"] and not (stop["seen"] and stop["ring"])] == []


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(open_page):
    page = open_page("/authentication/spf/", viewport={"width": 360, "height": 800})
    page.focus(".pl-menu")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#__drawer').checked")
    assert page.get_attribute(".pl-menu", "aria-expanded") == "true"
    page.focus(".pl-menu")
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('#__drawer').checked")


def test_escape_cancels_a_check_and_nothing_else(open_page):
    page = open_page("/authentication/spf/")
    page.context.route("**/assets/runtime/**", lambda _route: None)  # never answered
    start(page, BROKEN)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('#pl-text')")
    submit(page)
    page.wait_for_selector(".pl-wait", state="visible")
    page.keyboard.press("Escape")
    page.wait_for_selector(".pl-wait", state="hidden")
    assert failed(page) is None
    assert page.input_value(BOX) == BROKEN
    assert page.evaluate("document.activeElement.matches('.pl-run')")


@pytest.mark.parametrize("path", PAGES)
def test_at_400_percent_nothing_runs_out_of_the_page(open_page, path):
    page = open_page(path, viewport={"width": 320, "height": 256})
    if page.locator("a.pl-example, button.pl-example").count():
        until(page, "!document.querySelector('a.pl-example')")
        page.evaluate("document.querySelector('.pl-example').click()")
        page.wait_for_selector(".pl-outcome > *")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", WIDGETS)
def test_targets_are_large_enough(open_page, path):
    page = open_page(path, viewport={"width": 360, "height": 800})
    until(page, "!document.querySelector('a.pl-example')")
    assert page.evaluate(SMALL) == []


def test_nothing_moves_where_that_is_asked_for(open_page):
    page = open_page("/authentication/spf/", reduced_motion="reduce")
    start(page, BROKEN)
    submit(page)
    judged(page)
    moving = "document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 1).length"
    assert page.evaluate(moving) == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") != "smooth"


def test_forced_colours_hide_nothing(open_page):
    page = open_page("/authentication/spf/", forced_colors="active")
    start(page, BROKEN)
    submit(page)
    judged(page)
    edges = """
        [...document.querySelectorAll(".pl-widget :is(.pl-button, .pl-box, .pl-text, .pl-finding)")]
            .filter((one) => one.checkVisibility())
            .filter((one) => !/[1-9]/.test(getComputedStyle(one).borderWidth))
            .map((one) => one.className)
    """
    assert page.evaluate(edges) == []
