"""Input comes in by every way and is never lost."""

import pytest

from tests.browser.shell import BOX, STAND_IN, VERDICT, answer, ask, asked, ready, refuse, until, view

DROP = """([name, bytes, selector]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name));
  const target = document.querySelector(selector);
  for (const type of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""
LATIN = [0x53, 0x74, 0xF6, 0x72, 0x75, 0x6E, 0x67, 0x0D, 0x0A, 0x00, 0xFF]  # no UTF-8: nobody may decode it


@pytest.fixture
def opened(open_page):
    return lambda path="/", **options: open_page(path, runtime=STAND_IN, **options)


def test_nothing_starts_before_the_visitor_reaches_for_the_widget(opened):
    page = opened()
    ready(page)
    page.mouse.wheel(0, 300)
    assert page.evaluate("runtime.starts") == 0
    page.focus(BOX)
    until(page, "runtime.starts > 0")


@pytest.mark.parametrize(("path", "name"), [("/", "text"), ("/authentication/spf/", "record"), ("/bounce/", "bounce")])
def test_a_check_gets_its_main_input_and_the_page_s_language(opened, path, name):
    page = opened(f"/de{path}")
    ask(page, "one\ntwo")
    request = asked(page)
    assert request["inputs"] == {name: "one\ntwo"}
    assert request["lang"] == "de"


def test_nothing_is_asked_about_an_empty_box(opened):
    page = opened()
    page.fill(BOX, "  \n")
    page.click(".pl-run")
    page.wait_for_selector(".pl-note:not([hidden])")
    assert page.evaluate("runtime.asked.length") == 0


@pytest.mark.parametrize("target", [".pl-form", "body"])
def test_a_dropped_file_goes_to_the_check_as_it_is(opened, target):
    page = opened()
    ready(page)
    page.evaluate(DROP, ["störung.eml", LATIN, target])
    request = asked(page)
    assert request["bytes"] == LATIN
    assert request["inputs"] == {}
    assert page.inner_text(".pl-file-name") == "störung.eml"


def test_a_chosen_file_survives_a_reload_with_its_bytes(opened):
    page = opened()
    ready(page)
    page.set_input_files(".pl-chosen", [{"name": "a.eml", "mimeType": "message/rfc822", "buffer": bytes(LATIN)}])
    asked(page)
    answer(page, view())
    page.reload()
    page.wait_for_selector(VERDICT)
    assert page.evaluate("runtime.asked.length") == 0  # the result was kept, not made again
    page.click(".pl-run")
    assert asked(page)["bytes"] == LATIN


def test_a_file_lies_over_the_text_and_gives_it_back(opened):
    page = opened()
    ready(page)
    page.fill(BOX, "typed before")
    page.evaluate(DROP, ["a.eml", LATIN, ".pl-form"])
    asked(page)
    answer(page, view())
    page.click(".pl-remove")
    assert page.input_value(BOX) == "typed before"
    page.click(".pl-undo")
    assert page.inner_text(".pl-file-name") == "a.eml"


def test_an_input_too_large_to_be_kept_is_said_and_still_checked(opened):
    page = opened()
    ready(page)
    large = {"name": "large.eml", "mimeType": "message/rfc822", "buffer": bytes(4_000_000)}
    page.set_input_files(".pl-chosen", [large])
    asked(page)
    page.wait_for_selector(".pl-note:not([hidden])")
    answer(page, view())
    page.reload()
    ready(page)
    assert page.is_hidden(".pl-file")


def test_an_example_is_checked_at_a_click_and_replaces_nothing_for_good(opened):
    page = opened("/de/")
    page.fill(BOX, "my own text")
    page.locator("button.pl-example").first.click()
    request = asked(page)
    assert request["inputs"]["text"] == page.input_value(BOX) != "my own text"
    answer(page, view())
    page.click(".pl-undo")
    assert page.input_value(BOX) == "my own text"


def test_cancelling_keeps_input_and_focus(opened):
    page = opened()
    ask(page, "my text")
    page.click(".pl-cancel")
    page.wait_for_selector(".pl-wait", state="hidden")
    assert page.input_value(BOX) == "my text"
    assert page.evaluate("runtime.cancels") == 1
    assert page.evaluate("document.activeElement.className").find("pl-run") >= 0
    assert page.locator(".pl-failure").count() == 0
    page.click(".pl-run")
    asked(page, 2)
    answer(page, view())


def test_a_failure_keeps_input_and_the_older_result(opened):
    page = opened()
    ask(page)
    answer(page, view())
    page.fill(BOX, "another text")
    assert page.is_visible(".pl-stale")
    page.click(".pl-run")
    asked(page, 2)
    refuse(page, "crash")
    assert page.input_value(BOX) == "another text"
    assert page.is_visible(VERDICT)
    page.click(".pl-retry")
    asked(page, 3)
    answer(page, view(title="The second answer."))
    assert "The second answer." in page.inner_text(VERDICT)
    assert page.locator(".pl-failure").count() == 0


def test_an_answer_to_an_earlier_check_is_not_shown(opened):
    page = opened()
    ask(page, "first")
    page.evaluate("globalThis.late = runtime.waiting")
    page.fill(BOX, "second")
    page.keyboard.press("Control+Enter")
    asked(page, 2)
    page.evaluate("shown => late.resolve({report: {}, view: shown})", view(title="Late."))
    answer(page, view(title="In time."))
    assert "In time." in page.inner_text(VERDICT)


def test_reload_and_language_switch_keep_input_and_result(opened, site):
    page = opened("/")
    ask(page, "550 5.7.606 Ärger")
    answer(page, view(title="Blocked, said in English."))
    page.goto(f"{site}/de/")
    assert page.input_value(BOX) == "550 5.7.606 Ärger"
    assert "said in English" in page.inner_text(VERDICT)
    assert page.get_attribute(".pl-result", "lang") == "en"
    request = asked(page)
    assert (request["lang"], request["inputs"]) == ("de", {"text": "550 5.7.606 Ärger"})
    answer(page, view(title="Gesperrt."))
    page.wait_for_selector('.pl-result[lang="de"]')
    page.reload()
    page.wait_for_selector(VERDICT)
    assert "Gesperrt." in page.inner_text(VERDICT)
    assert page.input_value(BOX) == "550 5.7.606 Ärger"
    assert page.evaluate("runtime.asked.length") == 0


def test_what_is_typed_before_the_scripts_come_is_kept(chromium, site):
    context = chromium.new_context()
    page = context.new_page()
    held = []
    page.route("**/assets/shell/runtime.js*", lambda route: held.append(route))  # noqa: PLW0108  a built-in cannot be a handler
    page.goto(site, wait_until="commit")
    page.fill(BOX, "typed early")
    while not held:
        page.wait_for_timeout(20)
    for route in held:
        route.fulfill(body=STAND_IN, content_type="text/javascript")
    page.unroute("**/assets/shell/runtime.js*")
    ready(page)
    assert page.input_value(BOX) == "typed early"
    context.close()


def test_back_to_a_page_put_aside_shows_what_was_typed_since(opened):
    page = opened("/de/")
    ask(page, "typed since")
    answer(page, view())
    kept = page.evaluate("({ ...sessionStorage })")
    page.goto(page.url + "?again")
    page.fill(BOX, "older")
    until(page, "Object.values(sessionStorage).some(value => value.includes('older'))")
    page.evaluate("kept => Object.assign(sessionStorage, kept)", kept)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert page.input_value(BOX) == "typed since"
    page.click(".pl-undo")
    assert page.input_value(BOX) == "older"


def test_clear_wipes_what_was_kept_and_can_be_taken_back(opened):
    page = opened()
    ask(page, "secret")
    answer(page, view())
    page.click(".pl-clear")
    assert page.input_value(BOX) == ""
    assert page.locator(".pl-result").count() == 0
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('postlotse'))") == []
    page.click(".pl-undo")
    assert page.input_value(BOX) == "secret"


def test_without_storage_everything_else_works(opened):
    script = (
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page = opened(script=script)
    ask(page)
    answer(page, view())
    page.click(".pl-clear")
    assert page.input_value(BOX) == ""


def test_two_tabs_do_not_share_what_is_kept(opened):
    page = opened()
    ask(page, "only here")
    answer(page, view())
    other = page.context.new_page()
    other.goto(page.url)
    ready(other)
    assert other.input_value(BOX) == ""


def test_a_text_goes_along_to_the_check_that_it_is_for(opened, site):
    page = opened("/bounce/")
    ask(page, "an older text")
    answer(page, view(title="An older result."))
    page.goto(f"{site}/headers/")
    ask(page, "550 5.7.606 refused")
    way = {"id": "fits", "label": "See who refused", "href": "bounce/", "external": False, "check": "bounce"}
    answer(page, view(route=way | {"why": None, "not": []}))
    page.click('.pl-route[data-check="bounce"] a')
    page.wait_for_url(f"{site}/bounce/")
    ready(page)
    assert page.input_value(BOX) == "550 5.7.606 refused"
    assert page.locator(VERDICT).count() == 0
    answer(page, view(title="What it says of this text."))  # it is asked for without another press
    assert "What it says" in page.text_content(VERDICT)
    page.reload()
    ready(page)
    assert "What it says" in page.text_content(VERDICT)
