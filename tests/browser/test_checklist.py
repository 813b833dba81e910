"""The checklist is ticked off, remembers it, and is a plain list without JavaScript or storage."""

import pytest

from tests.browser.shell import until

PATH = "/policies/checklist/"
BOXES = "li.task-list-item input"
AWAKE = ".pl-progress:not(:empty)"
NO_STORAGE = """for (const name of ["getItem", "setItem", "removeItem"]) {
  const own = Storage.prototype[name]
  Storage.prototype[name] = function (key, ...rest) { // Material's own script does not bear it
    if (key.startsWith("postlotse:")) throw new DOMException("denied", "SecurityError")
    return own.call(this, key, ...rest)
  }
}"""


@pytest.fixture
def checklist(open_page):
    def opened(path=PATH, **options):
        page = open_page(path, **options)
        page.wait_for_selector(AWAKE)
        return page

    return opened


def box(page, name):
    return page.locator(f"#check-{name} input")


def progress(page):
    return page.locator(".pl-progress").inner_text()


def ticked(page):
    return page.locator(f"{BOXES}:checked").count()


def test_ticks_are_counted_and_survive_a_reload(checklist):
    page = checklist()
    assert progress(page) == "0 of 30 done"
    box(page, "spf").check()
    page.get_by_text("Only logged-in users and your own networks may send").click()
    assert progress(page) == "2 of 30 done"
    assert page.get_by_role("status").inner_text() == "2 of 30 done"
    page.reload()
    page.wait_for_selector(AWAKE)
    assert progress(page) == "2 of 30 done"
    assert box(page, "spf").is_checked()
    assert box(page, "relay").is_checked()


def test_ticks_survive_the_change_of_language(checklist):
    page = checklist()
    box(page, "dmarc").check()
    page.click("a.pl-language")
    page.wait_for_url("**/de/policies/checklist/**")
    page.wait_for_selector(AWAKE)
    assert progress(page) == "1 von 30 erledigt"
    assert box(page, "dmarc").is_checked()


def test_a_link_in_an_item_leads_on_and_ticks_nothing(checklist):
    page = checklist()
    page.locator("#check-spf a").click()
    page.wait_for_url("**/authentication/spf/")
    page.go_back()
    page.wait_for_selector(AWAKE)
    assert ticked(page) == 0


def test_clearing_can_be_taken_back(checklist):
    page = checklist()
    clear, undo = page.locator(".pl-untick"), page.locator(".pl-retick")
    assert clear.is_disabled()
    for name in ("spf", "dkim", "tls"):
        box(page, name).check()
    clear.click()
    assert ticked(page) == 0
    assert progress(page) == "0 of 30 done"
    assert page.evaluate("localStorage.getItem('postlotse:checklist')") is None
    page.keyboard.press("Enter")  # the focus is on what takes it back
    assert ticked(page) == 3
    assert undo.is_hidden()
    clear.click()
    box(page, "ipv6").check()
    assert undo.is_hidden()  # it would take back something else
    page.reload()
    page.wait_for_selector(AWAKE)
    assert ticked(page) == 1


def test_it_is_used_by_keyboard_and_each_box_has_a_name(checklist):
    page = checklist()
    found = page.get_by_role("checkbox", name="All records fit together")
    found.focus()
    page.keyboard.press("Space")
    assert found.is_checked()


def test_it_is_printed(checklist):
    page = checklist(script="window.print = () => { window.printed = true }")
    box(page, "spf").check()
    page.click(".pl-print")
    assert page.evaluate("window.printed") is True
    page.emulate_media(media="print")
    assert page.locator(".pl-ticks button:visible").count() == 0
    assert page.locator(f"{BOXES}:visible").count() == 30


def test_another_tab_is_followed(checklist):
    page = checklist()
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector(AWAKE)
    box(other, "port").check()
    until(page, "() => document.querySelector('#check-port input').checked")
    assert progress(page) == "1 of 30 done"


@pytest.mark.parametrize("kept", ['{"a": 1}', "broken", '["check-nothing", 7]', "3"])
def test_what_cannot_be_read_is_no_tick(checklist, kept):
    page = checklist(
        script=f"localStorage.getItem('postlotse:checklist') ?? localStorage.setItem('postlotse:checklist', {kept!r})"
    )
    assert progress(page) == "0 of 30 done"


def test_without_storage_ticks_only_do_not_stay(checklist):
    page = checklist(script=NO_STORAGE)
    box(page, "spf").check()
    assert progress(page) == "1 of 30 done"
    page.reload()
    page.wait_for_selector(AWAKE)
    assert progress(page) == "0 of 30 done"


def test_without_javascript_it_is_a_plain_list(open_page):
    page = open_page(f"/de{PATH}", java_script_enabled=False)
    assert page.locator(".pl-ticks").is_hidden()
    assert page.locator("li.task-list-item:visible").count() == 30
    assert page.locator(f"{BOXES}:enabled").count() == 0
