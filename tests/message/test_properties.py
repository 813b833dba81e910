"""What holds for messages of any kind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import check, to_json
from checkers.dns import zone_lookup
from checkers.inputs import Inputs
from checkers.words import catalogue, languages, view
from tests.loader import load
from tests.message.signing import crlf, signed, zone

CASES = [case for case in load() if case["check"] == "message"]
SEEDS = [case["inputs"]["message"] for case in CASES if len(case["inputs"]["message"]) < 4000]
ZONE = zone() | {"_dmarc.example.com": {"TXT": ["v=DMARC1; p=reject"]}}
PIECES = st.sampled_from(SEEDS) | st.sampled_from(
    [
        "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=from; bh=AAAA; b=AAAA\n",
        "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.com; s=s; b=AAAA\n",
        "ARC-Message-Signature: i=1; a=rsa-sha256; d=example.com; s=s; h=from; bh=AAAA; b=AAAA\n",
        "ARC-Authentication-Results: i=1; mx.example.org\n",
        "From: anna@example.com\n",
        'Content-Type: multipart/mixed; boundary="b"\n',
        "--b\n",
        "Content-Transfer-Encoding: base64\n",
        "Received: from a (b [192.0.2.1]) by c; Mon, 23 Nov 2026 10:00:00 +0100\n",
        "\n",
        "\r",
        "\r\n",
        " \t",
        "\u00e4\U0001f600\udc80\ud800",
        ";",
        "=",
        "\0",
    ]
)
MESSAGES = st.lists(PIECES | st.text(max_size=8), max_size=8).map("".join)


def spans(report):
    for found in report.findings:
        yield from found.spans
    yield from (fact.span for fact in report.facts if fact.span)
    for part in report.parts:
        yield from spans(part)


@settings(max_examples=150, deadline=None)
@given(MESSAGES, st.booleans(), st.sampled_from(languages()))
def test_nothing_is_raised_and_every_place_is_inside(text, as_bytes, language):
    value = text.encode("utf-8", "surrogatepass") if as_bytes else text
    inputs = {"message": value, "ip": "192.0.2.1"}
    report = check("message", inputs, lookup=zone_lookup(ZONE))
    given_ = Inputs(inputs, "message")
    for span in spans(report):
        assert 0 <= span.start <= span.end <= len(given_.text(span.input))
    to_json(report)
    view(report, given_, catalogue(language))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 300))
def test_any_octets(octets, at):
    message = signed(crlf("From: anna@example.com\n\nHello\n"))
    for value in (octets, message[:at] + octets + message[at:]):
        to_json(check("message", {"message": value}, lookup=zone_lookup(ZONE)))


N = 30_000
HOSTILE = {
    "spaces": "From: a@example.com\nSubject: " + " " * N + "\n\n" + " " * N,
    "empty lines": "From: a@example.com\n\n" + "\n" * N,
    "returns": "From: a@example.com\n\n" + "\r" * N,
    "colons": "a:\n" * N,
    "comments": "From: " + "(" * N,
    "quotes": 'From: "' + '\\"' * N,
    "tags": "DKIM-Signature: " + "a=;" * N,
    "names": "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; bh=AAAA; b=AAAA; h=" + "from:" * N + "from",
    "boundaries": 'From: a@example.com\nContent-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\n" * N,
    "hops": "Received: from a (b [192.0.2.1]) by c; x\n" * N,
    "marks": "From: a@example.com\nSubject: " + "[x] " * N + "\n\n",
    "words": "From: a@example.com\nSubject: " + "=?utf-8?B?" * N + "\n\n",
    "links": "From: a@example.com\n\n" + "https://a.safelinks.protection.outlook.com/?url=" * N,
    "other links": "From: a@example.com\n\n" + "https://urldefense.com/v3/__https://a" * (N // 30),
    "kept links": "From: a@example.com\nContent-Type: text/html\n\n"
    + '"https://a.safelinks.protection.outlook.com/?url=a originalsrc=' * (N // 50),
    "elements": "From: a@example.com\nContent-Type: text/html\n\n" + "<" * N,
    "bodies": "From: a@example.com\nContent-Type: text/html\n\n" + "<body </body>" * (N // 10),
    "escapes": "From: a@example.com\nContent-Transfer-Encoding: quoted-printable\n\n" + "=3D" * N,
    "soft breaks": "From: a@example.com\nContent-Transfer-Encoding: quoted-printable\n\n" + "=\n" * N,
    "letters": "From: a@example.com\nContent-Type: text/plain; charset=utf-8\n\n" + "\u00e4 " * N,
    "base64": "From: a@example.com\nContent-Transfer-Encoding: base64\n\n" + "QUJD" * N,
    "via": "From: " + "a via " * (N // 6) + "<a@example.com>\n\n",
    "quoted names": "From: " + "\"'a'\" <a@example.com>, " * 300 + "\n\n",
    "date": "From: a@example.com\nDate: Mon, 1 " + " " * N + "(\n\n",
    "records": "Authentication-Results: a; " + "dkim=pass " * N + "\nFrom: a@example.com\n\n",
    "seals": "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=example.com; s=s; b=AAAA\n" * N,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_messages_are_read(name):
    message = signed(crlf("From: anna@example.com\n\nHello\n")).decode().partition("From")[0] + HOSTILE[name]
    report = check("message", {"message": message}, lookup=zone_lookup(ZONE))
    assert report.parts or report.findings


def test_a_check_without_answers_asks_for_all_at_once():
    message = next(case["inputs"]["message"] for case in CASES if case["id"].startswith("message/"))
    report = to_json(check("message", {"message": message, "ip": "192.0.2.1", "mail_from": "anna@example.com"}))
    asked = {f"{need['name']} {need['type']}" for part in report["parts"] for need in part["needs"]}
    names = {"s._domainkey.example.com TXT", "example.com TXT", "_dmarc.example.com TXT", "_dmarc.com TXT"}
    assert names <= asked
