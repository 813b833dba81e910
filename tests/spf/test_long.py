"""Records and texts beyond any real one: said in part, and no half of a correction offered."""

import pytest

from checkers import check
from checkers.records.judged import MAX_FINDINGS
from checkers.spf.evaluation.tree import MAX_TERMS
from checkers.spf.panel import MAX_RECORDS
from checkers.spf.parse import MAX_WORDS
from checkers.text.reading import MAX_PLACES


def judged(text):
    return check("spf", {"record": text})


@pytest.mark.parametrize(
    "text",
    [
        "v=spf1 " + "a\u00a0" * (MAX_PLACES + 1) + "-all",
        "v=spf1 a\n" * (MAX_RECORDS + 1),
        "v=spf1 " + "mx " * MAX_WORDS + "-all",
        "v=spf1 " + "".join(f"ipv4:192.0.2.{n} " for n in range(MAX_FINDINGS + 1)) + "-all",
    ],
    ids=["places", "records", "words", "findings"],
)
def test_what_is_read_in_part_is_not_corrected(text):
    report = judged(text)
    assert report.findings
    assert report.fixed is None


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("v=spf1 " + "a\u00a0" * (MAX_PLACES - 1) + "-all", "v=spf1 a -all"),
        ("v=spf1 " + "mx " * (MAX_WORDS - 2) + "-all", "v=spf1 mx -all"),
    ],
    ids=["places", "words"],
)
def test_up_to_there_it_is(text, fixed):
    assert judged(text).fixed == fixed


def test_a_broken_term_behind_many_sound_ones_blocks():
    report = judged(
        "v=spf1 " + "".join(f"ip4:198.51.{n >> 8}.{n & 255} " for n in range(MAX_WORDS + 9)) + "ip4:1.2.3 -all"
    )
    assert "spf.address" in [found.code for found in report.findings]
    assert report.verdict == "blocks"


def test_broken_terms_come_before_lesser_findings():
    lesser = "".join(f"ip4:10.0.{n >> 8}.{n & 255} " for n in range(MAX_FINDINGS + 50))
    assert judged(f"v=spf1 {lesser}ip4:1.2.3 -all").verdict == "blocks"


@pytest.mark.parametrize("number", [MAX_TERMS - 2, MAX_TERMS + 5, 3 * MAX_WORDS])
@pytest.mark.parametrize("ip", ["", "192.0.2.1"])
@pytest.mark.parametrize("word", ["x=y", "foo"])
def test_a_tree_says_how_many_terms_it_leaves_out(number, ip, word):
    inputs = {"record": f'example.com. 3600 IN TXT "v=spf1 {f"{word} " * number}-all"', "ip": ip}
    tree = check("spf", inputs).tree
    left = sum(node.values["count"] for node in tree if node.kind == "more")
    assert len(tree) <= MAX_TERMS + 1
    assert len([node for node in tree if node.kind != "more"]) + left == number + 1
