"""The table of what Microsoft asks: how each row stands, and that each row can be said and followed."""

import tomllib
from pathlib import Path

import pytest

from checkers import check, to_json
from checkers.microsoft.rules import RULES
from checkers.registry import source
from checkers.tables import table
from checkers.words import catalogue
from tests.conftest import ROOT
from tools.strings import languages

CASES = tomllib.loads((Path(__file__).parent / "rows.toml").read_text("utf-8"))["case"]
ROWS = table("microsoft")


def tables(report):
    return [one for one in report.tables if one.name == "microsoft"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_rows(case):
    rows = {name: values[1] for one in tables(check(case["check"], case["inputs"])) for name, values in one.rows}
    assert {name: rows.get(name) for name in case["rows"]} == case["rows"]
    assert not rows.keys() & set(case.get("absent", ()))


def test_each_part_of_a_zone_has_its_own_table():
    report = check("auto", {"text": "v=spf1 ip4:192.0.2.1 -all\nv=DMARC1; p=none\n"})
    assert not tables(report)
    assert [next(name.partition("-")[0] for name, _ in tables(part)[0].rows) for part in report.parts] == [
        "spf",
        "dmarc",
    ]


def test_a_record_that_nobody_finds_meets_nothing():
    report = check("auto", {"text": 'example.com. IN TXT "v=DMARC1; p=none"\nexample.com. IN TXT "v=spf1 -all"\n'})
    assert {part.check: len(tables(part)) for part in report.parts} == {"dmarc": 0, "spf": 1}


def test_the_sources_of_a_table_are_sources_of_the_report():
    report = check("dmarc", {"record": "v=DMARC1; p=reject"})
    [shown] = tables(report)
    assert set(shown.because) <= to_json(report)["sources"].keys()
    assert to_json(report)["tables"][-1]["because"] == list(shown.because)


def test_every_row_has_a_rule_and_every_rule_a_row():
    assert {row["rule"] for row in ROWS.values()} == RULES.keys()


def test_every_row_has_a_case():
    assert ROWS.keys() == {name for case in CASES for name in case["rows"]}


@pytest.mark.parametrize("language", languages())
def test_every_row_can_be_said_and_followed(language):
    words = catalogue(language).words
    page = (ROOT / "docs" / language / "authentication" / "microsoft.md").read_text("utf-8")
    for name, row in ROWS.items():
        assert f"row/microsoft/{name}" in words
        assert f"value/microsoft/{row['service']}" in words
        for claim in row["because"]:
            known = source(claim)
            assert known["status"] == "unverified" or known["url"] in page, f"{name}: {claim}"
