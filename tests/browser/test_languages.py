"""The other language: the same page and section, offered to those who read it, and never forced on them."""

import pytest

OFFER = ".pl-offer:visible"
SENTENCES = {"de": "Diese Seite auf Deutsch lesen", "en": "Read this page in English"}
NO_STORAGE = """for (const name of ["getItem", "setItem", "removeItem"]) {
  const own = Storage.prototype[name]
  Storage.prototype[name] = function (key, ...rest) { // Material's own script does not bear it
    if (key.startsWith("postlotse:")) throw new DOMException("denied", "SecurityError")
    return own.call(this, key, ...rest)
  }
}"""


def scroll_to(page, anchor):
    page.evaluate("anchor => document.getElementById(anchor).scrollIntoView({ behavior: 'instant' })", anchor)


def switch(page, pattern):
    page.click("a.pl-language")
    page.wait_for_url(pattern)


@pytest.mark.parametrize(
    ("here", "there"), [("/bounce/", "/de/bounce/"), ("/de/codes/5-7-606/", "/codes/5-7-606/"), ("/", "/de/")]
)
def test_at_its_beginning_a_page_leads_to_the_beginning(open_page, site, here, there):
    page = open_page(here)
    switch(page, site + there)
    assert page.evaluate("scrollY") == 0


def test_the_section_in_the_address_is_kept(open_page):
    page = open_page("/policies/limits/#exchange-online")
    switch(page, "**/de/policies/limits/#exchange-online")
    assert page.locator("#exchange-online").is_visible()
    switch(page, "**/policies/limits/#exchange-online")


def test_a_line_of_a_table_is_kept(open_page):
    page = open_page("/codes/rfc3463/#x.7.8")
    switch(page, "**/de/codes/rfc3463/#x.7.8")


def test_the_section_that_is_read_goes_before_the_one_in_the_address(open_page):
    page = open_page("/de/authentication/spf/#what-spf-is")
    scroll_to(page, "two-records")
    switch(page, "**/authentication/spf/#two-records")
    scroll_to(page, "content")
    switch(page, "**/de/authentication/spf/")


def test_without_javascript_it_leads_to_the_page(open_page, site):
    page = open_page("/policies/limits/", java_script_enabled=False)
    switch(page, f"{site}/de/policies/limits/")
    assert page.locator(OFFER).count() == 0


@pytest.mark.parametrize(
    ("path", "locale", "there"),
    [("/policies/ipv6/", "de-AT", "/de/policies/ipv6/"), ("/de/", "en-GB", "/")],
)
def test_the_language_of_the_browser_is_offered(open_page, site, path, locale, there):
    page = open_page(path, locale=locale)
    assert page.url == site + path
    offer = page.locator(OFFER)
    assert offer.get_attribute("lang") == locale[:2]
    assert offer.locator("a").inner_text() == SENTENCES[locale[:2]]
    offer.locator("a").click()
    page.wait_for_url(site + there)
    assert page.locator(OFFER).count() == 0


@pytest.mark.parametrize(("path", "locale"), [("/", "en-US"), ("/de/", "de-DE"), ("/", "fr-FR"), ("/de/", "pt-BR")])
def test_who_reads_the_page_or_none_of_its_languages_is_offered_nothing(open_page, path, locale):
    page = open_page(path, locale=locale)
    page.wait_for_load_state("networkidle")
    assert page.locator(OFFER).count() == 0


def test_a_closed_offer_stays_closed(open_page, site):
    page = open_page("/", locale="de-DE")
    page.get_by_role("button", name="Hinweis schließen").click()
    assert page.locator(OFFER).count() == 0
    page.goto(f"{site}/codes/5-7-606/", wait_until="networkidle")
    assert page.locator(OFFER).count() == 0


def test_who_has_chosen_the_other_language_is_not_asked_again(open_page, site):
    page = open_page("/de/", locale="de-DE")
    switch(page, f"{site}/")
    page.wait_for_load_state("networkidle")
    assert page.locator(OFFER).count() == 0


def test_without_storage_the_offer_can_still_be_closed(open_page):
    page = open_page("/", locale="de-DE", script=NO_STORAGE)
    page.locator(f"{OFFER} button").click()
    assert page.locator(OFFER).count() == 0
