"""The Markdown pages: twins, heading ids, and what the widget takes from them."""

import json
import re

import pytest

from checkers.bounce.catalogue import rows
from tools import pages
from tools.strings import COMPLETE, SOURCE, languages

LANGUAGES = languages()
BODY = """# Title

```
# not a heading
1. not a step
```

## What to do { #steps }

1. Write to **postmaster** at [`mail.example`](https://mail.example/a_b), *now*.
   With the bounce.
2. Wait for `2 * 3 * 4` hours: <https://status.example/>

Afterwards.

1. another list

## Sources
"""


@pytest.mark.parametrize("language", COMPLETE[1:])
def test_every_page_has_a_twin(language):
    assert pages.page_names(language) == pages.page_names(SOURCE)


@pytest.mark.parametrize("name", sorted(pages.page_names(SOURCE)))
def test_heading_ids_are_given_and_equal(name):
    english = pages.heading_ids(SOURCE, name)
    assert None not in english
    assert len(set(english)) == len(english)
    translated = [language for language in LANGUAGES if name in pages.page_names(language)]
    assert all(pages.heading_ids(language, name) == english for language in translated)


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_pages_are_complete_and_belong_to_a_row(language):
    known = {row.id: row.slug for row in rows()}
    found = pages.code_pages(language)
    said = [(code, page.slug) for page in found for code in page.codes]
    assert sorted(said) == sorted((code, slug) for code, slug in known.items() if slug)
    assert not [page.slug for page in found if "](" in page.summary + "".join(page.steps)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_code_page_go_to_the_widget(language):
    entry = json.loads(pages.codes_json(language))["5.7.606-649"]
    assert entry["page"] == "codes/5-7-606/"
    assert "5.7.606" in entry["title"]
    assert len(entry["steps"]) > 2


def test_steps_are_the_list_under_their_heading():
    assert pages.steps(BODY) == (
        "Write to postmaster at `mail.example`, now. With the bounce.",
        "Wait for `2 * 3 * 4` hours: https://status.example/",
    )


def test_headings_leave_code_out():
    assert [(h.level, h.text, h.id) for h in pages.headings(BODY)] == [
        (1, "Title", None),
        (2, "What to do", "steps"),
        (2, "Sources", None),
    ]


def test_a_title_gets_an_id_that_is_the_same_in_every_language():
    assert pages.with_title_id("text\n\n# Title\n\n# Other").splitlines()[2:] == ["# Title { #content }", "", "# Other"]
    assert pages.with_title_id("# Title { #own }") == "# Title { #own }"


def test_a_code_page_that_lacks_something_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "ROOT", tmp_path)
    (tmp_path / "5-1-1.md").write_text("---\ncode: 5.1.1\n---\n# Title\n")
    with pytest.raises(ValueError, match=re.escape("5-1-1.md lacks summary, steps")):
        pages.code_page(tmp_path / "5-1-1.md")
