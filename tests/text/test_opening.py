"""A mark or a quotation of a long text ends behind a word."""

import pytest

from checkers import check
from checkers.inputs import Inputs
from checkers.report import Finding, Severity, Span
from checkers.text.opening import opening
from checkers.words import catalogue
from checkers.words.finding import Given, say_finding

LONG = "The administrators of this organization decided about mail from outside. " * 9


@pytest.mark.parametrize(
    ("text", "end"),
    [("", 0), ("two words", 9), ("a" * 500, 200), ("x " + "y" * 500, 200), ("a" * 150 + " " + "b" * 150, 150)],
)
def test_where_it_ends(text, end):
    assert opening(text) == end


@pytest.mark.parametrize("length", range(190, 215))
def test_it_ends_behind_a_word_or_at_the_end(length):
    end = opening(LONG[:length])
    assert end == length or (end > 150 and LONG[end].isspace() and not LONG[end - 1].isspace())


@pytest.mark.parametrize("name", ["spf", "dkim", "dmarc", "mta-sts", "tls-rpt", "bimi"])
def test_the_mark_on_a_text_of_another_kind(name):
    ends = [span.end for found in check(name, {"record": LONG}).findings for span in found.spans]
    assert ends
    assert all(LONG[end].isspace() for end in ends)


def test_a_quotation_of_another_input():
    found = Finding("input.empty", Severity.NOTE, (Span(0, len(LONG), "answers"),))
    said = say_finding(found, Given(Inputs({"answers": LONG}, "text"), "test", iter(range(9))), catalogue("en"))
    assert said["places"][0]["text"].endswith(
        (" decided", " outside.", " about", " organization", " from", " of", " this")
    )
