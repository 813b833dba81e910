"""A whole report to hand on: what identifies somebody is gone from every corner of it, and it can still be said."""

import json
import re

import pytest

from checkers import check, to_json
from checkers.browser import run
from checkers.checks import checks
from checkers.dns import zone_lookup
from checkers.inputs import Inputs
from checkers.report import Report
from checkers.requests.redact.report import redact_report
from checkers.words import catalogue, markdown, view
from tests.loader import load

# documentation addresses (RFC 5737, RFC 3849) in IPv4 only where they are addresses: 192.0.2.256 names nobody
NUMBER = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
IDENTIFIES = re.compile(
    rf"(?<![\w.-])(?:[\w-]+\.)*example\.(?:com|net|org)(?![\w-])"
    rf"|(?<![\d.])(?:192\.0\.2|198\.51\.100|203\.0\.113)\.{NUMBER}(?!\d)|2001:db8:[0-9a-f:]+[0-9a-f]",
    re.IGNORECASE,
)
CASES = [case for case in load() if "times" not in case]
GLUED = "spf/spaces: two names together, which the grammar allows"  # "a:a.example.commx:…": nobody can part them


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


@pytest.mark.parametrize("room", sorted({case["id"].partition("/")[0] for case in CASES}))
def test_no_value_tells_who_it_is_about_and_all_can_be_said(room):
    words = catalogue("de")
    for case in CASES:
        if case["id"].partition("/")[0] != room or case["id"] == GLUED:
            continue
        lookup = zone_lookup(case["zone"]) if "zone" in case else None
        main = checks()[case["check"]].main
        report = check(case["check"], case["inputs"], lookup=lookup)
        redacted = redact_report(report, Inputs(case["inputs"], main).text())
        told = to_json(redacted)
        assert not [text for text in strings(told) if IDENTIFIES.search(text)], case["id"]
        assert shape(report) == shape(redacted)
        assert markdown(view(redacted, Inputs({}, main), words), words)


def shape(report: Report):
    return (
        report.verdict,
        [(found.code, found.severity) for found in report.findings],
        [fact.name for fact in report.facts],
        [shape(part) for part in report.parts],
    )


def test_the_same_has_the_same_name_in_every_corner_and_a_person_s_name_goes_too():
    text = (
        "Received: from mx.example.com (203.0.113.7) by a.example.net; Mon, 1 Jun 2026 10:00:00 +0000\n"
        "Received-SPF: pass (a.example.net: domain of example.com designates 203.0.113.7) client-ip=203.0.113.7;\n"
        "From: Anna Example <anna@example.com>\nSubject: Hello Anna Example\n"
    )
    told = json.dumps(to_json(redact_report(check("headers", {"headers": text}), text)))
    assert "240.0.0.1" in told
    assert "203.0.113.7" not in told
    assert "Anna" not in told


def test_what_closed_vocabularies_say_stays():
    report = check("domain", {"domain": "example.com"})
    redacted = redact_report(report, "example.com")
    assert [need.type for need in redacted.needs] == [need.type for need in report.needs]
    assert all(need.name.endswith("redacted.invalid") or need.name == "_dmarc.com" for need in redacted.needs)


@pytest.mark.parametrize("export", ["redacted", ""])
def test_the_page_asks_for_it_with_an_input_of_its_own(export):
    inputs = {"record": "v=spf1 ipv4:203.0.113.7 -all", "export": export}
    told = run(json.dumps({"check": "spf", "inputs": inputs, "lang": "en"}))
    assert ("203.0.113.7" in told) == (not export)
