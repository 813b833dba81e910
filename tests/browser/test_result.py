"""Any view is drawn whole, safely, and can be used by keyboard."""

import json

import pytest

from tests.browser.shell import (
    BOX,
    STAND_IN,
    VERDICT,
    answer,
    ask,
    asked,
    finding,
    node,
    place,
    ready,
    refuse,
    tree,
    until,
    view,
)
from tools.strings import words

HOSTILE = "</script><img src=x onerror='window.hit=1'><script>window.hit=1</script>&lt;b&gt; `<i>code</i>`"
CODE = {"value": HOSTILE, "code": True}
KINDS = (
    "boot-timeout",
    "no-wasm",
    "crash",
    "out-of-memory",
    "input-too-large",
    "time-out",
    "internal",
    "download",
)
ROUTE = {
    "id": "delist-portal",
    "label": "Open the delist portal",
    "href": "https://sender.office.com/",
    "external": True,
    "why": "It is for `5.7.606`.",
    "not": [{"label": "The form", "why": "is for others"}],
}
PART = {
    "actor": {"id": "sender-admin", "label": "Your administrator"},
    "route": ROUTE,
    "steps": ["Stop the cause.", "Ask for `removal`."],
    "page": {"label": "All about it", "href": "codes/5-7-606/#steps"},
    "facts": [{"name": "recipient", "label": "Recipient", "value": "a@example.com", "code": True}],
}


@pytest.fixture
def opened(open_page):
    return lambda path="/", **options: open_page(path, runtime=STAND_IN, **options)


def test_the_wait_shows_its_steps_with_bytes(opened):
    page = opened("/de/")
    ask(page)
    page.wait_for_selector(".pl-wait:not([hidden])")
    page.evaluate("runtime.onProgress({ step: 'download', loaded: 3_140_000, total: 6_400_000 })")
    counted = page.inner_text(".pl-wait [aria-current=step] .pl-bytes")
    assert counted.replace("\xa0", " ") == "3,1 MB von 6,4 MB"
    page.evaluate("runtime.onProgress({ step: 'load', loaded: 0, total: 0 })")
    states = page.eval_on_selector_all(".pl-wait-steps li", "items => items.map(item => item.dataset.state)")
    assert states == ["done", "done", "now", "later"]
    answer(page, view())
    assert page.is_hidden(".pl-wait")


def test_the_verdict_is_announced_and_gets_the_focus(opened):
    page = opened()
    ask(page)
    answer(page, view(title="The address is blocked."))
    assert page.evaluate("document.activeElement === document.querySelector('.pl-result .pl-verdict')")
    until(page, "document.querySelector('.pl-live').textContent.includes('The address is blocked.')")
    assert page.get_attribute(".pl-live", "aria-live") == "polite"


def test_the_only_recipient_stands_in_the_open(opened, site):
    page = opened("/de/")
    ask(page)
    answer(page, view(lead="a@example.com: refused", **PART))
    assert page.locator("details.pl-part").count() == 0
    assert page.inner_text(".pl-lead") == "a@example.com: refused"
    assert page.get_attribute(".pl-actor", "data-actor") == "sender-admin"
    route = page.locator('.pl-route[data-route="delist-portal"] a')
    assert route.get_attribute("href") == "https://sender.office.com/"
    assert "noopener" in route.get_attribute("rel")
    assert page.locator(".pl-not").get_attribute("open") is None
    assert page.inner_text('[data-fact="recipient"] td') == "a@example.com"
    assert page.get_attribute(".pl-steps p a", "href") == f"{site}/de/codes/5-7-606/#steps"
    assert page.locator(".pl-steps li code").inner_text() == "removal"


def test_several_recipients_are_folds(opened):
    page = opened()
    ask(page)
    parts = [view(title=f"{name}@example.com: refused", open=name == "a", **PART) for name in "abc"]
    answer(page, view(parts=parts))
    folds = page.locator("details.pl-part")
    assert folds.count() == len(parts)
    assert [folds.nth(number).get_attribute("open") is not None for number in range(3)] == [True, False, False]
    folds.nth(2).locator("> summary").press("Enter")
    folds.nth(2).locator(".pl-route a").wait_for()


