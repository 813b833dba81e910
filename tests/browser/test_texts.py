"""Finished texts can be copied, saved and opened in the mail program."""

import pytest

from tests.browser.shell import STAND_IN, answer, ask, finding, view

TEXT = {
    "name": "request",
    "label": "The request",
    "kind": "letter",
    "text": "To: a@example.com\n\nGrüße\n",
    "href": None,
}


@pytest.fixture
def shown(open_page):
    def show(**given):
        page = open_page("/", runtime=STAND_IN)
        ask(page)
        answer(page, view(texts=[TEXT | given]))
        return page

    return show


@pytest.mark.parametrize(("kind", "name"), [("message", "postlotse-request.eml"), ("file", "postlotse-request.txt")])
def test_a_text_is_saved_as_what_it_is(shown, kind, name):
    page = shown(kind=kind)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == name
    assert download.value.path().read_text("utf-8") == TEXT["text"]


def test_a_letter_leads_to_the_mail_program(shown):
    page = shown(href="mailto:a@example.com?subject=x")
    link = page.get_by_role("link", name="Open in the mail program")
    assert link.get_attribute("href") == "mailto:a@example.com?subject=x"
    assert page.get_by_role("heading", name="The request").count() == 1


def test_the_reason_stands_before_the_letters(open_page):
    page = open_page("/", runtime=STAND_IN)
    ask(page)
    answer(page, view(texts=[TEXT], findings=[finding(None)]))
    order = page.locator(".pl-result :is(.pl-findings, .pl-finished)").evaluate_all(
        "all => all.map(one => one.className)"
    )
    assert [name.split()[0] for name in order] == ["pl-findings", "pl-finished"]


@pytest.mark.parametrize(("lines", "whole"), [(50, True), (200, False)])
def test_a_letter_is_shown_whole(shown, lines, whole):
    box = shown(text="line\n" * lines).locator(".pl-finished pre")
    assert box.evaluate("box => box.scrollHeight <= box.clientHeight + 1") is whole
