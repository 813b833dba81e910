import pytest

from checkers.dns import Question
from checkers.report import PARTLY, Fact, Report, Severity
from checkers.words import markdown
from checkers.words.needs import commands
from tests.words.reports import finding, said, words

TXT, MX = Question.ask("_dmarc.example.com", "TXT"), Question.ask("example.com", "MX")


def test_all_that_is_open_is_asked_once_for_the_whole_result():
    parts = (Report("spf", needs=(MX, TXT)), Report("dmarc", needs=(TXT,)))
    view = said(Report("test", parts=parts))
    assert [item["name"] for item in view["needs"]["items"]] == ["example.com", "_dmarc.example.com"]
    assert [part["needs"] for part in view["parts"]] == [None, None]
    assert "2 answers" in view["needs"]["label"]


def test_each_system_has_one_block_of_commands():
    unix, windows = said(Report("test", needs=(TXT, MX)))["needs"]["blocks"]
    assert unix["text"] == "dig _dmarc.example.com TXT\ndig example.com MX"
    assert windows["text"].splitlines()[1] == "Resolve-DnsName -Type MX example.com"


def test_a_long_text_is_not_cut_off_by_the_tool_that_shows_it():
    assert commands(TXT)[1].endswith("| Format-List")


@pytest.mark.parametrize(
    "name",
    ["$(reboot).example.com", "a;b", "a b", "a\nb", "`x`", "-f", "+short", "@192.0.2.1", "a'b", "a&b", "%path%", ""],
)
def test_no_name_becomes_a_command(name):
    assert commands(Question(name, "TXT")) == ()
    view = said(Report("test", needs=(Question(name, "TXT"), MX)))
    assert [block["text"] for block in view["needs"]["blocks"]] == list(commands(MX))
    assert view["needs"]["items"][0]["name"] == name


def test_the_worklist_comes_first_where_the_verdict_waits_for_it():
    assert said(Report("test", needs=(TXT,)))["needs"]["first"] is True
    blocked = Report("test", (finding(severity=Severity.BLOCKS),), needs=(TXT,))
    assert said(blocked)["needs"]["first"] is False


def test_what_could_be_judged_comes_before_the_worklist():
    judged, unjudged = (
        Report("spf", (finding(severity=Severity.ADVICE),)),
        Report("mx", (finding(severity=Severity.UNKNOWN),)),
    )
    partly = Report("domain", facts=(Fact("result", PARTLY),), needs=(TXT, MX), parts=(unjudged, judged))
    view = said(partly)
    assert view["needs"]["first"] is False
    assert view["title"] == "Nothing wrong so far; 2 answers from DNS are missing."
    assert [part["open"] for part in view["parts"]] == [False, True]
    text = markdown(view, words())
    assert text.index(view["parts"][1]["findings"][0]["title"]) < text.index("dig _dmarc.example.com TXT")


def test_a_settled_verdict_says_that_the_answers_only_tell_more():
    settled = said(Report("test", needs=(TXT,), settled=True))["needs"]
    assert settled["label"] != said(Report("test", needs=(TXT,)))["needs"]["label"]
    assert settled["first"] is False


def test_the_commands_are_in_the_markdown():
    text = markdown(said(Report("test", needs=(TXT, MX))), words())
    assert "```\ndig _dmarc.example.com TXT\ndig example.com MX\n```" in text


def test_nothing_open_is_no_worklist():
    assert said(Report("test"))["needs"] is None
