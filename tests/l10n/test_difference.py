import pytest

from tools.l10n import desk, difference
from tools.l10n.state import page_state
from tools.strings import State

LOOKUPS = "## Lookups { #lookups }\n\nA record may ask ten questions. More fail.\n"
ENGLISH = f"# A page\n\n{LOOKUPS}\n## Other {{ #other }}\n\nText.\n"
GERMAN = "# Eine Seite\n\n## Abfragen { #lookups }\n\nZehn Abfragen.\n\n## Anderes { #other }\n\nWorte.\n"


@pytest.fixture
def page(tree):
    tree.page("en", "a.md", ENGLISH)
    tree.page("de", "a.md", GERMAN)
    assert desk.stamp("a", "") == 0
    return tree


def shown(name="a.md"):
    return list(difference.of_page("de", name))


def test_the_old_text_comes_from_history(page):
    page.git("init", "-q")
    page.commit()
    page.page("en", "a.md", ENGLISH.replace("ten questions", "ten questions, includes counted in"))
    page.commit()
    page.page("en", "a.md", ENGLISH.replace("ten", "eleven") + "\n## More { #more }\n\nNew text.\n")
    lines = shown()
    assert lines[0] == "docs/de/a.md: stale; changed: lookups; new: more"
    assert "- A record may ask ten questions." in lines
    assert "+ A record may ask eleven questions." in lines
    assert "  More fail." in lines
    assert "   docs/de/a.md:8" in lines
    assert lines.index("## more: new") > lines.index("+ A record may ask eleven questions.")
    assert "+ New text." in lines


def test_a_page_that_was_renamed_is_followed(page):
    page.git("init", "-q")
    page.commit()
    page.git("mv", "docs/en/a.md", "docs/en/b.md")
    page.git("mv", "docs/de/a.md", "docs/de/b.md")
    page.commit()
    page.page("en", "b.md", ENGLISH.replace("ten", "eleven"))
    assert "- A record may ask ten questions." in shown("b.md")


def test_a_section_that_is_gone_shows_what_it_said(page):
    page.git("init", "-q")
    page.commit()
    page.page("en", "a.md", ENGLISH.partition("## Other")[0])
    assert shown()[-2:] == ["- ## Other { #other }", "- Text."]


def test_without_history_the_present_text_is_shown(page):
    page.page("en", "a.md", ENGLISH.replace("ten", "eleven"))
    lines = shown()
    assert any("the old text is not in git's history" in line for line in lines)
    assert "  A record may ask eleven questions." in lines


def test_without_a_page_everything_stale_is_shown(page, capsys):
    page.page("en", "a.md", ENGLISH.replace("ten", "eleven"))
    page.catalogue("en", "site.po", ("spf.x", "It is new.", ""))
    page.catalogue("de", "site.po", ("spf.x", "It is old.", "Es ist alt."))
    assert desk.diff("", "") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "## lookups: changed; the old text is not in git's history, this is the present one" in lines
    assert lines[-3:] == ["- It is old.", "+ It is new.", "  = Es ist alt."]


def test_a_skeleton_keeps_the_page_and_marks_its_sections(page):
    page.page("en", "b.md", ENGLISH + "\n```text\n# not a title\n```\n")
    assert desk.start("b", "de") == 0
    text = (page.root / "docs/de/b.md").read_text("utf-8")
    assert text.count("l10n: translate") == 3
    assert text.endswith("```text\n# not a title\n```\n")
    assert page_state("de", "b.md").state is State.STARTED
    assert [str(found) for found in desk.problems("de")] == [
        f"docs/de/b.md:{line}: {part}: still to be translated"
        for part, line in (("top", 1), ("lookups", 10), ("other", 16))
    ]
    with pytest.raises(ValueError, match="already"):
        desk.start("b", "de")


def test_a_language_begins_with_its_catalogues(page, capsys):
    page.catalogue("en", "site.po", ("site/menu", "Menu", ""))
    assert desk.start("", "fr") == 0
    assert 'msgctxt "site/menu"\nmsgid "Menu"\nmsgstr ""' in (
        page.root / "checkers/locale/fr/LC_MESSAGES/site.po"
    ).read_text("utf-8")
    assert "- locale: fr" in capsys.readouterr().out
    with pytest.raises(ValueError, match="say which language"):
        desk.stamp("a", "")


@pytest.mark.parametrize("name", ["../../secrets", "x y", "EN"])
@pytest.mark.usefixtures("page")
def test_a_language_is_no_path(name):
    with pytest.raises(ValueError, match="say which language"):
        desk.start("", name)
