"""The glossary: complete in every language, led to where the guide explains, and kept to by what is written."""

import re

import pytest

from tests.site.said import words
from tests.test_registry import has_anchor
from tools import glossary
from tools.pages import DOCS, headings, lines
from tools.strings import entries, languages

LANGUAGES = languages()
OTHERS = LANGUAGES[1:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_stands_in_the_list_once_with_its_meaning(language):
    text = glossary.listed(language, words)
    own = words(language)
    for name in glossary.terms():
        assert text.count(f"{{ #{name} }}") == 1
        assert f":   {own[f'glossary/{name}/meaning']}" in text


def test_no_words_are_left_without_a_term():
    known = {name for term in glossary.terms() for name in (f"glossary/{term}", f"glossary/{term}/meaning")}
    assert {key for key, _ in entries("en") if key.startswith("glossary/")} == known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_leads_to_where_it_is_explained(language):
    for name, term in glossary.terms().items():
        assert term.keys() <= {"page", "not"}, name
        if "page" in term:
            page, _, anchor = term["page"].partition("#")
            assert (DOCS / language / page).is_file(), name
            assert has_anchor(DOCS / language / page, anchor), name


def test_a_link_says_in_its_text_which_page_and_section_it_leads_to():
    page = headings((DOCS / "de" / "authentication" / "dmarc.md").read_text("utf-8"))
    title, section = page[0].text, next(found.text for found in page if found.id == "reports")
    text = glossary.listed("de", words)
    assert f"[Mehr in „{title}“](../authentication/dmarc.md)" in text
    assert f"[Mehr unter „{section}“ in „{title}“](../authentication/dmarc.md#reports)" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_stand_in_the_order_of_the_alphabet(language):
    found = re.findall(r"^\*\*(.+?)\*\*", glossary.listed(language, words), re.MULTILINE)
    plain = [term.casefold().translate(str.maketrans("äöü", "aou")) for term in found]
    assert plain == sorted(plain)


def test_the_word_of_the_other_language_stands_beside_where_it_differs():
    text = glossary.listed("de", words)
    assert '**Eintrag** <span class="pl-other" lang="en">record</span> { #record }' in text
    assert "**DKIM** { #dkim }" in text


def test_a_forbidden_word_is_found_with_its_endings():
    assert list(glossary.misused("Die Ausrichtungen der datensätze", "de")) == [
        ("Ausrichtungen", "alignment"),
        ("datensätze", "record"),
    ]
    assert not list(glossary.misused("Die Abstimmung der Einträge", "de"))


@pytest.mark.parametrize("language", OTHERS)
def test_no_term_is_forbidden_itself(language):
    own = words(language)
    said = "\n".join(str(text) for key, text in own.items() if key.startswith("glossary/"))
    assert not list(glossary.misused(said, language))


@pytest.mark.parametrize("language", OTHERS)
def test_no_page_uses_a_forbidden_word(language):
    found = []
    for path in sorted((DOCS / language).rglob("*.md")):
        prose = "\n".join(line for line, code in lines(path.read_text("utf-8")) if not code)
        found += [f"{path.relative_to(DOCS)}: {word} ({term})" for word, term in glossary.misused(prose, language)]
    assert not found


@pytest.mark.parametrize("language", OTHERS)
def test_no_catalogue_uses_a_forbidden_word(language):
    said = {key: str(text) for key, text in words(language).items()}
    assert not [(key, word) for key, text in said.items() for word, _ in glossary.misused(text, language)]
