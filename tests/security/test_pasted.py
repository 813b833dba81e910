"""What is pasted, typed, linked or kept becomes text: never an element, a link that it names, or a request."""

from urllib.parse import urlencode

import pytest

from checkers.checks import checks
from tests.security.stage import PAGES, VALUES, text

FILL = """(value) => {
    const chosen = ":is([type=file], [type=checkbox], [type=radio])";
    for (const one of document.querySelectorAll(`.pl-widget :is(input:not(${chosen}), textarea)`)) {
        if (!one.closest(".pl-outcome, .pl-lookup")) {
            one.value = value;
            one.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
    }
}"""


def test_every_widget_is_tried():
    assert set(PAGES) == set(checks())


@pytest.mark.parametrize("check", PAGES)
def test_in_every_input(visit, bare_site, check):
    visitor = visit(bare_site)
    page = visitor.open(PAGES[check])
    page.wait_for_selector(".pl-run")
    for value in VALUES:
        page.evaluate(FILL, text(value))
        visitor.run()
        assert visitor.harm() == [], value["id"]
        assert page.query_selector(".pl-failure") is None, value["id"]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value["id"])
def test_as_a_file_with_a_hostile_name(visit, bare_site, value):
    visitor = visit(bare_site)
    page = visitor.open("/message/")
    name = text(value)[:200].replace("\0", "").replace("/", "-")
    page.set_input_files(".pl-chosen", {"name": name, "mimeType": "text/html", "buffer": text(value).encode()})
    page.wait_for_selector(".pl-widget:not([data-busy]) :is(.pl-result, .pl-failure)", state="attached")
    assert page.query_selector(".pl-failure") is None


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value["id"])
def test_in_the_link_of_a_question(visit, bare_site, value):
    visitor = visit(bare_site)
    asked = {"q": text(value)[:900], "selectors": text(value)[:900], "ip": "<img src=x onerror=ran()>", "answers": "x"}
    page = visitor.open(f"/domain/#{urlencode(asked)}")
    page.wait_for_selector(".pl-note:not(:empty)", state="attached")
    assert not visitor.harm()
    assert page.query_selector(".pl-result") is None, "a link fills the form and runs nothing"
    visitor.run()


KEPT = [
    pytest.param('{"language":"en","stale":false,"result":{}}', id="no view"),
    pytest.param("[[[", id="no JSON"),
    pytest.param('"text"', id="a text"),
    pytest.param('{"language":"en","stale":false,"result":{"report":{},"view":{"title":5}}}', id="wrong kinds"),
]  # fmt: skip


@pytest.mark.parametrize("kept", KEPT)
def test_kept_by_somebody_else(visit, bare_site, kept):
    visitor = visit(bare_site)
    page = visitor.open("/404.html")
    give = "([key, value]) => sessionStorage.setItem(key, value)"
    page.evaluate(give, ["postlotse:spf:input", '{"text":"v=spf1 -all","file":null,"fields":{}}'])
    page.evaluate(give, ["postlotse:spf:result", kept])
    visitor.open("/authentication/spf/")
    visitor.run()
    assert page.query_selector('.pl-result[data-check="spf"]')


def test_a_kept_result_is_drawn_as_text(visit, bare_site):
    """Whoever could write into the storage of a tab gains no element, no script and no link that runs."""
    visitor = visit(bare_site)
    page = visitor.open("/authentication/spf/")
    page.fill("#pl-text", "v=spf1 -all")
    visitor.run()
    hostile = """() => {
        const poison = (value, name) => typeof value === "string" ? (/href/.test(name) ? "javascript:ran()" :
            /^(id|kind|check|severity|input)$/.test(name) ? value : "<img src=x onerror=ran()>" + value) :
            value && typeof value === "object" ? Object.fromEntries ? (Array.isArray(value) ?
            value.map((one) => poison(one, name)) : Object.fromEntries(Object.entries(value).map(
            ([key, one]) => [key, poison(one, key)]))) : value : value;
        const kept = JSON.parse(sessionStorage["postlotse:spf:result"]);
        kept.result.view = poison(kept.result.view, "");
        return JSON.stringify(kept);
    }"""
    kept = page.evaluate(hostile)
    page.goto(bare_site + "/404.html")
    page.evaluate("kept => sessionStorage.setItem('postlotse:spf:result', kept)", kept)
    visitor.open("/authentication/spf/")
    page.wait_for_selector(".pl-result", state="attached")
    assert "onerror" in page.inner_text(".pl-result .pl-verdict")


def test_messages_of_other_windows_are_not_heard(visit, bare_site):
    visitor = visit(bare_site)
    page = visitor.open("/authentication/spf/")
    page.fill("#pl-text", "v=spf1 -all")
    visitor.run()
    before = page.inner_html(".pl-outcome")
    page.evaluate("""() => {
        for (const type of ["ready", "result", "ask", "start", "check"]) {
            postMessage({ type, id: 1, json: '{"view":{"title":"forged"}}', questions: [] }, "*");
        }
    }""")
    page.wait_for_timeout(200)
    assert page.inner_html(".pl-outcome") == before
