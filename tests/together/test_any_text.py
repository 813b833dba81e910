"""Whatever is pasted gets a report that can be said; every place lies in the text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import check, to_json
from checkers.dns.answers import answers_in
from checkers.inputs import Inputs
from checkers.report import Span
from checkers.together.split import split
from checkers.together.stitch import stitch
from checkers.words import catalogue, languages, view
from tests.loader import load

TEXTS = sorted({case["inputs"]["text"] for case in load() if case["check"] == "auto" and "text" in case["inputs"]})
ZONES = [case["inputs"]["text"] for case in load() if case["id"].startswith("together/")]
LINES = sorted({line for text in ZONES for line in text.splitlines(keepends=True)})


def places(report):
    for found in report.findings:
        yield from found.spans
        yield from (edit.span for edit in found.fix.edits) if found.fix else ()
    yield from (fact.span for fact in report.facts if fact.span)
    for part in report.parts:
        yield from places(part)


def judged(text):
    report = check("auto", {"text": text})
    to_json(report)
    for language in languages():
        view(report, Inputs({"text": text}, "text"), catalogue(language))
    return report


@settings(deadline=None)
@given(
    text=st.text()
    | st.lists(st.sampled_from(LINES), max_size=12).map("".join)
    | st.tuples(st.sampled_from(TEXTS), st.sampled_from(TEXTS), st.integers(0, 300), st.integers(0, 300)).map(
        lambda drawn: drawn[0][drawn[2] :] + drawn[1][: drawn[3]]
    )
)
def test_any_text(text):
    assert all(not place.input and 0 <= place.start <= place.end <= len(text) for place in places(judged(text)))


@pytest.mark.parametrize(
    "text",
    [
        "v=spf1 -all\nv=DMARC1; p=none\n" * 2000,
        'a.example. IN TXT "v=spf1 -all"\n' * 2000,
        "".join(f'_dmarc.a{n}.example. IN TXT "v=DMARC1; p=reject"\n' for n in range(1500)),
        "".join(f"a{n}.example. IN CNAME a{n + 1}.example.\n" for n in range(2000)) + "v=spf1 -all",
        "".join(f"a{n}._domainkey.example.com. IN CNAME b.example.\n" for n in range(1500)),
        "$ORIGIN a\n" * 5000 + '@ IN TXT "v=spf1 -all"\n',
        "v=spf1 v=DMARC1 v=BIMI1 v=STSv1 " * 2000,
        'example.com.example.com.example.com. IN TXT "v=DMARC1; p=none"\n' * 1000,
        "example.com. IN MX 10 192.0.2.1\nexample.com. IN CNAME a.example.\n" * 1000 + "v=spf1 -all",
    ],
    ids=["plain", "one name", "names", "chain", "aliases", "origins", "one line", "doubled", "servers"],
)
def test_a_hostile_text(text):
    judged(text)


def test_places_in_stitched_lines_are_those_of_the_text():
    text = "one\ntwo\nthree\nfour"
    stitched = stitch(text, [(14, 18), (0, 4)])
    assert stitched.text == "one\nfour"
    found = re.search("four", stitched.text)
    assert stitched.span(Span(*found.span())) == Span(14, 18)
    assert stitched.span(Span(0, 3)) == Span(0, 3)


def test_the_pieces_of_a_record_are_whole_lines_with_the_origin_before():
    text = '$ORIGIN example.com.\nmail A 192.0.2.1\n@ IN TXT "v=spf1 -all"\n'
    [group] = split(text, answers_in(text)).groups
    assert stitch(text, group.pieces).text == '$ORIGIN example.com.\n@ IN TXT "v=spf1 -all"'
    assert (group.name, group.domain) == ("example.com", "example.com")
