"""Texts whose lines end by carriage returns alone are read like those with line feeds, and every place is the same."""

import pytest

from checkers import check
from checkers.checks import checks
from checkers.dns import zone_lookup
from checkers.inputs import Inputs
from checkers.text.feeds import octets_with_feeds, with_feeds
from tests.loader import load


def main_of(case):
    return checks()[case["check"]].main


def in_lines(case):
    text = case["inputs"].get(main_of(case), "")
    return "\n" in text.strip() and "\r" not in text and len(text) < 100_000


CASES = [case for case in load() if in_lines(case)]


def said(report):
    findings = [(found.code, found.spans) for found in report.findings]
    return findings, [(fact.name, fact.value, fact.span) for fact in report.facts], list(map(said, report.parts))


@pytest.mark.parametrize("case", CASES[::3], ids=lambda case: case["id"])
@pytest.mark.parametrize("given", [str, str.encode], ids=["text", "file"])
def test_a_report_is_the_same_and_points_to_the_same_places(case, given):
    text, main = case["inputs"][main_of(case)], main_of(case)
    lookup = zone_lookup(case["zone"]) if "zone" in case else None
    feeds, returns = (
        check(case["check"], case["inputs"] | {main: given(one)}, lookup=lookup)
        for one in (text, text.replace("\n", "\r"))
    )
    assert without_sums(said(feeds)) == without_sums(said(returns))


def without_sums(report):
    findings, facts, parts = report
    return findings, [fact for fact in facts if "sha256" not in fact[0]], list(map(without_sums, parts))


@pytest.mark.parametrize(
    ("text", "read"),
    [("a\rb", "a\nb"), ("a\rb\r", "a\nb\n"), ("a\r\nb", "a\r\nb"), ("a\rb\n", "a\rb\n"), ("ab", "ab"), ("", "")],
)
def test_a_carriage_return_beside_line_feeds_is_no_line_end(text, read):
    assert with_feeds(text) == read
    assert octets_with_feeds(text.encode()) == read.encode()
    assert Inputs({"record": text}, "record").text() == read
