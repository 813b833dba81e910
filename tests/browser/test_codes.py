"""The list of codes filters while the visitor types; without JavaScript all of it shows."""

import pytest

BOX = "#pl-filter"
LINES = ".pl-codes tbody tr"
SHOWN = f"{LINES}:not([hidden])"

CASES = [
    pytest.param("550 5.7.606", {"5-7-606"}, id="reply and code"),
    pytest.param("5.7.620", {"5-7-606"}, id="inside a range"),
    pytest.param("5.7.606-649", {"5-7-606"}, id="a range"),
    pytest.param("S3150", {"s3150"}, id="a mark of Outlook.com"),
    pytest.param("AS(780090)", {"4-5-3"}, id="a mark of Microsoft 365"),
    pytest.param("as780090", {"4-5-3"}, id="a mark in small letters"),
    pytest.param("failed MTA-STS validation", {"4-7-5"}, id="a piece of the text"),
    pytest.param("recipient thread limit", {"4-3-2"}, id="another piece"),
    pytest.param(
        "550 5.4.1 [anna@example.com]: Recipient address rejected: Access denied.",
        {"5-4-1-dbeb", "rfc3463"},
        id="a line",
    ),
    pytest.param("smtp;550 5.4.1 Relay Access Denied", {"5-4-1-relay", "rfc3463"}, id="the same code, another text"),
    pytest.param("(reason: 450 4.7.322 certificate-expired: x)", {"4-7-322"}, id="a code of a page with several"),
    pytest.param("550 5.7.27 <a@example.com>: sender has null MX", {"rfc3463"}, id="a general code"),
    pytest.param("blocked using Spamhaus", {"5-7-1-blocklist"}, id="a name that the page mentions"),
    pytest.param("AS844", {"4-7-500-server-busy"}, id="a mark that the page mentions"),
    pytest.param("AS77712", {"4-5-3", "4-7-500-server-busy", "5-7-520"}, id="a mark that is new: those of its kind"),
    pytest.param("198.51.100.77", set(), id="an address is no code"),
    pytest.param("5.7.60.6", set(), id="nor is this"),
    pytest.param("<script>", set(), id="markup"),
]


@pytest.fixture
def listed(open_page):
    return open_page("/codes/")


def shown(page):
    """Return the slugs of the lines that show."""
    links = page.locator(f"{SHOWN} td:first-child a:first-child").evaluate_all(
        "links => links.map(link => new URL(link.href).pathname.split('/').at(-2))"
    )
    return set(links)


@pytest.mark.parametrize(("typed", "slugs"), CASES)
def test_what_is_typed_is_found(listed, typed, slugs):
    listed.fill(BOX, typed)
    assert shown(listed) == slugs


def test_the_list_narrows_with_every_character(listed):
    everything = listed.locator(LINES).count()
    counts = [everything]
    for end in range(1, len("5.7.606") + 1):
        listed.fill(BOX, "5.7.606"[:end])
        counts.append(listed.locator(SHOWN).count())
        assert "5-7-606" in shown(listed)
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 1
    listed.fill(BOX, "")
    assert listed.locator(SHOWN).count() == everything


def test_the_number_of_finds_is_announced(listed):
    status = listed.get_by_role("status")
    assert status.inner_text() == ""
    listed.fill(BOX, "S3150")
    assert status.inner_text() == "Entries that fit: 1"
    listed.fill(BOX, "nothing like this")
    assert status.inner_text() == "Nothing in this list fits."
    assert listed.get_by_role("link", name="Paste the whole bounce into the bounce check").is_visible()
    listed.fill(BOX, "")
    assert status.inner_text() == ""


def test_the_keyboard_leads_to_the_code_that_was_meant(listed):
    listed.focus(BOX)
    listed.keyboard.type("550 5.7.322 certificate-expired")
    listed.keyboard.press("Enter")
    assert listed.evaluate("document.activeElement.textContent") == "5.7.322"
    listed.keyboard.press("Enter")
    listed.wait_for_url("**/codes/4-7-322/#5.7.322")
    assert listed.locator("tr:target").inner_text().startswith("5.7.322")


def test_a_general_code_leads_to_its_own_line(listed):
    listed.fill(BOX, "554 5.7.8 authentication failed")
    listed.press(BOX, "Enter")
    listed.keyboard.press("Enter")
    listed.wait_for_url("**/codes/rfc3463/#x.7.8")
    assert "X.7.8" in listed.locator("tr:target").inner_text()


def test_it_speaks_the_language_of_the_page(open_page):
    page = open_page("/de/codes/")
    page.fill(BOX, "5.7.511")
    assert page.get_by_role("status").inner_text() == "Passende Einträge: 1"
    assert shown(page) == {"5-7-511"}


def test_without_javascript_the_whole_list_shows(open_page):
    page = open_page("/codes/", java_script_enabled=False)
    assert page.locator(BOX).is_hidden()
    assert page.locator(f"{LINES} a").count() == page.locator(f"{LINES} a:visible").count() > 100
