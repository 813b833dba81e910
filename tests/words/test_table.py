import pytest

from checkers.report import Fact, Report, Table
from checkers.words import markdown
from tests.words.reports import said, words

TABLE = Table(
    "tags",
    ("written", "holds"),
    (
        ("p", ("none", "r")),
        ("adkim", (None, "s|`x`")),
        ("pct", (True, 100)),
        ("ruf", ([], ["mailto:a@example.com", "mailto:b@example.com"])),
    ),
)


def plain(value):
    return {"value": value, "code": False}


def code(value):
    return {"value": value, "code": True}


def test_titles_rows_and_values_are_said_where_there_are_words():
    [table] = said(Report("test", tables=(TABLE,)))["tables"]
    assert (table["title"], table["columns"], table["corner"]) == ("The tags", ["Written", "What holds"], None)
    assert [row["label"] for row in table["rows"]] == [plain("Policy"), code("adkim"), code("pct"), code("ruf")]
    assert [row["values"] for row in table["rows"]] == [
        [plain("do nothing"), plain("relaxed")],
        [plain("–"), code("s|`x`")],
        [plain("yes"), plain("100")],
        [plain("–"), code("mailto:a@example.com, mailto:b@example.com")],
    ]


def test_the_column_of_labels_may_have_a_title():
    [table] = said(Report("test", tables=(TABLE,)), **{"column/tags/": "Tag"})["tables"]
    assert table["corner"] == "Tag"


@pytest.mark.parametrize(("language", "yes"), [("en", "yes"), ("de", "ja")])
def test_yes_is_said_in_the_reader_s_language(language, yes):
    report = Report("test", facts=(Fact("place", "here"), Fact("place", value=True)), tables=(TABLE,))
    view = said(report, language=language)
    assert view["tables"][0]["rows"][2]["values"][0] == plain(yes)
    assert [fact["value"] for fact in view["facts"]] == ["over here", yes]


def test_a_table_in_markdown_keeps_its_cells_apart():
    lines = markdown(said(Report("test", tables=(TABLE,))), words()).splitlines()
    start = lines.index("**The tags**") + 2
    assert lines[start : start + 4] == [
        "|  | Written | What holds |",
        "| --- | --- | --- |",
        "| Policy | do nothing | relaxed |",
        "| `adkim` | – | `` s\\|`x` `` |",
    ]


def test_a_part_carries_its_own_tree_and_tables_and_an_only_part_s_stand_in_the_open():
    one, other = Report("dmarc", tables=(TABLE,)), Report("bounce")
    view = said(Report("test", parts=(other, one)))
    assert view["tables"] == []
    assert view["parts"][1]["tables"][0]["name"] == "tags"
    assert said(Report("test", parts=(one,)))["tables"][0]["name"] == "tags"
