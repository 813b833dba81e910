"""The inputs beside the main one: shown, kept, sent, marked; and the worklist whose answers are one of them."""

import pytest

from checkers.checks import checks
from tests.browser.shell import BOX, STAND_IN, VERDICT, answer, asked, finding, needs, place, ready, refuse, until, view

SPF, STS = "/authentication/spf/", "/authentication/mta-sts/"
FOLD = ".pl-more"
CLOSED = f"{FOLD}:not([open])"
DOMAIN, IP, ANSWERS = "#pl-field-domain", "#pl-field-ip", "#pl-field-answers"


@pytest.fixture
def opened(open_page):
    def begin(path=SPF, **options):
        page = open_page(path, runtime=STAND_IN, **options)
        ready(page)
        return page

    return begin


def fill(page, **values):
    if page.locator(CLOSED).count():
        page.locator(f"{FOLD} > summary").press("Enter")
    for name, value in values.items():
        page.fill(f"#pl-field-{name}", value)


def run(page, times=1):
    page.click(".pl-run")
    return asked(page, times)


def test_other_inputs_wait_in_a_fold_that_names_them(opened):
    page = opened()
    assert page.locator(CLOSED).count() == 1
    for field in page.locator(".pl-field").all():
        assert field.locator("label").text_content() in page.inner_text(f"{FOLD} > summary")
    page.focus(BOX)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("example.com")
    assert page.input_value(DOMAIN) == "example.com"


@pytest.mark.parametrize("path", [SPF, STS, "/authentication/dkim/", "/authentication/dmarc/"])
def test_every_field_has_a_label_and_a_name_that_the_check_knows(opened, path):
    page = opened(path)
    known = checks()[page.get_attribute(".pl-widget", "data-check")]
    page.locator(f"{FOLD} > summary").press("Enter")
    names = []
    for field in page.locator(".pl-field").all():
        control = page.get_by_label(field.locator("label").inner_text(), exact=True)
        names.append(control.get_attribute("name"))
        for described in (control.get_attribute("aria-describedby") or "").split():
            assert page.inner_text(f"#{described}")
    assert names == [field.name for field in known.fields]


def test_stated_inputs_go_to_the_check_with_or_without_the_main_one(opened):
    page = opened()
    fill(page, domain="example.com", ip=" 192.0.2.1 ")
    assert run(page)["inputs"] == {"domain": "example.com", "ip": " 192.0.2.1 "}
    page.fill(BOX, "v=spf1 -all")
    page.keyboard.press("Control+Enter")
    assert asked(page, 2)["inputs"] == {"record": "v=spf1 -all", "domain": "example.com", "ip": " 192.0.2.1 "}


def test_enter_in_a_field_of_one_line_checks(opened):
    page = opened()
    fill(page, domain="example.com")
    page.press(DOMAIN, "Enter")
    assert asked(page)["inputs"] == {"domain": "example.com"}


def test_enter_in_a_box_is_a_new_line_and_with_ctrl_a_check(opened):
    page = opened(STS)
    fill(page, policy="version: STSv1")
    page.press("#pl-field-policy", "End")
    page.press("#pl-field-policy", "Enter")
    assert page.evaluate("runtime.asked.length") == 0
    page.press("#pl-field-policy", "Control+Enter")
    assert asked(page)["inputs"] == {"policy": "version: STSv1\n"}


def test_a_check_that_needs_its_main_input_is_not_asked_without_it(opened):
    page = opened("/")
    page.click(".pl-run")
    page.wait_for_selector(".pl-note:not([hidden])")
    assert page.evaluate("runtime.asked.length") == 0


def test_what_was_typed_survives_reload_language_failure_and_cancelling(opened, site):
    page = opened()
    fill(page, domain="example.com", answers='example.com. 300 IN TXT "v=spf1 -all"\n')
    page.click(".pl-run")
    asked(page)
    refuse(page, "crash")
    page.click(".pl-retry")
    asked(page, 2)
    page.wait_for_selector(".pl-wait:not([hidden])")
    page.click(".pl-cancel")
    for path in (SPF, f"/de{SPF}"):
        page.goto(site + path)
        ready(page)
        assert page.input_value(DOMAIN) == "example.com"
        assert page.input_value(ANSWERS).endswith('-all"\n')
        assert page.locator(CLOSED).count() == 0


def test_clearing_clears_all_and_bringing_back_brings_all_back(opened):
    page = opened()
    fill(page, domain="example.com", ip="192.0.2.1")
    page.click(".pl-clear")
    assert [page.input_value(field) for field in (DOMAIN, IP)] == ["", ""]
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('postlotse'))") == []
    page.click(".pl-undo")
    assert [page.input_value(field) for field in (DOMAIN, IP)] == ["example.com", "192.0.2.1"]


