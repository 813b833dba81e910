"""Many recipients at once: who was not reached and why, in tables and as a picture."""

import pytest

from checkers import to_json
from checkers.bounce.check import MAX_PARTS
from checkers.bounce.summary import MAX_ROWS, Tally
from checkers.inputs import Inputs
from checkers.words import catalogue, view
from tests.bounce.given import bounce

LINE = "Nov 23 10:00:02 mail postfix/smtp[125]: {0:09}: to=<{1}>, relay=mx[203.0.113.1]:25, dsn={2}, status={3} ({4})\n"
BANNED = "550 5.7.606 Access denied, banned sending IP [192.0.2.10]"
UNKNOWN = "550 5.1.1 User unknown"


def log(*entries):
    return "".join(
        LINE.format(number, to, code, "deferred" if code[0] == "4" else "bounced", said)
        for number, (to, code, said) in enumerate(entries)
    )


def test_who_was_not_reached_and_why():
    report = bounce(log(("anna@example.com", "5.7.606", BANNED), ("carl@example.net", "5.1.1", UNKNOWN)))
    (who,) = report.tables
    assert who.name == "bounce-recipients"
    assert who.rows == (
        ("anna@example.com", ("failed", "5.7.606", "ip-reputation", "exchange-online", "delist-portal")),
        ("carl@example.net", ("failed", "5.1.1", "unknown-recipient", "unknown", "fix-address")),
    )


def test_answers_are_counted_the_most_frequent_first():
    entries = [(f"{number}@example.com", "5.1.1", UNKNOWN) for number in range(3)]
    report = bounce(log(("anna@example.com", "5.7.606", BANNED), *entries))
    answers = report.tables[1]
    assert answers.rows == (
        ("5.1.1", (3, "failed", "unknown-recipient", "unknown", "fix-address")),
        ("5.7.606", (1, "failed", "ip-reputation", "exchange-online", "delist-portal")),
    )
    assert [(node.values["reason"], node.values["recipients"]) for node in report.tree] == [
        ("unknown-recipient", 3),
        ("ip-reputation", 1),
    ]
    assert [node.text for node in report.tree[1].children[0].children] == ["5.7.606"]


def test_refused_and_delayed_are_told_apart():
    same = "mailbox full"
    report = bounce(
        log(
            ("anna@example.com", "5.2.2", f"552 5.2.2 {same}"),
            ("carl@example.net", "4.2.2", f"452 4.2.2 {same}"),
            ("dora@example.net", "4.2.2", f"452 4.2.2 {same}"),
        )
    )
    assert [report.fact(name) for name in ("recipients", "failed", "delayed")] == [3, 1, 2]
    assert [(node.kind, node.values["recipients"]) for node in report.tree] == [("reason-delayed", 2), ("reason", 1)]
    title = view(report, Inputs({"bounce": ""}, "bounce"), catalogue("en"))["title"]
    assert title == "3 recipients not reached: 1 refused for good, 2 delayed"


def test_one_recipient_needs_no_table():
    report = bounce(log(("anna@example.com", "5.7.606", BANNED)))
    assert (report.tables, report.tree) == ((), ())


def test_tables_have_an_end():
    entries = [(f"{number}@example.com", "5.1.1", UNKNOWN) for number in range(MAX_PARTS + 1)]
    report = bounce(log(*entries))
    assert len(report.tables[0].rows) == MAX_ROWS
    assert report.tables[1:] == ()
    assert report.tree[0].values["recipients"] == MAX_PARTS
    assert (report.fact("recipients"), report.fact("failed"), report.fact("delayed")) == (
        MAX_PARTS + 1,
        MAX_PARTS + 1,
        0,
    )
    tally = Tally()
    tally.add(report)
    assert tally.report().fact("failed") == MAX_PARTS + 1


@pytest.mark.parametrize("split", [0, 1, 2, 4])
def test_tallies_add_up(split):
    texts = [
        log(("anna@example.com", "5.7.606", BANNED), ("carl@example.net", "5.1.1", UNKNOWN)),
        log(("dora@example.com", "4.4.1", "Connection timed out")),
        "Hello Anna, see you.",
        "S3150",
    ]
    one, other = Tally(), Tally()
    for number, text in enumerate(texts):
        (one if number < split else other).add(bounce(text))
    one.update(other)
    report = one.report()
    assert {fact.name: fact.value for fact in report.facts} == {
        "result": "summary",
        "inputs": 4,
        "bounces": 2,
        "recipients": 3,
        "failed": 2,
        "delayed": 1,
    }
    assert dict(report.findings[0].values) == {"failed": 2, "waiting": 1}
    assert to_json(report)["verdict"] == "blocks"


def test_a_tally_of_nothing():
    report = Tally().report()
    assert (report.tables, report.tree, report.fact("inputs")) == ((), (), 0)
