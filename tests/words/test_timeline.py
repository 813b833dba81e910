import pytest

from checkers.report import Report, Severity, Stop, Timeline
from checkers.words import markdown
from checkers.words.timeline import ACROSS
from tests.words.reports import said, words

WORDS = {"timeline/way": "The way", "stop/way/hop": "from {host}", "mark/way/slow": "slowest"}
KINDS = {"time", "long", "skew", "open"}


def stop(at, *marks, **given):
    return Stop("hop", "mx.example.org", {"host": "mail.example.com"}, at, marks=marks, **given)


def shown(*stops, language="en"):
    report = Report("test", timelines=(Timeline("way", stops),))
    return said(report, language=language, **WORDS)["timelines"][0]


def waits(*times):
    return [one["after"] for one in shown(*map(stop, times))["stops"]]


def test_a_stop_is_said_with_its_marks():
    first, second = shown(
        stop(0), stop(3, ("slow", None), ("spf=fail", Severity.RISKS), severity=Severity.NOTE), language="de"
    )["stops"]
    assert (first["number"], first["sentence"], first["severity_label"]) == (1, "from mail.example.com", None)
    assert second["severity_label"] == words("de").say("severity/note")
    slow, spf = second["marks"]
    assert (slow["value"], slow["code"], slow["severity_label"]) == ("slowest", False, None)
    assert (spf["value"], spf["code"], spf["severity_label"]) == ("spf=fail", True, words("de").say("severity/risks"))


def test_waits_are_drawn_to_scale():
    first, short, middle, long = waits(0, 1, 3, 6)
    assert first is None
    assert [one["label"] for one in (short, middle, long)] == ["1 s", "2 s", "3 s"]
    assert [one["kind"] for one in (short, middle, long)] == ["time"] * 3
    assert [one["part"] for one in (short, middle, long)] == [2, 3, 4]


def test_a_long_wait_breaks_the_scale_so_that_short_ones_stay_visible():
    _, short, long, other = waits(0, 2, 7202, 7204)
    assert (long["kind"], long["label"]) == ("long", "2 h")
    assert short["part"] == other["part"] > 3
    assert long["part"] > short["part"]


def test_one_wait_alone_needs_no_break():
    assert waits(0, 0, 7200)[2]["kind"] == "time"


def test_a_clock_that_is_behind_is_no_negative_wait():
    _, back, after = waits(0, -120, -60)
    assert (back["kind"], back["part"]) == ("skew", 1)
    assert back["label"] == words().say("view/timeline/skew")
    assert (after["kind"], after["label"]) == ("time", "1 min")


def test_a_time_that_is_missing_is_left_open_and_the_next_wait_counts_from_the_last_one_known():
    _, missing, after = waits(0, None, 5)
    assert (missing["kind"], missing["label"]) == ("open", words().say("view/timeline/open"))
    assert (after["kind"], after["label"]) == ("time", "5 s")


@pytest.mark.parametrize("times", [(), (None,), (None, None, None), (0, 0, 0), (5, None, None), (0, 1e9, 1e9 + 1)])
def test_any_times_can_be_drawn(times):
    drawn = waits(*times)
    assert len(drawn) == len(times)
    assert all(one["kind"] in KINDS and 1 <= one["part"] < 10 for one in drawn[1:])


@pytest.mark.parametrize(("count", "across"), [(0, False), (1, False), (2, True), (ACROSS, True), (ACROSS + 1, False)])
def test_many_stops_go_from_top_to_bottom(count, across):
    assert shown(*[stop(number) for number in range(count)])["across"] is across


def test_the_markdown_lists_the_stops():
    line = Timeline("way", (stop(0), stop(3, ("slow", None), ("spf=fail", None), severity=Severity.NOTE)))
    text = markdown(said(Report("test", timelines=(line,)), **WORDS), words())
    assert (
        "**The way**\n\n"
        "1. `mx.example.org` from mail.example.com\n"
        "2. **Note:** `mx.example.org` from mail.example.com (slowest, `spf=fail`)\n"
    ) in text


def test_an_only_part_shows_its_pictures_in_the_open():
    part = Report("test", timelines=(Timeline("way", (stop(0),)),))
    assert [one["name"] for one in said(Report("test", parts=(part,)), **WORDS)["timelines"]] == ["way"]
