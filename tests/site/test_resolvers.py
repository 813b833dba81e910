"""Who may answer live lookups: what mkdocs.yml may say, and that no page speaks of lookups where nobody is named."""

import re

import pytest

from checkers.checks import checks
from tests.site.said import words
from tools import widget
from tools.pages import DOCS
from tools.resolvers import MARKER, Resolver, placed, resolvers
from tools.site.build import configuration
from tools.site.policy import with_policy
from tools.strings import languages

ONE = {
    "name": "Own & proper",
    "operator": "Example <GmbH>",
    "address": "https://dns.example.com/dns-query",
    "privacy": "https://example.com/privacy",
}
OFFERED = (Resolver(**ONE),)
PAGES = sorted(path.relative_to(DOCS) for path in DOCS.rglob("*.md"))
CONDITION = re.compile(r"<!-- (?:if-lookups|else|end) -->")


def test_the_site_offers_what_it_says():
    assert {one.host for one in resolvers(configuration("unused").extra)} == {"cloudflare-dns.com", "dns.google"}


@pytest.mark.parametrize("extra", [{}, {"resolvers": None}, {"resolvers": []}])
def test_nobody_need_be_named(extra):
    assert resolvers(extra) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"address": "http://dns.example.com/dns-query"},
        {"address": "https://dns.example.com"},
        {"address": "https://dns.example.com/dns-query?x=1"},
        {"address": "https://dns.example.com/dns-query; script-src *"},
        {"address": "https://*.example.com/dns-query"},
        {"privacy": "javascript:alert(1)"},
        {"more": "x"},
    ],
)
def test_what_cannot_be_offered_is_refused_with_its_place(changed):
    with pytest.raises(ValueError, match=r"extra\.resolvers, entry 1"):
        resolvers({"resolvers": [ONE | changed]})


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_page_closes_what_it_opens(page):
    text = (DOCS / page).read_text("utf-8")
    for offered in (OFFERED, ()):
        said = placed(text, offered, words(page.parts[0]))
        assert not CONDITION.search(said)
        assert MARKER not in said


@pytest.mark.parametrize("language", languages())
def test_pages_speak_of_lookups_only_where_there_are_some(language):
    for page in ("reference/privacy", "how-it-works"):
        text = (DOCS / language / f"{page}.md").read_text("utf-8")
        assert "live.md" in placed(text, OFFERED, words(language))
        assert "live.md" not in placed(text, (), words(language))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("check", checks())
def test_a_check_that_takes_answers_offers_to_ask(check, language):
    offers = "answers" in checks()[check].inputs
    form = widget.widget(check, "", words(language), "../", OFFERED)
    assert ('class="pl-lookup"' in form) == offers
    assert ('value="https://dns.example.com/dns-query"' in form) == offers
    assert 'class="pl-lookup"' not in widget.widget(check, "", words(language), "../")


def test_names_are_text():
    form = widget.widget("spf", "", words("en"), "../", OFFERED)
    assert "Own &amp; proper" in form
    assert "Example &lt;GmbH&gt;" in form
    assert "Example &lt;GmbH&gt;" in placed(MARKER, OFFERED, words("en"))


def test_a_page_may_ask_whom_it_offers_and_this_site():
    page = '<meta charset="utf-8">'
    assert with_policy(page).rpartition("connect-src ")[2].startswith("'self'\"")
    assert "connect-src 'self' https://dns.example.com/dns-query\"" in with_policy(page, connect=[ONE["address"]])