def test_an_example_is_checked_without_what_belongs_to_something_else(opened):
    page = opened()
    fill(page, domain="example.com")
    page.locator("button.pl-example").first.click()
    assert set(asked(page)["inputs"]) == {"record"}
    answer(page, view())
    page.click(".pl-undo")
    assert page.input_value(DOMAIN) == "example.com"


def test_a_changed_field_makes_the_result_an_old_one(opened):
    page = opened()
    fill(page, domain="example.com")
    run(page)
    answer(page, view())
    assert page.is_hidden(".pl-stale")
    page.fill(DOMAIN, "example.org")
    assert page.is_visible(".pl-stale")


def test_a_choice_is_sent_and_kept(opened):
    page = opened("/authentication/dmarc/")
    fill(page, domain="example.com")
    page.select_option("#pl-field-spf_result", "softfail")
    assert run(page)["inputs"] == {"domain": "example.com", "spf_result": "softfail"}
    answer(page, view())
    page.reload()
    ready(page)
    assert page.input_value("#pl-field-spf_result") == "softfail"


def test_a_finding_in_another_input_marks_its_field_and_quotes_it(opened):
    page = opened(STS)
    policy = "😀\nmode: enforced\n"
    fill(page, policy=policy)
    run(page)
    answer(page, view(findings=[finding(None, title="No such mode.", places=[place("policy", "enforced", 8)])]))
    field = page.locator("#pl-field-policy")
    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby").split()[-1]
    assert page.inner_text(f"#{described}") == "Risk No such mode."
    assert page.inner_text(".pl-place code") == "enforced"
    page.locator(".pl-place button").press("Enter")
    until(page, "document.activeElement.id === 'pl-field-policy'")
    selected = field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert selected == "enforced"
    page.keyboard.type("enforce")
    assert field.get_attribute("aria-invalid") is None
    assert page.locator(f"#{described}").count() == 0
    assert page.input_value("#pl-field-policy") == policy.replace("enforced", "enforce")


def test_marks_come_back_with_a_kept_result(opened):
    page = opened()
    fill(page, ip="192.0.2")
    run(page)
    parts = [view(findings=[finding(None, places=[place("ip", "192")])]), view()]
    answer(page, view(parts=parts))
    page.reload()
    page.wait_for_selector(VERDICT)
    assert page.get_attribute(IP, "aria-invalid") == "true"
    page.click(".pl-clear")
    assert page.get_attribute(IP, "aria-invalid") is None


def test_what_does_no_harm_leaves_the_field_valid(opened):
    page = opened()
    fill(page, ip="192.0.2.1")
    run(page)
    answer(page, view(findings=[finding(None, wrong=False, places=[place("ip", "192.0.2.1")])]))
    assert page.get_attribute(IP, "aria-invalid") is None
    assert page.is_visible("#pl-found-ip")


def test_the_worklist_takes_all_commands_at_once(opened):
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    fill(page, domain="example.com")
    run(page)
    answer(page, view(needs=needs("example.com", "_spf.example.net", first=True)))
    for number, tool in enumerate(("dig", "Resolve")):
        page.locator(".pl-commands button").nth(number).click()
        expected = f"{tool} example.com\n{tool} _spf.example.net"
        until(page, "text => navigator.clipboard.readText().then(now => now === text)", expected)


def test_pasted_answers_are_sent_kept_and_shown_in_both_places(opened):
    page = opened()
    fill(page, domain="example.com")
    run(page)
    answer(page, view(needs=needs("example.com")))
    box = page.get_by_label("Paste the answers here")
    box.fill("first answer")
    assert page.input_value(ANSWERS) == "first answer"
    page.locator(".pl-again").press("Enter")
    assert asked(page, 2)["inputs"] == {"domain": "example.com", "answers": "first answer"}
    answer(page, view(needs=needs("_spf.example.net")))
    assert box.input_value() == "first answer"
    box.press("End")
    box.press("Control+Enter")
    asked(page, 3)
    answer(page, view(needs=needs("_spf.example.net")))
    page.fill(ANSWERS, "typed above")
    assert box.input_value() == "typed above"
    page.reload()
    page.wait_for_selector(VERDICT)
    assert (box.input_value(), page.input_value(ANSWERS)) == ("typed above", "typed above")


def test_a_check_that_takes_no_answers_asks_for_none(opened):
    page = opened("/bounce/")
    page.fill(BOX, "x")
    run(page)
    answer(page, view(needs=needs("example.com")))
    assert page.is_visible(".pl-commands")
    assert page.locator(".pl-needs textarea, .pl-again").count() == 0


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_stays_within_the_page(opened, width, scheme):
    page = opened(f"/de{STS}", viewport={"width": width, "height": 800}, color_scheme=scheme)
    fill(page, domain="d" * 200, policy="p" * 300)
    run(page)
    long = finding(None, title="T" * 200, places=[place("policy", "p" * 200)])
    answer(page, view(findings=[long], needs=needs("n" * 60 + ".example.com", "example.com")))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
