from urllib.parse import parse_qs, urlsplit

import pytest

from checkers.report import Report, Text, TextKind
from checkers.words import markdown
from checkers.words.letter import MAX_ADDRESS, mail_address
from tests.words.reports import said, words

LETTER = "To: delist@example.com\nSubject: A & B?\n\nHello,\n\n1 + 1 = 2\n"
WORDS = {"text/test/request": "The request"}


def shown(kind, text=LETTER):
    return said(Report("test", texts=(Text("request", text, kind),)), **WORDS)


def test_a_finished_text_has_its_heading():
    [text] = shown(TextKind.FORM)["texts"]
    assert (text["label"], text["kind"], text["text"], text["href"]) == ("The request", "form", LETTER, None)


def test_a_letter_opens_in_the_mail_program_with_all_its_words():
    address = urlsplit(shown(TextKind.LETTER)["texts"][0]["href"])
    assert (address.scheme, address.path) == ("mailto", "delist@example.com")
    assert parse_qs(address.query) == {"subject": ["A & B?"], "body": ["Hello,\r\n\r\n1 + 1 = 2\r\n"]}


@pytest.mark.parametrize("letter", ["Subject: nobody\n\nHello", "To: a@example.com\n\n" + "x" * MAX_ADDRESS, ""])
def test_what_no_address_can_hold_is_only_copied(letter):
    assert mail_address(letter) is None


def test_the_text_is_in_the_markdown_whole():
    assert f"**The request**\n\n```\n{LETTER}\n```\n" in markdown(shown(TextKind.MESSAGE), words())
