"""The abuse reports: whole messages that any program reads, with the original untouched in them."""

from email import policy
from email.parser import Parser

import pytest

from checkers import check

JUNK = """Delivered-To: anna@example.org
Received: from EUR05-obe.outbound.protection.outlook.com (mail-x.outbound.protection.outlook.com [40.107.21.52])
 by mail.example.org (Postfix) with ESMTPS id 1 for <anna@example.org>; Fri, 20 Nov 2026 02:58:40 +0100
Return-Path: <win@tenant.example>
From: =?utf-8?q?M=C3=BCller?= <win@tenant.example>
To: Anna Muster <anna@example.org>
Message-ID: <1@tenant.example>
X-MS-Exchange-CrossTenant-Id: 11111111-2222-3333-4444-555555555555
Content-Type: multipart/alternative; boundary="=_inner"

--=_inner
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

From the prize office: Grüße, Anna Muster, anna@example.org
.
--=_inner--
"""


def texts(message=JUNK, **inputs):
    return {text.name: text.text for text in check("abuse", {"message": message, **inputs}).texts}


def parsed(text):
    return Parser(policy=policy.default).parsestr(text)


@pytest.mark.parametrize("message", [JUNK, JUNK.replace("\n", "\r\n")])
def test_the_original_is_attached_untouched(message):
    for name in ("attached", "arf"):
        text = texts(message)[name]
        assert f"\n\n{JUNK}" in text
        report = parsed(text)
        assert not report.defects
        [original] = [part for part in report.walk() if part.get_content_type() == "message/rfc822"]
        assert original.get_payload(0)["Message-ID"] == "<1@tenant.example>"


def test_the_draft():
    report = parsed(texts()["attached"])
    assert report.get_content_type() == "multipart/mixed"
    assert report["X-Unsent"] == "1"
    assert (
        "Tenant (X-MS-Exchange-CrossTenant-Id): 11111111-2222-3333-4444-555555555555"
        in report.get_payload(0).get_content()
    )


def test_arf_by_rfc_5965():
    report = parsed(texts()["arf"])
    assert report.get_content_type() == "multipart/report"
    assert report.get_param("report-type") == "feedback-report"
    words, machine, original = report.get_payload()
    kinds = [part.get_content_type() for part in (words, machine, original)]
    assert kinds == ["text/plain", "message/feedback-report", "message/rfc822"]
    raw = texts()["arf"].split("Content-Type: message/feedback-report\n\n")[1].split("\n\n")[0]
    fields = dict(line.split(": ", 1) for line in raw.splitlines())
    assert (fields["Feedback-Type"], fields["Version"]) == ("abuse", "1")
    assert fields["User-Agent"]
    assert fields["Source-IP"] == "40.107.21.52"
    assert fields["Original-Mail-From"] == "<win@tenant.example>"
    assert fields["Arrival-Date"] == "Fri, 20 Nov 2026 01:58:40 +0000"
    assert fields["Reported-Domain"] == "tenant.example"


def test_the_recipient_is_hidden_everywhere_and_the_sender_nowhere():
    for name, text in texts(redact="yes").items():
        assert "anna" not in text.lower(), name
        assert "win@tenant.example" in text, name
        assert "40.107.21.52" in text, name


def test_the_same_message_gives_the_same_report():
    assert texts(redact="yes") == texts(redact="yes")


def test_the_portal_gets_its_report_only_where_exchange_online_may_be_the_origin():
    assert "msrc-report" in texts()
    assert "msrc-report" not in texts(
        JUNK.replace("40.107.21.52", "203.0.113.66").replace("outlook.com", "example.net")
    )


def test_what_a_forger_wrote_is_called_so_and_his_tenant_is_not_reported():
    found = texts(JUNK.replace("mail-x.outbound.protection.outlook.com [40.107.21.52]", "unknown [203.0.113.66]"))
    for text in found.values():
        words = text.partition("Received line")[0]
        assert "HELO name (forged): eur05-obe.outbound.protection.outlook.com; reverse DNS: unknown" in words
        assert "Tenant" not in words
        assert "Sending host" not in words


def test_where_nothing_is_proven_the_ids_are_called_header_values():
    head = JUNK.partition("02:58:40 +0100\n")[2]  # without a Received line
    text = texts(head)
    assert "header values; the sender can have made them up" in text["attached"]


def test_a_private_mailbox_is_no_organisation():
    text = texts(JUNK.replace("11111111-2222-3333-4444-555555555555", "84df9e7f-e9f6-40af-b435-aaaaaaaaaaaa"))[
        "msrc-report"
    ]
    assert "a private mailbox, not an organisation" in text
    assert "organisation named above" not in text


def test_a_boundary_does_not_occur_in_the_original():
    text = texts()["attached"]
    boundary = parsed(text).get_boundary()
    again = texts(JUNK + f"--{boundary}--\n")["attached"]
    assert len(parsed(again).get_payload()) == 2


HEAD = "Received: from a (b [203.0.113.66]) by c; x\nFrom: a@example.net\n"


@pytest.mark.parametrize(
    "text",
    [
        "Received: from " + "(" * 100_000,
        "Received: from " + "a (" * 50_000 + "\nFrom: a@b\n",
        "Received: " + "by by from from " * 20_000 + "\nFrom: a@b\n",
        HEAD * 20_000,
        "From: " + "a@b, " * 50_000 + "\nReceived: x\n",
        HEAD + "To: " + "<" * 100_000,
        HEAD + "Subject: x\n" * 5_000 + "\n" + "x\n" * 100_000,
        "x\n" * 200_000 + HEAD,
        "> " * 100_000 + HEAD,
        HEAD + "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\nContent-Type: message/rfc822\n\n" * 2_000,
        HEAD + "Received: from [" + "1" * 100_000 + "] by x\n",
        HEAD + "Date: " + "9" * 100_000,
        "Received: from x ([999.1.1.1]) by y; Fri, 99 Nov 99999 99:99:99 +9999\nFrom: \ud800@x\n\n\ud800",
    ],
    ids=range(13),
)
def test_hostile_messages_do_no_harm(text):
    report = check("abuse", {"message": text, "redact": "yes"})
    assert report.fact("from_exchange_online") in {"yes", "no", "unknown"}
