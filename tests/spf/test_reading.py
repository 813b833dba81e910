"""What holds for every text that somebody may paste as an SPF record."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import Severity, check
from checkers.report import Fix
from checkers.spf.parse import parse
from checkers.spf.syntax import is_valid
from tests.loader import load

CASES = [str(case["inputs"]["record"]) for case in load() if case["check"] == "spf" and "record" in case["inputs"]]
WORDS = [
    "v=spf1",
    "a",
    "mx",
    "ptr",
    "-all",
    "~all",
    "+all",
    "all",
    "include:example.com",
    "include:",
    "ip4:192.0.2.1",
    "ip4:10.0.0.0/8",
    "ip6:2001:db8::1",
    "exists:%{i}.example.com",
    "redirect=example.com",
    "exp=why.example.com",
    "moo",
    "192.0.2.1",
    "a/24//64",
    "ipv4:1.2.3.4",
    "%{",
    "foo=bar",
    "-",
    ":",
    "=",
    "\u2013all",
    "ip4:1.2.3.4/33",
]
GAPS = [" ", "  ", "", "\n", ", ", ";", "\u00a0", '" "', "\t", "\u200b", '"', "\u201c", "\\"]

pieces = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), min_size=1, max_size=12)
records = pieces.map(lambda found: "v=spf1 " + "".join(word + gap for word, gap in found))
pasted = st.sampled_from(CASES) | records | st.text(string.printable + "\u00a0\u200b\u201c\u2013\u00fc", max_size=80)


def judged(text):
    return check("spf", {"record": text})


@settings(max_examples=400, deadline=None)
@given(text=pasted)
def test_spans_and_edits_lie_in_the_text_and_mark_something(text):
    for finding in judged(text).findings:
        for span in finding.spans:
            assert 0 <= span.start < span.end <= len(text)
        for edit in finding.fix.edits if finding.fix else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(text)


@settings(max_examples=400, deadline=None)
@given(text=pasted)
def test_a_fix_changes_the_text(text):
    for finding in judged(text).findings:
        if finding.fix:
            assert Fix(finding.fix.edits).apply(text) != text


@settings(max_examples=400, deadline=None)
@given(text=pasted)
def test_the_corrected_record_has_nothing_left_to_correct(text):
    fixed = judged(text).fixed
    if fixed is not None:
        again = judged(fixed)
        assert again.fixed is None
        assert not [finding for finding in again.findings if finding.severity is Severity.BLOCKS and finding.fix]


@settings(max_examples=300, deadline=None)
@given(text=st.lists(st.sampled_from(WORDS), max_size=10).map(lambda words: " ".join(["v=spf1", *words])))
def test_a_record_of_valid_terms_never_blocks_for_its_grammar(text):
    record = parse(text)
    broken = [term for term in record.terms if not is_valid(term.token.text)]
    repeated = len(record.named("redirect")) > 1 or len(record.named("exp")) > 1
    lookups = judged(text).fact("lookups") or 0
    assert (judged(text).verdict is Severity.BLOCKS) is bool(broken or repeated or lookups > 10)


@pytest.mark.parametrize(
    "text",
    [
        "v=spf1 " * 9000,
        "v=spf1 " + "a" * 60_000,
        "v=spf1 " + " " * 60_000 + "a",
        "v=spf1 " + "a:" * 30_000,
        "v=spf1 " + "ip4:" * 15_000,
        "v=spf1 " + "/" * 60_000,
        "v=spf1 exists:" + "%{" * 30_000,
        '"' * 60_000,
        '"v=spf1 ' + "\\" * 60_000,
        "v=spf1\n" * 9000,
        "v" * 60_000,
        "v" + " " * 60_000 + "x",
        "spf" + " " * 60_000 + "x",
        "TXT " + " " * 60_000 + "v=spf1 a",
        "v=spf1 " + "\u00fc." * 30_000,
        "v=spf1 " + "a " * 500_000,
        "v=spf1 " + "," * 60_000,
        "&#" * 30_000,
        "( " * 30_000,
    ],
    ids=lambda text: text[:14],
)
def test_a_hostile_text_gets_a_report(text):
    assert judged(text).findings


def test_a_text_beyond_the_cap_is_shown_and_said():
    report = judged("v=spf1 " + "a:x.example.com " * 10_000)
    assert "spf.huge" in [finding.code for finding in report.findings]
    assert report.fact("record")
