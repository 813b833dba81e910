"""What pages have built from data at their markers, and the operator's data among it."""

import pytest

from tests.site.said import words
from tools import imprint, parts
from tools.pages import DOCS
from tools.strings import languages

MARKED = {
    "reference/glossary": "glossary",
    "reference/changes": "rule-changes",
    "reference/sources": "sources",
    "reference/legal": "operator",
    "reference/privacy": "hosting",
    "policies/checklist": "checklist",
    "reference/offline": "offline",
}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("page", "marker"), MARKED.items())
def test_a_page_has_its_marker_and_gets_its_part(language, page, marker):
    text = (DOCS / language / f"{page}.md").read_text("utf-8")
    assert text.count(f"<!-- {marker} -->") == 1
    filled = parts.filled(text, language, words, {})
    assert f"<!-- {marker} -->" not in filled
    assert len(filled) > len(text)


def test_every_part_has_a_page():
    assert set(MARKED.values()) == parts.PARTS.keys()


def test_other_comments_stay():
    assert (
        parts.filled("a\n\n<!-- a note -->\n<!-- unknown -->\n", "en", words, {})
        == "a\n\n<!-- a note -->\n<!-- unknown -->\n"
    )


def test_a_site_without_an_operator_says_so_and_shows_every_blank():
    text = imprint.who({}, words("en"))
    assert "pl-blank" in text
    assert text.count("<mark>[to be filled in by the operator]</mark>") == len(imprint.WHO)
    assert imprint.hosting({}, words("de")).count("<mark>[vom Betreiber einzusetzen]</mark>") == len(imprint.HOSTING)


def test_what_the_operator_gives_stands_there_as_text():
    text = imprint.who({"name": "Beispiel & Co. <GmbH>", "address": "Weg 1\n12345 Ort"}, words("de"))
    assert "pl-blank" not in text
    assert "<dd>Beispiel &amp; Co. &lt;GmbH&gt;</dd>" in text
    assert "<dd>Weg 1<br>12345 Ort</dd>" in text


def test_a_field_that_there_is_not_is_named():
    with pytest.raises(ValueError, match="unknown fax"):
        imprint.who({"name": "x", "fax": "1"}, words("en"))
