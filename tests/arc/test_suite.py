"""The ARC suite: every case that says what must come out, through the public check."""

import json

import pytest

from checkers import check
from checkers.dns import zone_lookup


@pytest.fixture(scope="module")
def suite(conformance):
    return json.loads((conformance / "arc/arc_test_suite/arc-validation.normalised.json").read_text("utf-8"))


def outcome(case, suite):
    zone = {name: {"TXT": [text]} for name, text in suite["txt_records"][case["txt_records_of"]].items()}
    report = check("message", {"message": case["message_lf"]}, lookup=zone_lookup(zone))
    return next(part.fact("result") for part in report.parts if part.check == "arc")


def test_every_case_of_the_suite(suite):
    cases = [case for case in suite["tests"] if case["cv"] is not None]
    wrong = [f"{case['id']}: {said}" for case in cases if (said := outcome(case, suite)) != case["cv"]]
    assert len(cases) == 168
    assert not wrong


def test_cases_that_the_suite_leaves_open_end_the_chain(suite):
    assert {outcome(case, suite) for case in suite["tests"] if case["cv"] is None} == {"fail"}
