"""Nothing that anybody pastes raises; every span lies inside the input; nesting and length do no harm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import to_json
from tests.bounce.given import bounce

PIECES = [
    "recipient,status,reason\n",
    "a@example.com,failed,550 5.1.1 no\n",
    "#Fields: event-id,recipient-address,recipient-status\n",
    "RCPT TO:<a@example.com>\n",
    "250 2.1.5 ok\n",
    "<** 550 5.7.1 no\n",
    "Nov 23 10:00:02 mail postfix/smtp[125]: 4XyZ123: ",
    "Recipients : {a@example.com}\n",
    "EventId : FAIL\n",
    "&lt;a@example.com&gt;: ",
    "| ",
    "=3D=\n",
    "S3150",
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
        "From: mailer-daemon@example.com\nSubject: failure notice\nTo: " + "a@example.com, " * 200_000 + "\n\n550 no",
        "From: mailer-daemon@example.com\nSubject: failure notice\n\n" + "a@example.com said 550 " * 100_000,
        "recipient,status,reason\n" + "," * 1_000_000,
        "recipient,status,reason\n" + '"' * 500_000,
        "recipient,status,reason\n" + '"a@example.com",failed,"550 no\n' * 20_000,
        'recipient_status,message_id,x\n"' + "a@example.com##x##550 no;" * 50_000 + '",1,2\n',
        "Recipients : a@example.com\nStatus : Failed\n\n" * 20_000,
        "Recipients :" + " " * 300_000 + "x\n        " * 10_000,
        "220 a\nMAIL FROM:<a@example.com>\n250 ok\n" + "RCPT TO:<a@example.com>\n550 no\n" * 30_000,
        "RCPT TO:<a@example.com> 250 " * 50_000,
        ",<," * 300_000 + " RCPT TO:<a@example.com> 250 ok",
        "Nov 23 10:00:02 mail postfix/smtp[125]: x: to=<a@example.com>, " * 20_000,
        "to=" * 500_000 + " stat=",
        "to=<a@example.com>, status " * 50_000,
        "reject: RCPT from x: 550 " * 50_000 + "to=<a@example.com>",
        " ** a@example.com" + " R=x" * 200_000,
        (">" * 1000 + "\n") * 1000 + "550 5.1.1 no",
        "x\n" + "Subject: undeliverable\nFrom: mailer-daemon@example.com\n" * 50_000,
        "&lt;" * 300_000 + "=\n=3D=3D" * 100_000,
        ("A" * 76 + "\n") * 30_000,
        "x <a@example.com>: y " * 50_000,
        "Received: x\n\n" + "Subject: b\nFrom: mailer-daemon\n\n" * 50_000,
    ],
    ids=range(43),
)
def test_size_and_nesting_do_no_harm(text):
    hold(text)


@pytest.mark.parametrize(
    "charset", ["base64", "zlib", "idna", "punycode", "unicode_escape", "utf-7", "undefined", "x" * 500]
)
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "7bit", "uuencode"])
def test_a_charset_may_be_anything(charset, encoding):
    hold(
        f"From: mailer-daemon@example.com\nSubject: =?{charset[:50]}?b?QUJD?= failure notice\n"
        f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n{'QUJD' * 1000}\n550 no"
    )


@pytest.mark.parametrize("data", [b"\0" * 1_000_000, bytes(range(256)) * 4000, bytes(range(128, 256)) * 8000])
def test_octets_that_are_no_text(data):
    assert bounce(data).fact("is_bounce") is False


def test_markup_is_text():
    said = '<script>alert("x")</script>'
    report = bounce(f"<a@example.com>: host mx.example.com said: 550 5.1.1 {said}")
    assert said in report.parts[0].fact("diagnostic")


def test_what_is_not_shown_is_counted():
    report = bounce("".join(f"to=<a{n}@example.com>, dsn=5.1.1, status=bounced (no)\n" for n in range(2100)))
    assert (len(report.parts), report.fact("left_out")) == (2000, 100)
