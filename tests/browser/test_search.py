"""The search, in each language and by its own rules: compounds, umlauts, codes."""

import pytest

from tests.browser.shell import until

BOX = "input.md-search__input"
HITS = ".md-search-result__item > a, .md-search-result__item details a"


@pytest.fixture(scope="module")
def searched(chromium, site):
    """Return a function that types into the search of a page and returns the paths of what it finds, best first."""
    contexts = {}

    def search(start, query):
        if start not in contexts:
            context = chromium.new_context()
            contexts[start] = context.new_page()
            contexts[start].goto(site + start)
        page = contexts[start]
        page.evaluate("document.querySelector('#__search').checked = true")
        for text in ("", query):  # at once, so that what is found is never that of a beginning
            page.fill(BOX, text)
            page.press(BOX, "End")
            until(page, "found => Boolean(document.querySelector('.md-search-result__item')) === found", bool(text))
        links = page.locator(HITS).evaluate_all("links => links.map(link => new URL(link.href).pathname)")
        return page, list(dict.fromkeys(links))

    yield search
    for page in contexts.values():
        page.context.close()


@pytest.mark.parametrize(
    ("query", "path"),
    [
        pytest.param("5.7.606", "/codes/5-7-606/", id="a code"),
        pytest.param("S3150", "/codes/s3150/", id="a mark"),
        pytest.param("alignment", "/authentication/alignment/", id="a word"),
        pytest.param("delist portal", "/help/delist/", id="two words"),
    ],
)
def test_english(searched, query, path):
    _, found = searched("/", query)
    assert path in found[:5]
    assert not [place for place in found if place.startswith("/de/")]


@pytest.mark.parametrize(
    ("query", "path"),
    [
        pytest.param("5.7.606", "/de/codes/5-7-606/", id="a code"),
        pytest.param("Absenderrichtlinie", "/de/policies/every-sender/", id="a compound that no page has"),
        pytest.param("Absenderrichtlinien", "/de/policies/every-sender/", id="that compound in the plural"),
        pytest.param("Zustellung", "/de/codes/4-5-3/", id="a word"),
        pytest.param("zustellung", "/de/codes/4-5-3/", id="a word in small letters"),
        pytest.param("Zustellbarkeit", "/de/start/sending/", id="a word of the trade"),
        pytest.param("Weiterleitung", "/de/policies/forwarding/", id="a name in the navigation"),
        pytest.param("weiterleitungen", "/de/policies/forwarding/", id="its plural in small letters"),
        pytest.param("spam ordner", "/de/start/junk/", id="two words for one"),
        pytest.param("Spamordner", "/de/start/junk/", id="one word for two"),
        pytest.param("Zustellungen", "/de/codes/4-5-3/", id="a plural where the page has the singular"),
        pytest.param("Einträge", "/de/authentication/records/", id="an umlaut"),
        pytest.param("einträge", "/de/authentication/records/", id="in small letters"),
        pytest.param("Schlüssel", "/de/authentication/dkim/", id="another umlaut"),
        pytest.param("Unzustellbarkeitsnachrichten", "/de/reference/glossary/", id="a long compound in the plural"),
    ],
)
def test_german(searched, query, path):
    page, found = searched("/de/", query)
    assert path in found
    assert [place for place in found if not place.startswith("/de/")] == []
    assert page.locator(".md-search-result [hidden]:visible").count() == 0
