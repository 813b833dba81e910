import json

import pytest

from tools.l10n import desk
from tools.l10n.skeleton import TO_DO
from tools.l10n.state import catalogue_state, catalogue_states, named, page_state, page_states
from tools.strings import State

ENGLISH = "# A page\n\nLead.\n\n## One { #one }\n\nText.\n\n## Two { #two }\n\nText.\n"
GERMAN = "# Eine Seite\n\nVorweg.\n\n## Eins { #one }\n\nWorte.\n\n## Zwei { #two }\n\nWorte.\n"


@pytest.fixture
def stamped_tree(tree):
    tree.page("en", "a.md", ENGLISH)
    tree.page("de", "a.md", GERMAN)
    assert desk.stamp("a", "") == 0
    return tree


def test_a_page_is_current_after_its_stamp(stamped_tree):
    found = page_state("de", "a.md")
    assert found.state is State.CURRENT
    assert found.date
    stamped_tree.page("en", "a.md", ENGLISH.replace("Lead.", "  Lead.  "))
    assert page_state("de", "a.md").state is State.CURRENT


def test_a_changed_source_names_its_sections(stamped_tree):
    english = ENGLISH.replace("## One { #one }\n\nText.", "## One { #one }\n\nOther text.").replace("#two", "#three")
    stamped_tree.page("en", "a.md", english)
    found = page_state("de", "a.md")
    assert (found.state, found.changed, found.new, found.gone) == (State.STALE, ("one",), ("three",), ("two",))


def test_one_section_can_be_stamped_alone(stamped_tree):
    stamped_tree.page("en", "a.md", ENGLISH.replace("Text.", "Other text."))
    assert page_state("de", "a.md").changed == ("one", "two")
    assert desk.stamp("a", "de", "one") == 0
    assert page_state("de", "a.md").changed == ("two",)
    with pytest.raises(ValueError, match="has no section"):
        desk.stamp("a", "de", "nine")


def test_a_broken_page_is_not_stamped(tree, capsys):
    tree.page("en", "a.md", ENGLISH)
    tree.page("de", "a.md", GERMAN.replace("#two", "#zwei"))
    assert desk.stamp("a", "de") == 1
    assert "docs/de/a.md:12: zwei: there is no such section" in capsys.readouterr().out
    assert page_state("de", "a.md").state is State.UNSTAMPED


def test_what_is_not_there_is_said(tree):
    tree.page("en", "missing.md", ENGLISH)
    tree.page("de", "extra.md", GERMAN)
    for name in ("unstamped.md", "started.md", "broken.md"):
        tree.page("en", name, ENGLISH)
    tree.page("de", "unstamped.md", GERMAN)
    tree.page("de", "started.md", f"{TO_DO}\n\n{GERMAN}")
    tree.page("de", "broken.md", GERMAN, front="title: [")
    states = {page.name.removesuffix(".md"): page.state.name.lower() for page in page_states("de")}
    assert states == {name: name for name in ("broken", "extra", "missing", "started", "unstamped")}


def test_everything_can_be_stamped_at_once(tree, capsys):
    for name in ("a.md", "inner/b.md"):
        tree.page("en", name, ENGLISH)
        tree.page("de", name, GERMAN)
    assert desk.stamp("", "", everything=True) == 0
    assert {page.state for page in page_states("de")} == {State.CURRENT}
    before = (tree.root / "docs/de/a.md").read_text("utf-8")
    assert desk.stamp("", "", everything=True) == 0
    assert (tree.root / "docs/de/a.md").read_text("utf-8") == before
    with pytest.raises(ValueError, match="PAGE="):
        desk.stamp("", "")
    capsys.readouterr()


def test_the_table_ends_with_what_is_to_be_done(stamped_tree, capsys):
    stamped_tree.page("en", "z.md", ENGLISH)
    stamped_tree.catalogue("en", "site.po", ("a", "A", ""), ("b", "B", ""))
    stamped_tree.catalogue("de", "site.po", ("a", "A", "Ä"))
    assert desk.state(as_json=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["docs/de/a.md", "current"]
    assert lines[1].split() == ["docs/de/z.md", "missing"]
    assert lines[-2:] == ["de  pages       1 current, 1 missing", "de  sentences   1 current, 1 missing"]
    assert desk.state(as_json=True) == 0
    found = json.loads(capsys.readouterr().out)
    assert [page["state"] for page in found["pages"]] == ["current", "missing"]
    assert found["catalogues"][0]["keys"] == {"missing": ["b"]}


def test_sentences_are_told_apart(tree):
    tree.catalogue("en", "a.po", ("same", "A", ""), ("changed", "New", ""), ("fuzzy", "B", ""), ("left", "C", ""))
    entries = ("same", "A", "Ä"), ("changed", "Old", "Alt"), ("fuzzy", "B", "Be", "#, fuzzy\n"), ("gone", "D", "De")
    tree.catalogue("de", "a.po", *entries)
    found = catalogue_state("de", "a.po")
    expected = {State.STALE: ("changed", "fuzzy"), State.MISSING: ("left",), State.EXTRA: ("gone",)}
    assert (found.state, found.keys) == (State.STALE, expected)


def test_a_catalogue_that_cannot_be_read_is_no_crash(tree):
    tree.catalogue("de", "site.po").write_text('msgid "', "utf-8")
    tree.catalogue("en", "only.po", ("a", "A", ""))
    states = {room.name: room.state for room in catalogue_states("de")}
    assert states == {"site.po": State.BROKEN, "only.po": State.MISSING}


@pytest.mark.parametrize("given", ["authentication/spf", "authentication/spf.md", "docs/de/authentication/spf.md"])
def test_a_page_can_be_named_in_several_ways(given):
    assert named(given) == "authentication/spf.md"
