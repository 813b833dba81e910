"""What a finding says about an input beside the main one, and which part is about what."""

import pytest

from checkers.report import Edit, Fact, Fix, Report, Severity, Span
from checkers.words import markdown
from tests.words.reports import finding, said, words

POLICY = "version: STSv1\nmode: enforced\n"
AT = Span(21, 29, "policy")


def found(*spans, severity=Severity.BLOCKS, check="test", **given):
    report = Report(check, (finding(*spans, severity=severity, **given),))
    return said(report, {"text": "v=STSv1", "policy": POLICY, "ip": "192.0.2"})["findings"][0]


def test_a_place_in_another_input_is_named_and_quoted():
    [place] = found(AT)["places"]
    assert place == {
        "input": "policy",
        "start": 21,
        "end": 29,
        "label": "In the field “Its policy file”, line 2:",
        "text": "enforced",
    }


def test_a_field_has_the_check_s_own_label_or_the_general_one():
    assert "“Policy file”" in found(AT, check="other")["places"][0]["label"]


def test_a_line_is_not_numbered_where_there_is_only_one():
    assert found(Span(0, 3, "ip"))["places"][0]["label"].count("line") == 0


def test_a_long_place_is_quoted_by_its_beginning():
    text = "x" * 1000
    report = Report("test", (finding(Span(0, 1000, "policy"), severity=Severity.NOTE),))
    [place] = said(report, {"policy": text})["findings"][0]["places"]
    assert 0 < len(place["text"]) < len(text)


def test_such_a_place_is_no_mark_in_the_main_text():
    assert found(AT)["marks"] == []
    assert found(Span(0, 1))["places"] == []


@pytest.mark.parametrize(
    ("severity", "wrong"), [(Severity.BLOCKS, True), (Severity.RISKS, True), (Severity.NOTE, False)]
)
def test_only_what_can_do_harm_makes_a_field_wrong(severity, wrong):
    assert found(AT, severity=severity)["wrong"] is wrong


def test_a_fix_in_another_input_is_offered():
    assert found(AT, fix=Fix((Edit(AT, "enforce"),)))["fix"] == "enforce"


def test_the_place_is_in_the_markdown():
    report = Report("test", (finding(AT, severity=Severity.BLOCKS),))
    assert "line 2: `enforced`" in markdown(said(report, {"policy": POLICY}), words())


def test_a_part_says_what_it_is_about_where_the_whole_is_about_more():
    parts = (Report("dmarc"), Report("test"))
    view = said(Report("test", parts=parts))
    assert [part["label"] for part in view["parts"]] == ["DMARC", None]
    assert "## DMARC, In order: " in markdown(view, words())


def test_a_recognised_text_s_parts_need_no_label():
    view = said(Report("auto", facts=(Fact("kind", "bounce"),), parts=(Report("bounce"), Report("bounce"))))
    assert [part["label"] for part in view["parts"]] == [None, None]


def test_the_first_of_the_worst_parts_is_open():
    bad = Report("dmarc", (finding(severity=Severity.BLOCKS),))
    view = said(Report("test", parts=(Report("spf"), bad, bad)))
    assert [part["open"] for part in view["parts"]] == [False, True, False]


def test_parts_about_records_of_one_kind_are_told_apart_by_name():
    names = ["one._domainkey.example.com", "two._domainkey.example.com"]
    parts = tuple(Report("dmarc", facts=(Fact("name", name),)) for name in names)
    view = said(Report("test", parts=parts), **{"fact/name": "Name"})
    assert [part["name"] for part in view["parts"]] == names
    assert f"## DMARC `{names[0]}`, In order" in markdown(view, words())


def test_advice_that_several_findings_give_is_said_once():
    report = Report("test", tuple(finding(Span(at, at + 1), severity=Severity.NOTE) for at in range(3)))
    helps = [found["help"] for found in said(report)["findings"]]
    assert helps[0]
    assert helps[1:] == [None, None]
