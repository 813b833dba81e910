"""What a reader hands over need not be what a mail server wrote."""

import pytest

from tests.bounce.given import bounce


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_the_charset_it_was_saved_in(charset):
    text = "<anna@example.com>: host mx.example.com said: 550 5.1.1 kein Empfänger\r\n"
    part = bounce(text.encode(charset)).parts[0]
    assert (part.fact("recipient"), part.fact("status")) == ("anna@example.com", "5.1.1")
    assert part.fact("diagnostic").endswith("kein Empfänger")


def test_a_list_is_named_without_the_full_stop_of_its_sentence():
    said = (
        "550 5.7.1 Service unavailable, Client host [192.0.2.10] blocked using Spamhaus. See www.example.com (AS3130)."
    )
    named = [
        found.values["list"] for found in bounce(said).parts[0].findings if found.code == "bounce.third-party-list"
    ]
    assert named == ["Spamhaus"]
