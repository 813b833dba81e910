"""A long text keeps no page waiting, and nothing of it is lost."""

import pytest

from tests.browser.shell import BOX, STAND_IN, asked, ready, until

# A letter of two characters, without a space: looking for the ends of words in many of them takes seconds.
JOINED = "e\N{COMBINING ACUTE ACCENT}"
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  if (document.activeElement.dispatchEvent(paste)) document.execCommand("insertText", false, text);
}"""
LOOSE = f"document.querySelector('{BOX}').classList.contains('pl-loose')"


@pytest.fixture
def box(open_page):
    """Return a page whose box has the focus."""
    page = open_page("/authentication/spf/", runtime=STAND_IN)
    ready(page)
    page.focus(BOX)
    return page


@pytest.mark.parametrize(
    "text", [JOINED * 160_000, "a" * 1_000_000, "one line\n" * 100_000], ids=["joined", "one", "many"]
)
def test_a_paste_too_long_for_the_box_is_taken_as_a_file(box, text):
    box.evaluate(PASTE, text)
    request = asked(box)
    assert request["inputs"] == {}
    assert bytes(request["bytes"]).decode() == text
    assert box.inner_text(".pl-file-name") == "Pasted text"
    assert box.input_value(BOX) == ""


def test_what_it_replaced_comes_back(box):
    box.fill(BOX, "v=spf1 -all")
    box.press(BOX, "Control+A")
    box.evaluate(PASTE, "a" * 400_000)
    asked(box)
    box.click(".pl-remove")
    assert box.input_value(BOX) == "v=spf1 -all"


def test_a_paste_beside_what_is_there_is_put_into_it(box):
    box.fill(BOX, "v=spf1 -all")
    box.press(BOX, "End")
    box.evaluate(PASTE, "a" * 400_000)
    assert box.input_value(BOX) == "v=spf1 -all" + "a" * 400_000


def test_the_lines_of_a_long_text_may_break_anywhere_and_those_of_a_short_one_at_words(box):
    box.keyboard.insert_text(JOINED * 100_000)
    assert box.evaluate(LOOSE)
    assert box.evaluate(f"getComputedStyle(document.querySelector('{BOX}')).lineBreak") == "anywhere"
    box.press(BOX, "Control+A")
    box.keyboard.insert_text("v=spf1 -all")
    assert not box.evaluate(LOOSE)


def test_a_long_text_that_was_kept_is_laid_out_so_too(box):
    box.evaluate(PASTE, JOINED * 100_000)
    box.reload()
    ready(box)
    until(box, f"document.querySelector('{BOX}').value.length === 200_000")
    assert box.evaluate(LOOSE)
