import tomllib
import warnings

import pytest

from tests.conftest import ROOT
from tools.l10n import check, desk
from tools.l10n.state import languages, page_states
from tools.strings import State

CASES = tomllib.loads((ROOT / "tests" / "l10n" / "broken.toml").read_text("utf-8"))["section"]
PAGE = "# {}\n\n## {} {{ #one }}\n\n{}\n"


def said(tree, english, own, name="a.md"):
    tree.page("en", name, PAGE.format("A page", "One", english))
    tree.page("de", name, PAGE.format("Eine Seite", "Eins", own))
    return [found.text for found in check.of_page("de", name)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_what_is_broken_is_said(tree, case):
    found = said(tree, case["english"], case["own"])
    assert any(case["says"] in text for text in found) if case["says"] else not found


def test_a_forbidden_word_is_found_with_its_line(tree):
    tree.page("en", "a.md", PAGE.format("A page", "One", "A record."))
    tree.page("de", "a.md", PAGE.format("Eine Seite", "Eins", "Ein Eintrag.\nZwei Datensätze, `Datensatz`."))
    assert [str(found) for found in check.of_page("de", "a.md")] == [
        "docs/de/a.md:9: “Datensätze” is not our word for record; see the glossary"
    ]


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("title: Eine Seite\ncode: 5.7.1", ""),
        ("title: Eine Seite\ncode: 5.7.2", "front matter: code is not the English one"),
        ("title: Eine Seite", "front matter: other fields than in English (code)"),
        ("title: [", "the front matter cannot be read"),
    ],
)
def test_the_front_matter_keeps_its_fields(tree, front, says):
    tree.page("en", "a.md", "# A page\n", front="title: A page\ncode: 5.7.1")
    tree.page("de", "a.md", "# Eine Seite\n", front=front)
    found = [problem.text for problem in check.of_page("de", "a.md")]
    assert any(says in text for text in found) if says else not found


def test_sections_keep_their_order(tree):
    english, own = ("".join(f"## X {{ #{name} }}\n\n" for name in names) for names in ("abc", "acb"))
    tree.page("en", "a.md", english)
    tree.page("de", "a.md", own)
    assert [problem.text for problem in check.of_page("de", "a.md")] == [
        "the sections stand in another order than in English"
    ]


@pytest.mark.parametrize(
    ("english", "own", "says"),
    [
        ("{count} records", "{count} Einträge", ""),
        ("{count} records", "Einträge", "other placeholders"),
        ("{count} records", "{count Einträge", "a brace that does not close"),
        ("Set `p=none`", "Setzen Sie `p=none`, nicht `p=reject`", ""),
        ("Set `p=none`", "Setzen Sie p=none", "backticks are missing"),
        ("Set `p=none`", "Setzen Sie `p=none", "backticks are missing"),
        (" and more", "und mehr", "a space at the beginning"),
        ("A record", "Ein Datensatz", "“Datensatz” is not our word for record"),
    ],
)
def test_a_broken_sentence_is_said(tree, english, own, says):
    tree.catalogue("en", "a.po", ("key", english, ""))
    tree.catalogue("de", "a.po", ("key", english, own))
    found = [problem.text for problem in check.of_catalogue("de", "a.po")]
    assert any(f"key: {says}" in text for text in found) if says else not found


def test_what_is_stale_is_not_broken(tree, capsys):
    tree.page("en", "missing.md", "# A page\n")
    tree.page("en", "a.md", "# A page\n\nText.\n")
    tree.page("de", "a.md", "# Eine Seite\n\nWorte.\n")
    tree.catalogue("en", "a.po", ("stale", "{new}", ""), ("missing", "A", ""))
    tree.catalogue("de", "a.po", ("stale", "{old}", "{old}"))
    assert desk.check() == 0
    assert "warning: 2 translated pages" in capsys.readouterr().out


def test_one_page_or_catalogue_can_be_checked_alone(tree, capsys):
    assert said(tree, "Set `p=none`.", "Setzen Sie es.")
    tree.page("en", "whole.md", "# A page\n")
    tree.page("de", "whole.md", "# Eine Seite\n")
    tree.catalogue("en", "a.po", ("key", "{a}", ""))
    tree.catalogue("de", "a.po", ("key", "{a}", "{b}"))
    assert [desk.check(page, "de") for page in ("a", "whole", "a.po", "")] == [1, 0, 1, 1]
    assert "nothing is broken" in capsys.readouterr().out


def test_the_translations_of_this_site_are_whole():
    """Stale ones are a warning only: who writes English need not wait for translators."""
    for language in languages():
        assert not [str(found) for found in desk.problems(language)]
        behind = [page.name for page in page_states(language) if page.state is not State.CURRENT]
        if behind:
            warnings.warn(f"{language}: {len(behind)} pages are not current, see `make l10n`", stacklevel=1)
