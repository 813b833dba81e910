"""The evidence bundle: one file that proves itself."""

import hashlib
import re
from datetime import UTC, datetime

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
    assert list(stated) == ["case", "findings", "facts", "input"]
    counted = [hashlib.sha256(part.encode()).hexdigest() for _, part in parts(text)]
    assert counted == list(stated.values())
    assert report.fact("bundle_sha256") == hashlib.sha256(text.encode()).hexdigest()
    assert report.fact("input_sha256") == hashlib.sha256(BOUNCE.encode()).hexdigest()


def test_it_says_when_and_holds_input_facts_and_findings():
    _, text = bundle()
    assert "Put together: 2026-11-24T06:30:00Z (UTC)" in text
    assert "status: 5.7.606" in text
    assert "bounce.blocked-ip (ip: 203.0.113.7)" in text
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


def test_fences_in_the_input_do_not_end_a_part():
    _, text = bundle(BOUNCE + "\n`````\nx\n```\n")
    assert len(parts(text)) == 4


def test_a_long_input_is_cut_and_the_file_says_so():
    _, text = bundle(BOUNCE + "x" * 300_000)
    assert re.search(r"The input was longer: \d+ characters", text)
    assert len(text) < 260_000
