"""Other projects' cases for MTA-STS, TLS-RPT and BIMI: right there is right here, wrong there is wrong here."""

import json

import pytest

from checkers import check
from checkers.report import Severity

FILES = ("checkdmarc-records.json", "mail-auth-records.json")
INPUTS = {
    "mta-sts-record": ("mta-sts", "record"),
    "mta-sts-policy": ("mta-sts", "policy"),
    "tls-rpt": ("tls-rpt", "record"),
    "bimi": ("bimi", "record"),
}
WRONG = {Severity.BLOCKS, Severity.RISKS, Severity.UNKNOWN}
# By the text of the case: what speaks against it.
DISAGREEMENTS = {
    # RFC 8461 3.2: "unknown fields SHALL be ignored"
    "version: STSv1\r\nmode: enforce\r\nmax_age: 86400\r\nmx: mail.example.com\r\nbadkey: badvalue\r\n",
    # the BIMI draft, 4.2: `l` is required; the case is about `lps`, which is right here too
    "v=BIMI1; lps=News,Billing",
}


@pytest.mark.parametrize("file", FILES)
def test_records_of_other_projects(conformance, file):
    cases = json.loads((conformance / "records" / file).read_text("utf-8"))["cases"]
    cases = [case for case in cases if case["kind"] in INPUTS]
    assert cases
    differing = set()
    for case in cases:
        name, main = INPUTS[case["kind"]]
        text = case.get("input", case.get("record"))
        report = check(name, {main: text})
        wrong = case.get("outcome", "ok") != "ok"
        if wrong != (report.verdict in WRONG):
            differing.add(text)
        for tag, value in case.get("expected", {}).items():
            assert report.fact(tag) == (",".join(value) if isinstance(value, list) else value)
    assert differing <= DISAGREEMENTS


def test_disagreements_are_real(conformance):
    cases = json.loads((conformance / "records" / FILES[0]).read_text("utf-8"))["cases"]
    known = {case["input"]: case for case in cases if case["kind"] in INPUTS}
    for text in DISAGREEMENTS:
        name, main = INPUTS[known[text]["kind"]]
        wrong = check(name, {main: text}).verdict in WRONG
        assert wrong == (known[text]["outcome"] == "ok")
