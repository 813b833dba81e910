"""The log of changed rules and its feed."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from checkers.registry import claims
from tests.site.said import words
from tests.test_registry import has_anchor
from tools import dates, rule_changes
from tools.pages import DOCS, headings
from tools.site import feed
from tools.strings import entries, languages

LANGUAGES = languages()
ROOT = "https://postlotse.example/de/reference/changes/"
ATOM = f"{{{feed.ATOM}}}"


def test_every_change_says_when_for_whom_and_where_it_says_so():
    for change in rule_changes.changes():
        assert dates.DATE.fullmatch(change.date), change.id
        assert date.fromisoformat(change.logged).isoformat() >= change.date, change.id
        assert change.service in {"outlook.com", "exchange-online", "both"}, change.id
        assert change.claims, change.id
        assert set(change.claims) <= claims().keys(), change.id


def test_no_words_are_left_without_a_change():
    known = {key for change in rule_changes.changes() for key in (f"rules/{change.id}", f"rules/{change.id}/text")}
    assert {key for key, _ in entries("en") if key.startswith("rules/")} == known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_change_leads_to_where_it_is_explained(language):
    for change in rule_changes.changes():
        if change.page:
            page, _, anchor = change.page.partition("#")
            assert (DOCS / language / page).is_file(), change.id
            assert has_anchor(DOCS / language / page, anchor), change.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_newest_change_comes_first_under_its_year(language):
    found = headings(rule_changes.listed(language, words(language)))
    ids = [heading.id for heading in found if heading.level == 3]
    assert ids == [change.id for change in rule_changes.changes()]
    years = [heading.text for heading in found if heading.level == 2]
    assert years == sorted(set(years), reverse=True)
    assert len({heading.id for heading in found}) == len(found)


def test_a_change_carries_its_sources_with_status_and_date():
    text = rule_changes.listed("en", words("en"))
    part = text.partition("{ #large-senders-enforced }")[2].partition("\n### ")[0]
    assert "(documented, 2025-04-02)" in part
    assert "(disputed, 2026-08-30)" in part


@pytest.mark.parametrize(
    ("language", "given", "said"),
    [
        ("en", "2025-05-05", "2025-05-05"),
        ("de", "2025-05-05", "5. Mai 2025"),
        ("en", "2022-03", "2022-03"),
        ("de", "2022-03", "März 2022"),
        ("de", "2026", "2026"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(language, given, said):
    assert dates.written(given, language, words(language)) == said


def test_what_is_no_date_is_refused():
    with pytest.raises(ValueError, match="no date: soon"):
        dates.written("soon", "en", words("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_holds_every_change(language):
    top = ET.fromstring(feed.feed(language, ROOT, words(language)))
    assert top.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert [entry.find(f"{ATOM}id").text for entry in top.iter(f"{ATOM}entry")] == [
        f"{ROOT}#{change.id}" for change in rule_changes.changes()
    ]
    for part in ("title", "id", "updated", "author"):
        assert top.find(f"{ATOM}{part}") is not None
    for entry in top.iter(f"{ATOM}entry"):
        for part in ("title", "updated", "summary"):
            assert entry.find(f"{ATOM}{part}").text
        link = entry.find(f"{ATOM}link")
        assert link.get("href") == entry.find(f"{ATOM}id").text


def test_the_feed_is_as_new_as_its_newest_entry_and_says_no_day_that_is_not_known():
    top = ET.fromstring(feed.feed("en", ROOT, words("en")))
    moments = [entry.find(f"{ATOM}updated").text for entry in top.iter(f"{ATOM}entry")]
    assert top.find(f"{ATOM}updated").text == max(moments)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT12:00:00Z", moment) for moment in moments)
    published = {
        entry.find(f"{ATOM}id").text for entry in top.iter(f"{ATOM}entry") if entry.find(f"{ATOM}published") is not None
    }
    assert published == {f"{ROOT}#{change.id}" for change in rule_changes.changes() if len(change.date) == 10}


def test_the_feed_is_written_beside_its_page_in_every_language(tmp_path):
    for folder in ("", "de/"):
        (tmp_path / folder / feed.PAGE).mkdir(parents=True)
    feed.write(tmp_path, {"en": "", "de": "de/"}, "https://postlotse.example/", words)
    for folder in ("", "de/"):
        text = (tmp_path / folder / feed.PAGE / feed.NAME).read_text("utf-8")
        assert f'rel="self" href="https://postlotse.example/{folder}reference/changes/feed.xml"' in text
