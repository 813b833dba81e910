"""What a widget does for its visitor, in whichever browser: the table of `python -m tools.audit.browsers`."""

import tomllib
from pathlib import Path

import pytest

from tests.browsers.steps import EXAMPLES, FAILED, example, other_language, paste, said, same, shown
from tools.audit.browsers.tab import until

SPF = "/authentication/spf/"
PASTES = tomllib.loads((Path(__file__).parent / "pastes.toml").read_text("utf-8"))["paste"]
WIDE = "return [innerWidth, document.documentElement.scrollWidth]"
PAGES = ["", "authentication/spf/", "bounce/", "domain/", "codes/", "policies/checklist/", "reference/glossary/"]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("given", PASTES, ids=lambda given: given["check"])
def test_paste(visit, given, language):
    tab = visit(f"/{'de/' if language == 'de' else ''}{given['page']}")
    for name in given["examples"]:
        paste(tab, example(name))
        tab.click(".pl-run")
        assert same(shown(tab), said(given["check"], example(name), language)), name
        tab.click(".pl-clear")


def test_example(visit):
    tab = visit(SPF)
    tab.click(".pl-example")
    assert shown(tab)["severity"] == "good"
    assert tab.run("return document.querySelector('#pl-text').value").strip() == example("spf-good.txt").strip()


def test_file(visit):
    tab = visit("/message/")
    tab.choose(".pl-chosen", EXAMPLES / "message-arc.txt")
    assert same(shown(tab), said("message", example("message-arc.txt")))


def test_cancel(visit):
    tab = visit(SPF)
    paste(tab, example("spf-broken.txt"))
    tab.press("Control+Enter")
    until(tab, "return !document.querySelector('.pl-wait').hidden")
    tab.click(".pl-cancel")
    until(tab, "return !document.querySelector('[data-busy]')")
    assert tab.run("return document.querySelector('#pl-text').value").strip() == example("spf-broken.txt").strip()
    assert tab.run(FAILED) is None
    tab.click(".pl-run")
    assert same(shown(tab), said("spf", example("spf-broken.txt")))


def test_language_keeps_input_and_result(visit):
    tab = visit(SPF)
    paste(tab, example("spf-broken.txt"))
    tab.press("Control+Enter")
    shown(tab)
    other_language(tab)
    assert same(shown(tab, "de"), said("spf", example("spf-broken.txt"), "de"))


def test_reload_keeps_input_and_result(visit):
    tab = visit(SPF)
    paste(tab, example("spf-broken.txt"))
    tab.press("Control+Enter")
    first = shown(tab)
    tab.reload()
    assert shown(tab) == first


def test_keyboard(visit):
    tab = visit(SPF)
    walk(tab, "#pl-text")
    tab.type("#pl-text", "v=spf1 +all")
    walk(tab, ".pl-run")
    tab.press("Enter")
    shown(tab)
    assert tab.run("return document.activeElement.matches('.pl-verdict')")
    walk(tab, ".pl-tools button")


def walk(tab, selector):
    """Press Tab until the focus is there, and see that it can be seen wherever it goes."""
    for _ in range(60):
        tab.press("Tab")
        if tab.run("return document.activeElement.matches(arguments[0])", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def test_copy(visit):
    tab = visit(SPF)
    tab.click(".pl-example")
    shown(tab)
    tab.click(".pl-tools button")
    until(tab, "return document.querySelector('.pl-tools .pl-done') !== null")


def test_export(visit):
    tab = visit(SPF)
    tab.click(".pl-example")
    shown(tab)
    tab.run(
        "addEventListener('click', (event) => {"
        "  const link = event.target.closest('a[download]');"
        "  if (link) { event.preventDefault(); document.body.dataset.saved = `${link.download} ${link.protocol}`; }"
        "}, true);"
        "document.querySelectorAll('.pl-tools button')[1].click()"
    )
    assert tab.run("return document.body.dataset.saved") == "postlotse-spf.json blob:"


@pytest.mark.parametrize("page", PAGES)
def test_phone(visit, page):
    tab = visit(f"/de/{page}", width=360)
    if tab.run("return document.querySelector('.pl-example') !== null"):
        tab.run("document.querySelector('.pl-example').click()")
        shown(tab)
    inner, whole = tab.run(WIDE)
    assert inner < 370
    assert whole <= inner
