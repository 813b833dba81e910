"""The evidence bundle: one file that proves itself."""

import hashlib
import re
from datetime import UTC, datetime

import pytest

from checkers import check
from tests.conftest import ROOT

BOUNCE = (ROOT / "docs" / "assets" / "examples" / "5-7-606.txt").read_text("utf-8")
NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def bundle(bounce=BOUNCE, **inputs):
    report = check("support", {"bounce": bounce, **inputs}, now=NOW)
    return report, next(text.text for text in report.texts if text.name == "bundle")


def parts(text):
    return re.findall(r"^(`{3,})\n(.*?\n)\1$", text, re.MULTILINE | re.DOTALL)


def test_checksums_are_those_of_the_parts():
    report, text = bundle()
    stated = dict(re.findall(r"^- (\w+): `([0-9a-f]{64})`$", text, re.MULTILINE))
    assert list(stated) == ["case", "facts", "sources", "input"]
    counted = [hashlib.sha256(part.encode()).hexdigest() for _, part in parts(text)]
    assert counted == list(stated.values())
    assert report.fact("bundle_sha256") == hashlib.sha256(text.encode()).hexdigest()
    assert report.fact("input_sha256") == hashlib.sha256(BOUNCE.encode()).hexdigest()


def test_it_says_when_and_holds_input_facts_and_sources():
    _, text = bundle()
    assert "Put together: 2026-11-24T06:30:00Z (UTC)" in text
    assert "Status code: 5.7.606" in text
    assert "Blocked IP address: 203.0.113.7" in text
    assert BOUNCE.strip() in text
    assert "https://learn.microsoft.com/" in text


def test_without_a_time_none_is_stated():
    [text] = [text.text for text in check("support", {"bounce": BOUNCE}).texts if text.name == "bundle"]
    assert "Put together" not in text


def test_redacted_it_names_nobody_but_the_sending_address():
    report, text = bundle(redact="yes")
    assert not re.search(r"alex|kim|example\.(?:com|org)|192\.0\.2|20261120015837", text, re.IGNORECASE)
    assert "203.0.113.7" in text
    assert "DB1EXAMPLE01.eop-EUR02.prod.protection.outlook.com" in text
    assert "https://www.rfc-editor.org/" in text
    assert report.fact("recipient") == "alex@example.org"
    [hidden] = [table for table in report.tables if table.name == "hidden"]
    assert not [name for name, _ in hidden.rows if "example" in name]


RETURNED = """From: mailer-daemon@mail.example.org
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

<alex@example.com>: host example-com.mail.protection.outlook.com said: 550 5.7.606 Access denied [203.0.113.7]

--b
Content-Type: message/rfc822

From: Kim <kim@example.org>
Subject: Offer
Content-Type: multipart/alternative; boundary=c

--c
Content-Type: text/plain

Dear Alex, the code of the door is 4711.
--c--

--b--
"""
QMAIL = """Hi. This is the qmail-send program at mail.example.org.
<alex@example.com>:
550 5.7.606 Access denied, banned sending IP [203.0.113.7]

--- Below this line is a copy of the message.

From: kim@example.org
Subject: Offer

Dear Alex, the code of the door is 4711.
"""


@pytest.mark.parametrize("bounce", [RETURNED, QMAIL])
def test_redacted_the_returned_mail_is_its_headers(bounce):
    report, text = bundle(bounce, redact="yes")
    assert "Subject: Offer" in text
    assert "4711" not in text
    assert "The body of the returned mail is left out" in text
    assert "redact.body-left-out" in {found.code for found in report.findings}
    assert "4711" in bundle(bounce)[1]


def test_the_table_names_every_pseudonym_in_the_file():
    report, text = bundle(RETURNED, redact="yes")
    [hidden] = [table for table in report.tables if table.name == "hidden"]
    rows = [name for name, _ in hidden.rows]
    assert not [found for found in re.findall(r"redacted-\d+@[\w.]+\w", text) if found not in rows]
    assert "Channel: delist portal" in text


def test_fences_in_the_input_do_not_end_a_part():
    _, text = bundle(BOUNCE + "\n`````\nx\n```\n")
    assert len(parts(text)) == 4


def test_a_long_input_is_cut_and_the_file_says_so():
    _, text = bundle(BOUNCE + "x" * 300_000)
    assert re.search(r"The input was longer: \d+ characters", text)
    assert len(text) < 260_000


@pytest.mark.parametrize("name", ["bounce.", "ip-reputation", "blocked_ip", "remote_host"])
def test_it_speaks_in_words_not_in_names_of_the_program(name):
    _, text = bundle()
    assert name not in text.partition("## The input")[0]
