import pytest

from checkers.report import Box, Diagram, Link, Report, Severity
from checkers.words import markdown
from checkers.words.lanes import lanes
from tests.words.reports import said, words

WORDS = {
    "diagram/way": "From SPF to the inbox",
    "box/way/spf": "SPF: {result}",
    "box/way/dmarc": "DMARC for `{domain}`",
    "box/way/inbox": "Inbox",
}
SPF = Box("spf", "example.com", {"result": "pass"}, Severity.GOOD)
DMARC = Box("dmarc", "", {"domain": "example.net"})
INBOX = Box("inbox", "", {}, Severity.BLOCKS)
WAY = Diagram(
    "way",
    ((SPF,), (DMARC,), (INBOX,)),
    (Link((0, 0), (1, 0), Severity.GOOD), Link((0, 0), (2, 0)), Link((1, 0), (2, 0), Severity.BLOCKS)),
)


def shown(diagram=WAY, language="en"):
    [diagram] = said(Report("test", diagrams=(diagram,)), language=language, **WORDS)["diagrams"]
    return diagram


def boxes(diagram):
    return [[box for box in rank["boxes"] if box["name"]] for rank in diagram["ranks"]]


def test_a_box_is_said_with_its_values_and_its_state():
    [[spf], [dmarc], _] = boxes(shown(language="de"))
    assert (spf["label"], spf["text"]) == ("SPF: pass", "example.com")
    assert (spf["severity"], spf["severity_label"]) == ("good", words("de").say("severity/good"))
    assert dmarc["label"] == "DMARC for `example.net`"
    assert (dmarc["severity"], dmarc["severity_label"]) == (None, None)


def test_a_box_says_what_it_leads_to_and_which_way_was_not_taken():
    [[spf], [dmarc], [inbox]] = boxes(shown())
    assert spf["leads"] == ["leads to: DMARC for `example.net`", "not taken or not known: Inbox"]
    assert dmarc["leads"] == ["leads to: Inbox"]
    assert inbox["leads"] == []
    assert [spf["reached"], dmarc["reached"], inbox["reached"]] == [False, True, True]


def test_an_arrow_past_a_rank_gets_a_place_of_its_own_there():
    first, middle, last = shown()["ranks"]
    assert [box["name"] for box in middle["boxes"]] == ["dmarc", None]
    assert first["arrows"] == [
        {"start": 50, "end": 25, "severity": "good"},
        {"start": 50, "end": 75, "severity": None},
    ]
    assert [(arrow["start"], arrow["end"]) for arrow in middle["arrows"]] == [(75, 50), (25, 50)]
    assert last["arrows"] == []


def test_arrows_to_one_box_go_past_together():
    links = tuple(Link((0, place), (2, 0), Severity.GOOD) for place in range(12))
    many = Diagram("way", ((SPF,) * 12, (DMARC,), (INBOX,)), links)
    ranks = lanes(many)
    assert len(ranks[1].cells) == 2
    assert len(ranks[0].lanes) == 12
    assert len(ranks[1].lanes) == 1


@pytest.mark.parametrize(
    "link", [((0, 0), (0, 0)), ((1, 0), (0, 0)), ((0, 1), (1, 0)), ((0, 0), (3, 0)), ((-1, 0), (1, 0))]
)
def test_an_arrow_that_leads_nowhere_is_not_drawn(link):
    odd = Diagram("way", WAY.ranks, (Link(*link),))
    assert not [arrow for rank in shown(odd)["ranks"] for arrow in rank["arrows"]]


def test_a_box_without_words_shows_its_name():
    [[box]] = boxes(shown(Diagram("way", ((Box("mystery"),),), ())))
    assert box["label"] == "mystery"


def test_the_markdown_lists_the_ranks():
    text = markdown(said(Report("test", diagrams=(WAY,)), **WORDS), words())
    assert (
        "**From SPF to the inbox**\n\n"
        "1. - **In order:** SPF: pass `example.com` "
        "(leads to: DMARC for `example.net`; not taken or not known: Inbox)\n"
        "2. - DMARC for `example.net` (leads to: Inbox)\n"
        "3. - **Blocks:** Inbox\n"
    ) in text
