"""Nothing that anybody pastes raises; every span lies inside the input; nesting and length do no harm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import to_json
from tests.bounce.given import bounce

PIECES = [
    "Final-Recipient: rfc822; a@example.com\n",
    "Action: failed\n",
    "Status: 5.1.1\n",
    "Diagnostic-Code: smtp; 550 5.7.606 x\n",
    "Content-Type: multipart/report; boundary=b\n",
    "Content-Type: message/rfc822\n",
    "Content-Type: message/delivery-status\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Type: text/plain; charset=utf-16\n",
    "--b\n",
    "--b--\n",
    "\n",
    "\r\n",
    "\r",
    "> ",
    "<a@example.com>: ",
    "550 5.7.1 no",
    "\x00",
    "=?utf-8?B?4pyT?=",
    "Subject: ",
    "From: mailer-daemon@example.com\n",
    "Received: ",
    "<html><b>",
    "to=<a@example.com>, status=bounced (",
    " ** a@example.com R=x: 550 no",
    "Gemeldeter Fehler: ",
    "ä",
    "📧",
    "@",
    "[1.2.3.4]",
]


def spans(report):
    for finding in report.findings:
        yield from finding.spans
    yield from (fact.span for fact in report.facts if fact.span)
    for part in report.parts:
        yield from spans(part)


def hold(text):
    report = bounce(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans(report))
    return report


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), min_size=1, max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_nothing_raises(text):
    assert to_json(hold(text)) == to_json(hold(text))


@given(st.binary(min_size=1, max_size=300))
@settings(max_examples=100, deadline=None)
def test_bytes_never_raise(data):
    bounce(b"Subject: " + data)


@pytest.mark.parametrize(
    "text",
    [
        "Content-Type: multipart/mixed; boundary=b\nFrom: a\n\n"
        + "--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 1000,
        "From: a\nSubject: b\nContent-Type: message/rfc822\n\n" * 1000,
        "From: mailer-daemon@example.com\nSubject: " + "x" * 500_000 + "\n\n550 5.1.1 no",
        "550 5.7.1 " + "a" * 500_000,
        "550 5.7.1 " + "a@" * 100_000,
        "<a@example.com>: " * 20_000,
        "550 5.7.1\n" * 20_000,
        "Final-Recipient: rfc822; a@example.com\n" * 5_000,
        "to=<a@example.com>, dsn=5.1.1, status=bounced (no)\n" * 5_000,
        "From: mailer-daemon@example.com\nSubject: failure notice\n\n" + "a@example.com\n\n" * 5_000,
        "From: a\nSubject: b\nContent-Type: multipart/report; boundary=b\n\n--b\n\n"
        + "a@example.com no 550\n" * 10_000
        + "\n--b\nContent-Type: message/delivery-status\n\n"
        + "Final-Recipient: rfc822; a@example.com\n\n" * 1000,
        "From: a\nSubject: b\nContent-Type: text/html\n\n" + "<" * 100_000,
        "From: a\nSubject: b\nContent-Type: text/html\n\n" + "<style>" * 20_000,
        "From: a\nSubject: =?utf-8?B?" + "=?" * 200_000 + "\n\nx",
        "From: a\nSubject: b\n" + " fold\n" * 300_000 + "\n550 no",
        " " * 300_000 + "550 5.1.1 no",
        "\n>" * 100_000 + "550 5.1.1 no",
        "550 " * 100_000,
        "5." * 100_000,
        "Status: " * 200_000,
        "From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=" + "b" * 200_000 + "\n\n--" + "b" * 200_000,
    ],
    ids=range(21),
)
def test_size_and_nesting_do_no_harm(text):
    hold(text)


def test_markup_is_text():
    said = '<script>alert("x")</script>'
    report = bounce(f"<a@example.com>: host mx.example.com said: 550 5.1.1 {said}")
    assert said in report.parts[0].fact("diagnostic")


def test_what_is_not_shown_is_counted():
    report = bounce("".join(f"to=<a{n}@example.com>, dsn=5.1.1, status=bounced (no)\n" for n in range(2100)))
    assert (len(report.parts), report.fact("left_out")) == (2000, 100)
