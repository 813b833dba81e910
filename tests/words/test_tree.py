from checkers.report import Choice, Node, Report, Severity
from checkers.words import markdown
from tests.words.reports import said, words

INCLUDE = Node(
    "include",
    "include:example.net",
    {"domain": "example.net", "limit": 10},
    cost=3,
    total=4,
    children=(Node("unsaid", "ip4:192.0.2.1"), Node("unsaid", "a", cost=1, total=11, severity=Severity.BLOCKS)),
    choices=(Choice("without", {"total": 1}, "v=spf1 -all"),),
)


def tree(*nodes, **more):
    return said(Report("test", tree=nodes), **more)["tree"]


def test_a_node_is_said_with_its_values():
    [node] = tree(INCLUDE)["nodes"]
    assert node["sentence"] == "the record of `example.net` decides"
    assert node["text"] == "include:example.net"
    assert [child["sentence"] for child in node["children"]] == [None, None]


def test_the_count_is_held_against_the_limit_of_the_first_level():
    [node] = tree(INCLUDE)["nodes"]
    assert node["count"] == {"cost": 3, "total": 4, "over": False, "said": "costs 3, 4 of 10 so far"}
    plain, over = node["children"]
    assert plain["count"] is None
    assert over["count"]["over"] is True
    assert node["choices"][0]["count"]["said"] == "1 of 10"


def test_the_whole_count_is_said_in_the_check_s_own_words_where_there_are_some():
    assert tree(INCLUDE)["count"]["said"] == "4 of at most 10 lookups"
    assert said(Report("other", tree=(INCLUDE,)))["tree"]["count"]["said"] == "4 of 10"


def test_without_a_limit_only_the_count_is_said():
    [node] = tree(Node("tried", "_dmarc.example.com", {}, 1, 2))["nodes"]
    assert node["count"]["said"] == "costs 1, 2 so far"


def test_a_severity_has_its_word():
    over = tree(INCLUDE, language="de")["nodes"][0]["children"][1]
    assert (over["severity"], over["severity_label"]) == ("blocks", words("de").say("severity/blocks"))


def test_a_choice_without_words_still_shows_its_record():
    [choice] = tree(Node("x", "x", choices=(Choice("unsaid", {}, "v=spf1 ?all"),)))["nodes"][0]["choices"]
    assert (choice["label"], choice["text"]) == ("unsaid", "v=spf1 ?all")


def test_a_small_tree_is_open():
    shown = tree(INCLUDE)
    assert shown["folded"] is False
    assert shown["nodes"][0]["open"] is True


def test_a_large_tree_is_folded_but_for_the_way_to_its_worst_node():
    many = tuple(Node("x", f"a:{number}.example.com") for number in range(60))
    risk = Node("x", "risk", severity=Severity.RISKS)
    shown = tree(
        Node("x", "first", children=(*many, risk)),
        Node("x", "second", children=(Node("x", "in", children=(INCLUDE,)),)),
    )
    assert shown["folded"] is True
    first, second = shown["nodes"]
    assert (first["open"], second["open"], second["children"][0]["open"]) == (False, True, True)


def test_a_tree_in_markdown_is_a_nested_list():
    view = said(Report("test", tree=(INCLUDE,)))
    text = markdown(view, words())
    assert "**How it was worked out**" in text
    assert "\n- `include:example.net` the record of `example.net` decides (costs 3, 4 of 10 so far)\n" in text
    assert "\n  - Without it: 1 lookups (1 of 10)\n\n    ```\n    v=spf1 -all\n    ```\n" in text
    assert "\n  - **Blocks:** `a` (costs 1, 11 so far, 10 allowed)\n" in text


def test_no_tree_is_no_tree():
    assert tree() is None