def test_marks_and_findings_lead_to_each_other(opened):
    page = opened()
    ask(page)
    source = [
        {"text": "v=spf1 ", "marks": [], "severity": None},
        {"text": "ipv4:1.2.3.4", "marks": [2], "severity": "risks"},
        {"gap": 1834},
        {"text": "\u200b", "marks": [0, 2], "severity": "risks"},
    ]
    parts = [view(title="part a"), view(title="part b", findings=[finding(2), finding(None)])]
    answer(page, view(findings=[finding(0)], source=source, parts=parts))
    marks = page.locator(".pl-mark")
    assert marks.evaluate_all("all => all.map(mark => mark.dataset.number)") == ["1", "2,1"]
    assert "1,834" in page.inner_text(".pl-gap")
    assert page.evaluate("document.querySelector('.pl-source').textContent").startswith("v=spf1 ipv4:1.2.3.4")
    marks.nth(0).press("Enter")
    until(page, "document.activeElement.dataset.code === 'test.2'")  # in a fold, which is open now
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, "document.activeElement === document.querySelector('.pl-mark')")
    assert "Finding 2" in marks.nth(0).get_attribute("title")
    assert page.url.endswith("/")


def test_a_fix_and_the_corrected_text_can_be_taken(opened):
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    ask(page)
    fixed = {"label": "The corrected record", "text": "v=spf1 ip4:192.0.2.1 -all"}
    answer(page, view(fixed=fixed, findings=[finding(0, fix="ip4:192.0.2.1"), finding(1, fix="")]))
    assert page.inner_text(".pl-fix") == "ip4:192.0.2.1"
    page.click(".pl-fixed .pl-button")
    page.wait_for_selector(".pl-fixed .pl-done")
    assert page.evaluate("navigator.clipboard.readText()") == fixed["text"]


def test_the_result_can_be_taken_as_markdown_and_json(opened):
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    ask(page)
    report = {"schema": 1, "check": "auto", "facts": [{"name": "x", "value": "ä<"}]}
    answer(page, view(markdown="# Result\n\n- one\n"), report)
    page.locator(".pl-tools button").nth(0).click()
    page.wait_for_selector(".pl-tools .pl-done")
    assert page.evaluate("navigator.clipboard.readText()") == "# Result\n\n- one\n"
    with page.expect_download() as download:
        page.locator(".pl-tools button").nth(1).click()
    assert json.loads(download.value.path().read_text("utf-8")) == report


def test_only_the_result_is_printed_with_its_folds_open(opened):
    page = opened(script="window.print = () => { window.printed = true }")
    ask(page)
    answer(page, view(parts=[view(title="a", **PART), view(title="b", **PART)]))
    page.locator(".pl-tools button").nth(2).click()
    page.emulate_media(media="print")
    assert page.evaluate("window.printed")
    assert page.is_visible(VERDICT)
    assert page.locator(".pl-part").nth(1).locator(".pl-route a").is_visible()
    for selector in (".pl-form", ".md-header", "#by-hand", ".pl-tools"):
        assert page.is_hidden(selector)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.is_visible("#by-hand")


