"""The reader's text as segments: marked places, gaps, and never megabytes of it."""

import json

import pytest

from checkers.report import Finding, Severity, Span
from checkers.words.escape import code
from checkers.words.marks import MAX_MARKED, MAX_SHOWN, segments


def marked(*places):
    return [Finding("x", Severity.NOTE, tuple(Span(*place) for place in places))]


def length(cut):
    return sum(len(one.get("text", "")) + one.get("gap", 0) for one in cut)


@pytest.mark.parametrize("size", [MAX_MARKED, MAX_MARKED + 1, 10_000_000])
def test_a_marked_stretch_is_shown_by_its_ends(size):
    text = "a" * size + "b"
    cut = segments(text, marked((0, size)))
    assert length(cut) == len(text)
    assert sum(len(one.get("text", "")) for one in cut) <= MAX_MARKED + 1
    assert all(one["marks"] == [0] for one in cut[:-1] if "text" in one)


def test_many_marks_are_shown_up_to_a_limit_and_the_rest_is_counted():
    text = "x" * (3 * MAX_SHOWN)
    cut = segments(text, marked(*((at, at + 50) for at in range(0, len(text), 100))))
    assert length(cut) == len(text)
    assert "gap" in cut[-1]
    assert len(json.dumps(cut)) < 60 * MAX_SHOWN


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a   b\t c", "`a   b\t c`"),
        ("a \r\n  b", "`a b`"),
        ("a`b", "`` a`b ``"),
        ("a|b", "`a\\|b`"),
        ("", ""),
    ],
)
def test_code_keeps_what_stands_between_words(value, shown):
    assert code(value) == shown
