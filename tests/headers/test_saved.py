"""Messages that Outlook saved (.msg): the headers as they came, and what is missing is said."""

from pathlib import Path

import pytest

from checkers import check
from checkers.inputs import Inputs
from tests.bounce.compound import compound, message

HEAD = (Path(__file__).parent / "message.eml").read_text("utf-8").strip() + "\n"
TYPED = "MIME-Version: 1.0\nContent-Type: multipart/alternative;\n boundary=xyz\n"
WAY = (HEAD + TYPED).replace("\n", "\r\n")
NOTE = {"p001A": "IPM.Note", "p0037": "Hello", "p0C1A": "News"}
NDR = {"p001A": "REPORT.IPM.Note.NDR", "p0037": "Undeliverable: Offer"}
FAILED = {"p39FE": "anna@example.com", "p0C1B": "<mx.example.org #5.1.1 smtp;550 5.1.1 User unknown>", "p0C20": 511}


def codes(report):
    return {found.code for found in report.findings}


@pytest.mark.parametrize("body", [{"p1000": "Hello\r\n"}, {"p1013": b"<p>Hello</p>"}, {"p1009": b"LZFu"}, {}])
def test_headers_are_read_whatever_became_of_the_body(body):
    data = compound(message(p007D=WAY, **NOTE, **body))
    expected = {fact.name: fact.value for fact in check("headers", {"headers": HEAD}).facts}
    assert {fact.name: fact.value for fact in check("headers", {"headers": data}).facts} == expected


def test_places_are_those_of_the_text_that_the_file_stands_for():
    data = compound(message(p007D=WAY, p1000="Hello\r\n", **NOTE))
    text = Inputs({"message": data}, "message").text()
    report = check("message", {"message": data})
    [headers] = [part for part in report.parts if part.check == "headers"]
    [span] = [fact.span for fact in headers.facts if fact.name == "cip"]
    assert text[span.start : span.end] == headers.fact("cip")


def test_a_signature_is_not_said_to_be_broken_by_a_body_that_is_not_kept():
    data = compound(message(p007D=WAY, p1000="Hello\r\n", **NOTE))
    report = check("message", {"message": data})
    assert "message.outlook" in codes(report)
    said = {found.code for part in report.parts if part.check == "dkim" for found in part.findings}
    assert said
    assert not {code for code in said if code.startswith("signature.body")}


@pytest.mark.parametrize(
    ("name", "code"), [("headers", "headers.outlook-no-headers"), ("message", "message.outlook-no-way")]
)
def test_a_copy_of_what_was_sent_has_no_headers(name, code):
    data = compound(message([{"p39FE": "b@example.org"}], p5D01="a@example.com", p1000="Hello\r\n", **NOTE))
    report = check(name, {name: data})
    assert code in codes(report)
    assert report.verdict == "unknown"


def test_the_message_that_a_saved_one_carries_is_judged():
    inner = message(header=24, p007D=WAY, p1000="Hello\r\n", **NOTE)
    data = compound(message(attached=[{"p3001": "mail", "message": inner}], p1000="See below", **NOTE))
    assert "message.carried" in codes(check("message", {"message": data}))
    assert "headers.carried" in codes(check("headers", {"headers": data}))
    assert check("headers", {"headers": data}).fact("sfv") == "SPM"


@pytest.mark.parametrize("subject", ["Fwd", "WG: Unzustellbar: Offer", "FW: Undeliverable: Offer"])
def test_a_saved_message_that_carries_a_bounce_is_the_bounce(subject):
    attached = [{"p3001": "bounce", "message": message([FAILED], header=24, **NDR)}]
    data = compound(message(attached=attached, **NOTE | {"p0037": subject, "p1000": "See below"}))
    report = check("auto", {"text": data})
    assert report.fact("kind") == "bounce"
    assert [part.fact("recipient") for part in report.parts] == ["anna@example.com"]
