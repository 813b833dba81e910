"""What holds for every domain, however its zone looks and whatever part of it answers."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkers import check, to_json
from checkers.dns import zone_lookup
from checkers.inputs import Inputs
from checkers.report import Severity
from checkers.words import catalogue, markdown, view
from tests.domain.zones import NOTHING, cases, failing, silent, zones

AGAINST = {Severity.BLOCKS, Severity.RISKS, Severity.ADVICE}
INPUTS = {"domain": "example.com", "selectors": "own", "ip": "192.0.2.25 2001:db8::25"}
# of a domain that does not exist less is said than is true
SOUND = {name: one for name, one in cases().items() if "zone" in one and "domain.missing" not in one["codes"]}
# what is said of a domain that has no mail in place of what is said where that is not known
MILDER = {
    "spf.no-record": "domain.silent-spf",
    "dmarc.no-record": "domain.silent-dmarc",
    "dmarc.nothing-enforced": "domain.silent-dmarc",
}
UNSAID = re.compile(r"\b(?:box|check|choice|column|diagram|fact|node|row|table|tree|value|verdict)/[a-z]")
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def every(report):
    return [*report.findings, *(found for part in report.parts for found in every(part))]


def ready(report):
    return {name: values for table in report.tables if table.name == "readiness" for name, values in table.rows}


@SLOW
@given(zone=zones(), inputs=st.sampled_from((INPUTS, {"domain": "example.com"})), lang=st.sampled_from(("en", "de")))
def test_no_zone_makes_it_raise_and_everything_can_be_said(zone, inputs, lang):
    report = check("domain", inputs, lookup=zone_lookup(zone))
    shown = view(report, Inputs(inputs, "domain"), catalogue(lang))
    assert json.dumps(to_json(report))
    assert not UNSAID.search(markdown(shown, catalogue(lang)))
    assert not report.needs


def test_without_any_answer_nothing_is_said_against_the_domain():
    report = check("domain", INPUTS, lookup=silent)
    assert report.verdict is Severity.UNKNOWN
    assert {found.severity for found in every(report)} <= {Severity.UNKNOWN, Severity.NOTE}
    assert not report.tree
    assert not {"yes", "no", "ready", "blocked", "risks"} & {value for row in ready(report).values() for value in row}


@pytest.mark.parametrize("name", SOUND)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_what_is_not_answered_is_never_held_against_the_domain(name, data):
    case = SOUND[name]
    whole = check("domain", case["inputs"], lookup=zone_lookup(case["zone"]))
    chosen = {}

    def fails(question):
        return chosen.setdefault(
            question, data.draw(st.sampled_from(NOTHING), label=f"{question.name} {question.type}")
        )

    part = check("domain", case["inputs"], lookup=failing(case["zone"], fails))
    against = {found.code for found in every(part) if found.severity in AGAINST}
    assert {MILDER.get(code, code) for code in against} <= {MILDER.get(one.code, one.code) for one in every(whole)}
    for receiver, values in ready(part).items():
        known = ready(whole).get(receiver)
        assert known is None or all(one != "no" or other == "no" for one, other in zip(values, known, strict=True))


@SLOW
@given(text=st.text(max_size=60), selectors=st.text(max_size=30), ip=st.text(max_size=30))
def test_nothing_that_is_typed_makes_it_raise(text, selectors, ip):
    report = check("domain", {"domain": text, "selectors": selectors, "ip": ip}, lookup=silent)
    spans = [span for found in report.findings for span in found.spans if not span.input]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)


def test_a_name_as_long_as_names_may_be_asks_no_longer_one():
    domain = ".".join(["a" * 63] * 3 + ["b" * 57, "com"])
    report = check("domain", {"domain": domain, "selectors": "s", "ip": "192.0.2.25"})
    assert report.needs
    assert all(len(question.name) <= 253 for question in report.needs)
