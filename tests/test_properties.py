"""What holds for every check and every input."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkers import check, to_json
from checkers.browser import run
from checkers.checks import checks
from tests.loader import load
from tools.strings import languages

SEEDS = [str(value) for case in load() for value in case["inputs"].values()]
PIECES = st.sampled_from(
    [*SEEDS, "v=spf1 ", "550 5.7.606 ", "From: a@example.com\n", "\n\n", "<script>", "{x}", "\u200b", "`", "é"]
)


@st.composite
def texts(draw):
    text = "".join(draw(st.lists(PIECES | st.text(max_size=20), max_size=6)))
    start = draw(st.integers(0, len(text)))
    return text[start : start + draw(st.integers(0, 4000))]


def spans(report):
    for finding in report["findings"]:
        yield from finding["spans"]
        yield from (edit["span"] for edit in finding["fix"] or ())
    for fact in report["facts"]:
        if fact["span"]:
            yield fact["span"]
    for part in report["parts"]:
        yield from spans(part)


@pytest.mark.parametrize("name", checks())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts())
def test_no_input_raises_and_spans_lie_inside_it(name, text):
    main = checks()[name].main
    report = to_json(check(name, {main: text}))
    assert report == to_json(check(name, {main: text}))
    for span in spans(report):
        if span["input"] in {"", main}:
            assert 0 <= span["start"] <= span["end"] <= len(text)


@pytest.mark.parametrize("language", languages())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts())
def test_everything_can_be_said_in_every_language(language, text):
    shown = json.loads(run(json.dumps({"check": "auto", "inputs": {"text": text}, "lang": language})))["view"]
    pieces = shown["source"]
    length = sum(piece.get("gap", 0) or len(piece["text"]) for piece in pieces)
    assert not pieces or length == len(text)


@pytest.mark.parametrize("name", checks())
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=2000))
def test_bytes_of_any_kind_can_be_read(name, data):
    check(name, {checks()[name].main: data})
