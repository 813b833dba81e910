"""What carries English sentences into the other languages' catalogues."""

import pytest

from tools import strings
from tools.l10n import difference


@pytest.fixture
def carried(tree):
    """Return what carries `english` over to a German catalogue with `german` entries, and gives its text."""

    def carry(english, *german):
        source = tree.catalogue("en", "a.po", *english)
        target = tree.catalogue("de", "a.po", *german)
        strings.update(source, "de")
        return target.read_text("utf-8").partition("\n\n")[2]

    return carry


def test_a_new_sentence_comes_in_the_english_order(carried):
    text = carried([("new", "New", ""), ("old", "Old", "")], ("old", "Old", "Alt"))
    assert text == 'msgctxt "new"\nmsgid "New"\nmsgstr ""\n\nmsgctxt "old"\nmsgid "Old"\nmsgstr "Alt"\n'


def test_a_changed_sentence_keeps_its_translation_and_names_what_it_was(carried):
    """However much it has changed: its key says that it is the same."""
    text = carried([("key", "Something else {name}", "")], ("key", "Old", "Alt"))
    assert text == ('#, fuzzy\n#| msgid "Old"\nmsgctxt "key"\nmsgid "Something else {name}"\nmsgstr "Alt"\n')


def test_what_it_was_first_stays_until_somebody_has_looked(carried):
    once = ("key", "Second", "Erst", '#, fuzzy\n#| msgctxt "key"\n#| msgid ""\n#| "Fi"\n#| "rst"\n')
    text = carried([("key", "Third", "")], once)
    assert '#| msgid "First"\nmsgctxt "key"\nmsgid "Third"\nmsgstr "Erst"' in text
    assert [line for line in difference.of_catalogue("de", "a.po") if line.startswith(("+", "-", "="))] == [
        "- First",
        "+ Third",
    ]


def test_a_sentence_that_english_no_longer_has_goes(carried):
    assert "gone" not in carried([("key", "A", "")], ("gone", "B", "Be"), ("key", "A", "Ä"))


def test_a_comment_of_a_translator_stays(carried):
    assert carried([("key", "A", "")], ("key", "A", "Ä", "# short, it stands on a button\n")).startswith(
        "# short, it stands on a button\nmsgctxt"
    )


def test_carrying_over_twice_changes_nothing(carried, tree):
    first = carried([("a", "A", ""), ("b", "B `x`", "")], ("a", "Old", "Alt"))
    strings.update(tree.root / "checkers/locale/en/LC_MESSAGES/a.po", "de")
    assert (tree.root / "checkers/locale/de/LC_MESSAGES/a.po").read_text("utf-8").partition("\n\n")[2] == first


def test_a_stale_sentence_is_said_in_english(tree):
    tree.catalogue("en", "a.po", ("key", "New {a}", ""), ("fuzzy", "B", ""), ("same", "C", ""))
    tree.catalogue("de", "a.po", ("key", "Old", "Alt"), ("fuzzy", "B", "Be", "#, fuzzy\n"), ("same", "C", "Ce"))
    assert strings.words("de") == {"fuzzy": "B", "key": "New {a}", "same": "Ce"}
    assert strings.stale("de") == ["de fuzzy: English has changed", "de key: English has changed"]
    assert strings.problems("de") == []


def test_what_is_missing_is_a_fault_only_where_a_language_is_complete(tree):
    tree.catalogue("en", "a.po", ("key", "A", ""), ("other", "B", ""))
    for language in ("de", "fr"):
        tree.catalogue(language, "a.po", ("key", "A", ""))
    assert strings.problems("de") == ["de key: not translated", "de other: missing"]
    assert strings.problems("fr") == []
    assert strings.words("fr") == {"key": "A", "other": "B"}
