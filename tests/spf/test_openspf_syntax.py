"""The openspf suite for RFC 7208: what it calls permerror for its syntax blocks, and no good record does.

The suite gives the result of an evaluation, not of a syntax check. Every permerror counts as one of syntax here,
but for the records named below: these are sound by themselves, and what breaks them stands elsewhere.
"""

import json

import pytest

from checkers import Severity, check

# Sound records whose permerror comes from another record, from a missing one, or from counting while evaluating.
EVALUATION = {
    "v=spf1 include:e6.example.com -all",  # the included record has a fault
    "v=spf1 include:erehwon.example.com -all",  # no record there
    "v=spf1 redirect=erehwon.example.com",
    "v=spf1 ip4:1.1.1.1 redirect=e1.example.com",  # a loop
    "v=spf1 include:e3.example.com",
    "v=spf1 mx",  # more than ten hosts
    "v=spf1 a include:inc.example.com a ip4:1.2.3.4 -all",  # ten lookups counted with the included ones
    "v=spf1 a:err.example.com a:err1.example.com a:err2.example.com ?all",  # void lookups
}
EVALUATED = {"pass", "fail", "softfail", "neutral", "temperror"}


def records(conformance):
    """Yield each record of the suite that a test is about, with the accepted results."""
    path = conformance / "spf" / "openspf" / "rfc7208-tests.normalised.json"
    suite = json.loads(path.read_text("utf-8"))
    for case in suite["tests"]:
        domain = (case["mailfrom"].rpartition("@")[2] or case["helo"]).lower()
        zone = suite["zones"][case["scenario"]].get(domain, {"records": {}})
        texts = ["".join(strings) for strings in zone["records"].get("TXT", [])]
        spf = [text for text in texts if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]
        yield case["id"], "\n".join(spf), set(case["result"]), len(spf)


def test_a_permerror_for_syntax_blocks(conformance):
    cases = [case for case in records(conformance) if case[2] == {"permerror"} and case[1] not in EVALUATION]
    assert len(cases) > 50
    assert not [(name, text) for name, text, _, _ in cases if not blocks(text)]


def test_no_good_record_blocks(conformance):
    cases = [case for case in records(conformance) if case[2] & EVALUATED and case[3] == 1]
    assert len(cases) > 100
    assert not [(name, text) for name, text, _, _ in cases if blocks(text)]


def test_every_record_that_counts_as_an_evaluation_error_is_in_the_suite_and_sound(conformance):
    seen = {text for _, text, result, _ in records(conformance) if result == {"permerror"}}
    assert seen >= EVALUATION
    assert not [text for text in EVALUATION if blocks(text)]


@pytest.mark.parametrize("kind", ["ok", "error"])
def test_checkdmarc_records(conformance, kind):
    listed = json.loads((conformance / "records" / "checkdmarc-records.json").read_text("utf-8"))["cases"]
    about_dns = ("loop", "void", "does not exist")
    for case in listed:
        said = (case.get("error", "") + case["about"]).lower()
        if case["kind"] == "spf" and case["outcome"] == kind and not any(word in said for word in about_dns):
            assert blocks(case["input"]) is (kind == "error"), case["input"]


def test_records_of_the_mail_auth_suite_are_sound(conformance):
    found = 0
    for path in sorted((conformance / "spf" / "mail-auth").glob("*.yml")):
        for line in path.read_text("utf-8").splitlines():
            if line.strip().startswith("spf:"):
                _, _, text = line.strip().partition(" v=")
                found += 1
                # its reader passes over what stands behind `all`; RFC 7208 4.6 does not
                assert blocks("v=" + text) is ("ip:" in text), text
    assert found > 20


def blocks(text):
    return check("spf", {"record": text}).verdict is Severity.BLOCKS
