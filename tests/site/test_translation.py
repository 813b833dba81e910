"""What the site says of its translations."""

import re

import pytest

from tests.site.said import words
from tools import pages
from tools.l10n import desk
from tools.site import translation
from tools.strings import State

ENGLISH = "# A page\n\nLead.\n\n## One `code` { #one }\n\nText.\n"
GERMAN = "# Eine Seite\n\nVorweg.\n\n## Eins `code` { #one }\n\nWorte.\n"
SOURCE = "https://postlotse.example/a/"


@pytest.fixture
def docs(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "DOCS", tmp_path)
    for language, text in (("en", ENGLISH), ("de", GERMAN)):
        (tmp_path / language).mkdir()
        (tmp_path / language / "a.md").write_text(text, "utf-8")
    return tmp_path


def reader(language, edit=""):
    return translation.Reader(language, words(language), edit)


def foot(language="de"):
    return translation.foot("a.md", SOURCE, reader(language))


def test_a_page_of_the_source_says_nothing(docs):
    assert docs.exists()
    assert foot("en") is None


def test_a_translation_says_which_state_it_matches(docs):
    assert "nicht vermerkt" in foot()
    desk.stamp("a", "de")
    assert re.search(r"entspricht der englischen Seite vom \d+\. \w+ \d{4} \(Stand <code>[0-9a-f]{8}</code>\)", foot())
    (docs / "en" / "a.md").write_text(ENGLISH.replace("Text.", "<New> text.").replace("Lead.", "Other."), "utf-8")
    stale = foot()
    assert f'<a href="{SOURCE}#one" hreflang="en" lang="en">One `code`</a>' in stale
    assert f'<a href="{SOURCE}" hreflang="en">Anfang der Seite</a>' in stale


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_on_the_state_names_what_is_to_be_done(docs, language):
    (docs / "en" / "b.md").write_text(ENGLISH, "utf-8")
    desk.stamp("a", "de")
    text = translation.listed(
        "<!-- translations -->", {"de": "Deutsch"}, reader(language, "https://git.example/{path}")
    )
    todo, _, every = text.partition("<details")
    missing = words(language)[f"site/translation/state/{State.MISSING.name.lower()}"]
    assert f"[`b`](../b.md) | {missing} |" in todo
    assert "](https://git.example/docs/de/b.md) |" in todo
    assert "[`a`](../a.md)" not in todo
    assert "[`a`](../a.md)" in every
    assert '## <span lang="de">Deutsch</span> { #de }' in todo


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_state_has_a_word(language):
    assert {f"site/translation/state/{state.name.lower()}" for state in State} <= words(language).keys()


def test_without_an_address_to_edit_there_is_no_column_for_it(docs):
    assert docs.exists()
    text = translation.listed("<!-- translations -->", {}, reader("de"))
    assert words("de")["site/translation/file"] not in re.findall(r"^\| (.*) \|$", text, re.MULTILINE)[0].split(" | ")
