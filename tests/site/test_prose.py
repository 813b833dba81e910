"""What is read of a page as prose, how hard it is, and whether its words are spelt right."""

import statistics

import pytest

from tools import prose, readability, spelling

PAGE = """---
title: Title
---

# Heading { #content }

One sentence with `code here` and a [link](page.md "note"). Another
goes on **over** two lines.

- First item
- [ ] Second item: write to anna@example.com or see example.org.
  { #check }

| Head | Other |
| --- | --- |
| cell | `code` |

```text
This is no sentence.
```

<div class="pl-widget" data-check="spf" markdown>

</div>

<!-- a comment -->

??? note "A fold"

    Inside &amp; below.
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(PAGE, "utf-8")
    return path


def test_a_page_is_read_without_code_and_markup(page):
    code = prose.CODE
    assert [(piece.text, piece.table) for piece in prose.page(page)] == [
        ("Title", False),
        ("Heading", False),
        (f"One sentence with {code} and a link. Another goes on over two lines.", False),
        ("First item", False),
        (f"Second item: write to {code} or see {code}.", False),
        ("Head", True),
        ("Other", True),
        ("cell", True),
        (code, True),
        ('"A fold"', False),
        ("Inside & below.", False),
    ]


def test_headings_tables_and_code_are_no_sentences(page):
    assert readability.read(page).lengths == (7, 6, 2, 8, 2, 2)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two? Three!", 3),
        ("Version of 5.7.606 and no end.", 1),
        ("Am 9. November 2023 war es so. Danach nicht.", 2),
        ("Es gibt z. B. Kopfzeilen. Und mehr.", 2),
        ("A bounce, e.g. Exchange's, says why: it names a code.", 1),
        ("„So heißt es.“ Das war alles.", 2),
        ("(In brackets.) Then the next one.", 2),
    ],
)
def test_sentences_end_where_they_end(text, count):
    assert len(readability.sentences(text)) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1),
        ("mail", 1),
        ("refused", 2),
        ("table", 2),
        ("sender", 2),
        ("authentication", 5),
        ("DNS", 3),
        ("asked", 1),
    ],
)
def test_english_syllables(word, count):
    assert readability.english_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("Mail", 1), ("Eintrag", 2), ("Empfänger", 3), ("Zustellung", 3), ("neue", 2), ("Familien", 4), ("DNS", 3)],
)
def test_german_syllables(word, count):
    assert readability.german_syllables(word) == count


def test_the_formulas_give_what_their_authors_say():
    """Both worked by hand: 10 words in one sentence, of one and of three syllables each."""
    easy = readability.Text((10,), ("cat",) * 10)
    hard = readability.Text((10,), ("Zustellung",) * 10)
    assert readability.english(easy) == pytest.approx(0.39 * 10 + 11.8 - 15.59)
    assert readability.german(hard) == pytest.approx(19.35 + 1.672 + 12.97 - 0.875)


@pytest.mark.parametrize("language", readability.MEASURES)
def test_the_median_page_is_easy_enough(language):
    assert statistics.median(readability.grades(language).values()) <= readability.MEASURES[language].limit


@pytest.fixture(scope="module")
def hunspell():
    if lacking := spelling.missing():
        pytest.skip(f"Hunspell lacks {', '.join(lacking)}: run `make spelling` as root, or install it")


@pytest.mark.usefixtures("hunspell")
@pytest.mark.parametrize("language", spelling.DICTIONARIES)
def test_every_word_is_known(language):
    assert spelling.unknown(language) == {}


@pytest.mark.usefixtures("hunspell")
@pytest.mark.parametrize("language", spelling.DICTIONARIES)
def test_the_words_of_the_project_are_said_and_in_no_dictionary(language):
    listed = (spelling.WORDS / f"{language}.txt").read_text("utf-8").split()
    assert listed == sorted(set(listed), key=lambda word: (word.casefold(), word))
    assert spelling.own(language) - spelling.said(language).keys() == set()
    assert spelling.known(listed, language) == set()


@pytest.mark.usefixtures("hunspell")
def test_a_misspelt_word_is_found_and_an_english_quotation_is_not(monkeypatch):
    said = [
        prose.Piece("a", "Der Emfänger liest „Recipient address rejected“ und den Tenant."),
        prose.Piece("b", "Nur der Emfänger."),
    ]
    monkeypatch.setattr(spelling, "_pieces", lambda _language: iter(said))
    monkeypatch.setattr(spelling, "own", lambda _language: set())
    assert spelling.unknown("de") == {"Emfänger": ["a", "b"], "Tenant": ["a"]}
