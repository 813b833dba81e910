"""The sources: all of them listed, cited as they are, and not read too long ago."""

import re
import warnings
from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date

from checkers import registry
from checkers.registry import claims
from tests.site.said import words
from tools import sources
from tools.pages import DOCS
from tools.strings import languages

LANGUAGES = languages()
CITED = re.compile(r"\[([^\]\s,]+),\s+([^\]]+)\]\((https://[^)\s]+)\)")
DAY = {"en": "yyyy-MM-dd", "de": "d. MMMM yyyy"}
MONTH = {"en": "yyyy-MM", "de": "MMMM yyyy"}
ROW = '<tr id="source-{}">'


class StaleSourceWarning(UserWarning):
    """A source was last read too long ago."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_is_listed_once_under_its_status(language):
    text = sources.listed(language, words(language))
    for name, claim in claims().items():
        assert text.count(ROW.format(name)) == 1
        before = text.partition(ROW.format(name))[0]
        assert re.findall(r"^## .* \{ #([a-z]+) \}$", before, re.MULTILINE)[-1] == claim["status"]


def test_a_source_shows_its_version_and_the_day_it_was_read():
    text = sources.listed("de", words("de"))
    row = text.partition(ROW.format("MS-AUTH"))[2].partition("</tr>")[0]
    assert "<td>20. Mai 2026</td><td>23. November 2026</td>" in row
    assert "undatiert" in text.partition(ROW.format("MS-PHISH"))[2].partition("</tr>")[0]


def test_the_standards_that_findings_rest_on_are_listed():
    text = sources.listed("en", words("en"))
    assert "[RFC 7208](https://www.rfc-editor.org/rfc/rfc7208)" in text
    assert sources.rfcs() == sorted(set(sources.rfcs()))


def test_sources_have_been_read_within_half_a_year():
    for name in sources.stale(datetime.now(UTC).date()):
        warnings.warn(f"{name} was last read on {claims()[name]['read']}", StaleSourceWarning, stacklevel=1)


def test_a_source_is_stale_after_180_days(monkeypatch):
    monkeypatch.setattr(sources, "claims", lambda: {"OLD": {"read": "2026-01-01"}, "NEW": {"read": "2026-01-02"}})
    assert sources.stale(date(2026, 1, 1) + timedelta(days=180)) == []
    assert sources.stale(date(2026, 1, 1) + timedelta(days=181)) == ["OLD"]


def dated(claim, language):
    """Return what a page may write as the date of a claim, without "version of" and the like."""
    given = claim.get("date")
    if not given:
        return {"en": {"undated"}, "de": {"undatiert"}}[language]
    parts = [int(part) for part in given.split("-")]
    pattern = {3: DAY[language], 2: MONTH[language], 1: "yyyy"}[len(parts)]
    return {format_date(date(*[*parts, 1, 1][:3]), pattern, locale=language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_page_says_of_a_source_is_so(language):
    """Where a link begins with a status, "(documented, version of 2024-06-10)", status and date are the claim's."""
    own = words(language)
    statuses = {str(own[f"status/{status}"]): status for status in sources.STATUSES}
    wrong, count = [], 0
    for path in sorted((DOCS / language).rglob("*.md")):
        for label, when, url in CITED.findall(path.read_text("utf-8")):
            if label not in statuses:
                continue
            count += 1
            said = " ".join(when.split())
            at = [claim for claim in claims().values() if claim["url"] == url]
            fits = [
                c for c in at if c["status"] == statuses[label] and any(said.endswith(d) for d in dated(c, language))
            ]
            if not fits:
                wrong.append(f"{path.relative_to(DOCS)}: {label}, {said}, {url}")
    assert not wrong
    assert count > 50


def test_the_registry_gives_what_the_page_lists():
    assert {registry.source(name)["status"] for name in claims()} <= set(sources.STATUSES)
