"""Behind a forwarder nobody is told to let it into the SPF record, and a seal that overrode a failure is named."""

import pytest

from checkers import check
from tests.loader import load

CASES = {case["name"]: case["headers"] for case in load() if case["id"].startswith("headers/relay: ")}
FORWARDED = "forwarded, DKIM holds: the forwarder does not belong into the SPF record"
RELAYED = "a relay that the sender pays for is no forwarder"
SEALED = "a trusted seal overrode the failure: nothing to repair"


@pytest.mark.parametrize(("name", "advice"), [(FORWARDED, "forwarded"), (RELAYED, "spf/fail")])
def test_advice_on_spf_fits_to_who_handed_the_message_in(name, advice):
    report = check("headers", {"headers": CASES[name]})
    (results,) = (part for part in report.parts if part.check == "authentication")
    rows = dict(results.tables[0].rows)
    assert rows["spf"][:3] == ("fail", "spf/fail", advice)


def test_reason_of_an_overridden_failure_stands_in_the_paragraph():
    report = check("headers", {"headers": CASES[SEALED]})
    clauses = [one.values["clause"] for one in report.findings if one.code == "headers.documented"]
    assert clauses == ["SCL:1", "dmarc=fail", "action=oreject", "reason=130"]
