"""Pasted answers of every tool, as answers to questions; what must come out stands beside each text in the cases."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import check, to_json
from checkers.dns.answers import answers_in, read_answers
from checkers.dns.model import Question, Status
from checkers.inputs import Inputs
from checkers.words import catalogue, languages, view

CASES = tomllib.loads((Path(__file__).parent / "answers.toml").read_text("utf-8"))["case"]
TEXTS = [case["text"] for case in CASES]


def said(answers):
    """Return the answers as `name TYPE` -> records, or the status where there are none."""
    return {
        f"{question.name} {question.type}": list(answer.records) or str(answer.status)
        for question, answer in answers.items()
    }


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case):
    pasted = read_answers(case["text"], case.get("origin", ""))
    answers = said(pasted.answers)
    assert {key: answers.get(key) for key in case["answers"]} == case["answers"]
    assert not [key for key in case.get("open", ()) if key in answers]
    assert [str(one.gap) for one in pasted.unread] == case.get("unread", [])


def test_windows_line_ends_change_nothing():
    for text in TEXTS:
        assert said(answers_in(text.replace("\n", "\r\n"))) == said(answers_in(text))


def test_strings_of_a_record_are_kept():
    answer = answers_in('example.com. 300 IN TXT "v=spf1 " "-all"')[Question("example.com", "TXT")]
    assert answer.records == ("v=spf1 -all",)
    assert answer.strings == (("v=spf1 ", "-all"),)


def test_a_later_failure_hides_nothing():
    text = "example.com has address 192.0.2.1\nHost example.com not found: 2(SERVFAIL)\n"
    assert answers_in(text)[Question("example.com", "A")].status is Status.NOERROR


@settings(deadline=None)
@given(
    text=st.text()
    | st.tuples(st.sampled_from(TEXTS), st.sampled_from(TEXTS), st.integers(0, 3000), st.integers(0, 3000)).map(
        lambda drawn: drawn[0][drawn[2] :] + drawn[1][: drawn[3]]
    )
)
def test_any_text_can_be_read(text):
    pasted = read_answers(text, "example.com")
    for one in pasted.unread:
        assert 0 <= one.start <= one.end <= len(text)
    for question in pasted.answers:
        assert question == Question.ask(question.name, question.type)


@settings(deadline=None)
@given(text=st.text() | st.sampled_from(TEXTS))
def test_any_text_is_taken_as_answers_and_said(text):
    inputs = {"record": "v=spf1 include:_spf.example.com -all", "answers": text}
    report = check("spf", inputs)
    to_json(report)
    for language in languages():
        view(report, Inputs(inputs, "record"), catalogue(language))
