"""The public suites for SPF inside Pyodide: the same results and explanations as in CPython."""

import pytest

from tests.spf.suites import DEFAULT, suites
from tests.spf.test_evaluation import AGAINST_THE_RFC

pytestmark = [pytest.mark.pyodide, pytest.mark.xdist_group("pyodide")]


def test_spf(pyodide, conformance):
    wrong, judged = {}, 0
    for case in suites(conformance):
        report = pyodide.run({"check": "spf", "inputs": case.inputs, "zone": case.zone, "lang": "de"})["report"]
        facts = {fact["name"]: fact["value"] for fact in report["facts"]}
        explanation = facts.get("explanation") or DEFAULT
        judged += 1
        if facts.get("result") not in case.results or case.explanation not in {None, explanation}:
            wrong[case.id] = facts.get("result"), explanation
    assert judged > 250
    assert wrong.keys() == AGAINST_THE_RFC.keys()
