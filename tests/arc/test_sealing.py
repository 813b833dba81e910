"""Chains sealed on the spot: what each change of them does."""

import re

import pytest

from checkers.arc.validate import Broken, validate
from checkers.dkim.verification.octets import Octets
from checkers.dns import Answer, Book, Question, Status
from tests.message.signing import crlf, record, sealed

TEXT = crlf(
    "From: anna@example.com\nTo: bob@example.org\nSubject: Figures\nDate: Mon, 23 Nov 2026 10:00:00 +0100\n\nHi\n"
)


def book():
    names = [f"s._domainkey.hop{number}.example" for number in range(60)]
    return Book({Question.ask(name, "TXT"): Answer(Status.NOERROR, (record(),)) for name in names})


def chain(count, change=lambda message, _: message):
    message = TEXT
    for number in range(1, count + 1):
        message = change(message, number)
        chained = "none" if number == 1 else "pass"
        message = sealed(message, number, f"hop{number}.example", f"hop{number}.example; arc=none", chain=chained)
    return message


@pytest.mark.parametrize("count", [1, 2, 5])
def test_untouched(count):
    found = validate(Octets.of(chain(count)), book())
    assert (found.result, found.oldest_pass) == ("pass", 0)


def test_fifty_hops_are_the_most():
    assert validate(Octets.of(chain(50)), book()).result == "pass"


@pytest.mark.parametrize("changer", [2, 3, 4])
def test_oldest_pass_is_the_hop_after_the_last_change(changer):
    def change(message, number):
        return message.replace(b"Subject: ", b"Subject: [list] ") if number == changer else message

    found = validate(Octets.of(chain(4, change)), book())
    assert (found.result, found.oldest_pass) == ("pass", changer)


def test_changed_after_the_last_seal():
    found = validate(Octets.of(chain(3).replace(b"Hi", b"Ho")), book())
    assert (found.result, found.broken, found.instance) == ("fail", Broken.MESSAGE, 3)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_changed_seal_breaks_the_chain_there_or_later(number):
    def damage(match):
        return match[1] + (b"A" if match[2] != b"A" else b"B")

    message = re.sub(rb"(ARC-Seal: i=%d;[^\r]* b=)(.)" % number, damage, chain(3), count=1)
    found = validate(Octets.of(message), book())
    assert (found.result, found.broken) == ("fail", Broken.SEAL)


def test_no_answer_is_no_failure():
    found = validate(Octets.of(chain(2)), Book())
    assert found.result is None


def test_order_of_the_fields_does_not_matter():
    lines = chain(2).split(b"\r\n")
    head = [line for line in lines if line.startswith(b"ARC-")]
    rest = [line for line in lines if not line.startswith(b"ARC-")]
    assert validate(Octets.of(b"\r\n".join(head[::-1] + rest)), book()).result == "pass"
