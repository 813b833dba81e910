"""What is started for the check of a record or a bounce: a part of everything; it lets the rest be fetched."""

import pytest

from checkers.checks import bounce_checks, checks, record_checks
from tests.loader import differences, load
from tests.pyodide.conftest import BUILT
from tools.runtime.node import PyodideRunner

pytestmark = [pytest.mark.pyodide, pytest.mark.xdist_group("pyodide")]

KEY = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="  # RFC 8032 7.1, in the form of RFC 8410
USUAL = [
    ("spf", "record", "v=spf1 include:spf.protection.outlook.com ip4:192.0.2.1 -all", set()),
    ("spf", "record", "v=spf1 ipv4:192.0.2.1 +all", set()),
    ("dmarc", "record", "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com", set()),
    ("dmarc-builder", "domain", "example.co.uk", set()),
    ("mta-sts", "record", "v=STSv1; id=20260101", set()),
    ("dkim", "record", f"v=DKIM1; k=ed25519; p={KEY}", {"ecdsa", "six"}),
]


@pytest.fixture
def lowest():
    with PyodideRunner(BUILT, check="spf") as runner:
        yield runner


@pytest.fixture
def middle():
    with PyodideRunner(BUILT, check="bounce") as runner:
        yield runner


def fetched(runner):
    return {name.partition("-")[0] for name in runner.fetched} - {"words"}


def judged(runner, names):
    """Return how many cases of these checks were judged, and what was said otherwise."""
    wrong, count = {}, 0
    for case in load():
        if case["check"] not in names or "file" in case:
            continue
        zone = {"zone": case["zone"]} if "zone" in case else {}
        report = runner.run({"check": case["check"], "inputs": case["inputs"], "lang": "de"} | zone)["report"]
        if said := differences(case, report, case["inputs"].get(checks()[case["check"]].main, "")):
            wrong[case["id"]] = said
        count += 1
    return count, wrong


def test_every_case_of_a_record_is_judged_alike(lowest):
    count, wrong = judged(lowest, record_checks())
    assert count > 500
    assert not wrong


def test_every_case_of_a_bounce_is_judged_alike(middle):
    count, wrong = judged(middle, bounce_checks().keys() - record_checks())
    assert count > 100
    assert not wrong


@pytest.mark.parametrize(("check", "name", "text", "more"), USUAL)
def test_a_usual_one_needs_little_more(lowest, check, name, text, more):
    lowest.run({"check": check, "inputs": {name: text}, "lang": "en"})
    assert fetched(lowest) == more


def test_another_check_is_possible_and_fetches_what_it_needs(lowest):
    bounce = "550 5.7.606 Access denied, banned sending IP [192.0.2.14]"
    report = lowest.run({"check": "bounce", "inputs": {"bounce": bounce}, "lang": "en"})["report"]
    assert {fact["name"]: fact["value"] for fact in report["facts"]}["is_bounce"] is True
    assert "postlotse" in fetched(lowest)
