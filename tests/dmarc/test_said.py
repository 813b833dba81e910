"""What a correction chose is said beside it, in every language."""

import pytest

from checkers import check
from checkers.inputs import Inputs
from checkers.words import catalogue, view


def advice(record, language):
    inputs = {"record": record}
    report = check("dmarc", inputs)
    return report.fixed, {
        found["code"]: found["help"]
        for found in view(report, Inputs(inputs, "record"), catalogue(language))["findings"]
    }


@pytest.mark.parametrize(("language", "reason"), [("en", "because"), ("de", "weil")])
@pytest.mark.parametrize(
    ("record", "code"),
    [("v=DMARC1", "dmarc.policy-missing"), ("v=DMARC1; rua=mailto:d@example.org", "dmarc.policy-implied")],
)
def test_a_policy_that_was_chosen_and_why(record, code, language, reason):
    fixed, said = advice(record, language)
    assert "p=none" in fixed
    assert "`p=none`" in said[code]
    assert reason in said[code].rpartition("`p=none`")[2]


@pytest.mark.parametrize(("language", "better"), [("en", "plain letters"), ("de", "einfachen Buchstaben")])
def test_an_encoded_address_is_not_the_best_one(language, better):
    fixed, said = advice(
        "v=DMARC1; p=reject; rua=mailto:j\N{LATIN SMALL LETTER U WITH DIAERESIS}rgen@example.org", language
    )
    assert "mailto:j%C3%BCrgen@example.org" in fixed
    assert better in said["dmarc.uri-characters"]