def test_no_text_becomes_markup_and_no_address_becomes_a_script(opened, site):
    page = opened()
    ready(page)
    addresses = [
        "javascript:window.hit=1",
        "data:text/html,<script>window.hit=1</script>",
        "//evil.example/",
        "http://x/",
    ]
    links = [{"label": HOSTILE, "href": address} for address in addresses]
    hostile = view(
        title=HOSTILE,
        severity='"><img src=x onerror=window.hit=1>',
        severity_label=HOSTILE,
        summary=HOSTILE,
        actor={"id": HOSTILE, "label": HOSTILE},
        route=ROUTE | {"id": HOSTILE, "label": HOSTILE, "href": addresses[0], "why": HOSTILE},
        steps=[HOSTILE],
        page=links[0],
        label=HOSTILE,
        findings=[
            finding(
                0,
                title=HOSTILE,
                help=HOSTILE,
                fix=HOSTILE,
                page=links[1],
                because=links,
                places=[place(HOSTILE, HOSTILE)],
            )
        ],
        source=[{"text": HOSTILE, "marks": [0], "severity": HOSTILE}],
        fixed={"label": HOSTILE, "text": HOSTILE},
        facts=[{"name": HOSTILE, "label": HOSTILE, "value": HOSTILE, "code": code} for code in (True, False)],
        needs={
            "label": HOSTILE,
            "first": True,
            "items": [{"name": HOSTILE, "type": "TXT", "commands": []}],
            "blocks": [{"label": HOSTILE, "text": HOSTILE}],
        },
        tree=tree(
            node(
                HOSTILE,
                node(HOSTILE),
                kind=HOSTILE,
                sentence=HOSTILE,
                severity=HOSTILE,
                severity_label=HOSTILE,
                count={"cost": 1, "total": 1, "over": True, "said": HOSTILE},
                choices=[{"label": HOSTILE, "text": HOSTILE, "count": None}],
            ),
            label=HOSTILE,
        ),
        tables=[
            {
                "name": HOSTILE,
                "title": HOSTILE,
                "corner": HOSTILE,
                "columns": [HOSTILE],
                "rows": [{"name": HOSTILE, "label": CODE, "values": [CODE]}],
            }
        ],
        references=[link | {"date": HOSTILE, "status": HOSTILE} for link in links],
    )
    ask(page, HOSTILE)
    answer(page, hostile | {"parts": [hostile, hostile]})
    page.reload()
    page.wait_for_selector(VERDICT)
    assert page.locator(".pl-widget :is(img, script, i, b)").count() == 0
    allowed = ("https:", "mailto:", f"{site}/", "#")
    hrefs = page.eval_on_selector_all(".pl-outcome a[href]", "all => all.map(link => link.getAttribute('href'))")
    assert [href for href in hrefs if not href.startswith(allowed)] == []
    assert "<img src=x" in page.inner_text(VERDICT)
    assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_failure_says_what_to_do(language):
    known = words(language)
    assert [kind for kind in (*KINDS, "file") if not known.get(f"shell/error/{kind}/help")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_failure_is_named_and_can_be_tried_again(opened, kind):
    page = opened("/de/")
    ask(page)
    refuse(page, kind, detail=HOSTILE)
    assert words("de")[f"shell/error/{kind}"] == page.inner_text(".pl-failure .pl-verdict")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    asked(page, 2)
    answer(page, view())


def test_an_unknown_failure_is_an_internal_one(opened):
    page = opened()
    ask(page)
    page.evaluate("runtime.waiting.reject(new Error('boom'))")
    page.wait_for_selector('.pl-failure[data-kind="internal"]')
    assert "boom" in page.text_content(".pl-failure pre")


def test_all_is_done_by_keyboard(opened):
    page = opened()
    ready(page)
    page.focus(".pl-text")
    page.keyboard.type("550 5.7.606")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    asked(page)
    answer(page, view(**PART, findings=[finding(None)]))
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent"))
    assert any("Open the delist portal" in text for text in reached)
    assert page.locator(".pl-widget :is([onclick], div[role=button])").count() == 0


@pytest.mark.parametrize("width", [360, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_out_of_the_page(opened, width, scheme):
    page = opened("/de/", viewport={"width": width, "height": 800}, color_scheme=scheme)
    ask(page, "x" * 3000)
    long = "a" * 300
    findings = [finding(0, title=long, fix=long)]
    answer(
        page,
        view(
            title=f"Die Nachricht {long}",
            findings=findings,
            source=[{"text": long, "marks": [0], "severity": "risks"}],
            facts=[{"name": "x", "label": "Fehlertext", "value": long, "code": True}],
            fixed={"label": "Der korrigierte Text", "text": long},
            **{key: PART[key] for key in ("actor", "route", "steps", "page")},
        ),
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_result_is_shown_redacted_before_it_is_handed_on(opened):
    page = opened()
    ask(page, "550 5.7.606 [192.0.2.1]")
    answer(page, view())
    page.click(".pl-handover button")
    request = asked(page, 2)
    assert request["inputs"] == {"text": "550 5.7.606 [192.0.2.1]", "export": "redacted"}
    give = "result => { runtime.waiting.resolve(result); runtime.waiting = null }"
    page.evaluate(give, {"report": {"schema": 1}, "view": view(markdown="# Blocked: 240.0.0.1")})
    page.wait_for_selector(".pl-handover pre")
    assert page.inner_text(".pl-handover pre") == "# Blocked: 240.0.0.1"
    with page.expect_download() as saved:
        page.locator(".pl-handover > button").click()
    assert saved.value.suggested_filename.endswith("-redacted.json")


def test_a_result_of_another_input_is_not_handed_on(opened):
    page = opened()
    ask(page)
    answer(page, view())
    page.fill(BOX, "another text")
    page.click(".pl-handover button")
    page.wait_for_selector(".pl-handover .pl-hint")
    assert page.evaluate("runtime.asked.length") == 1
