"""The built site with its real runtime: from a visitor's hands to the answer, in both languages."""

import re

import pytest

from tests.browser.shell import BOX, VERDICT, until

BOUNCE = """Delivery has failed to these recipients or groups:

anna@example.org
Remote Server returned '550 5.7.606 Access denied, banned sending IP [192.0.2.14]. To request removal from this list \
please visit https://sender.office.com/ and follow the directions. (AS16012609) \
[DB5EUR01FT042.eop-EUR01.prod.protection.outlook.com]'
"""
PROTOCOLS = ("spf", "dkim", "dmarc", "mta-sts", "tls-rpt", "bimi")
WIDGETS = [
    f"{start}{page}"
    for start in ("/", "/de/")
    for page in ("", "bounce/", *(f"authentication/{name}/" for name in PROTOCOLS))
]
ANSWERS = """example.com. 300 IN TXT "v=spf1 mx include:_spf.example.net -all"
example.com. 300 IN MX 10 mail.example.com.
mail.example.com. 300 IN A 192.0.2.5
_spf.example.net. 300 IN TXT "v=spf1 ip4:192.0.2.16/28 -all"
"""


def submit(page, text):
    page.fill(BOX, text)
    page.focus(BOX)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(VERDICT)


def fact(page, name):
    return page.locator(f'[data-fact="{name}"] td').first.inner_text()


def test_a_bounce_on_the_german_home_page(open_page):
    page = open_page("/de/")
    submit(page, BOUNCE)
    assert page.get_attribute(".pl-result", "lang") == "de"
    assert page.get_attribute(".pl-result", "data-kind") == "bounce"
    assert page.locator('.pl-route[data-route="delist-portal"]').count() == 1
    assert page.locator('.pl-actor[data-actor="sender-admin"]').count() == 1
    assert fact(page, "recipient") == "anna@example.org"
    assert "5.7.606" in page.inner_text(".pl-read")
    assert page.locator(".pl-mark").count() > 0
    assert page.locator(".pl-steps li").count() > 0


def test_a_real_exchange_online_bounce_is_dropped(open_page, conformance):
    page = open_page("/de/")
    page.set_input_files(".pl-chosen", conformance / "bounces" / "sisimai" / "lhost-office365-01.eml")
    page.wait_for_selector(VERDICT)
    assert page.get_attribute(".pl-result", "data-kind") == "bounce"
    assert "@" in fact(page, "recipient")


def test_a_broken_record_gets_its_corrected_form(open_page):
    page = open_page("/authentication/spf/")
    submit(page, "v=spf1 ipv4:192.0.2.7 include:_spf.example.net -all")
    assert page.inner_text(".pl-fixed pre") == "v=spf1 ip4:192.0.2.7 include:_spf.example.net -all"
    assert "ipv4:192.0.2.7" in [mark.inner_text() for mark in page.locator(".pl-mark").all()]


@pytest.mark.parametrize("start", ["/", "/de/"])
def test_a_domain_leads_over_its_worklist_to_the_way_through_its_record(open_page, start):
    page = open_page(f"{start}authentication/spf/")
    page.click(".pl-more > summary")
    page.fill("#pl-field-domain", "example.com")
    page.fill("#pl-field-ip", "192.0.2.17")
    page.press("#pl-field-ip", "Enter")
    page.wait_for_selector(VERDICT)
    assert "dig example.com TXT" in page.inner_text(".pl-commands pre >> nth=0")
    assert page.get_attribute(".pl-result", "data-severity") == "unknown"
    page.fill("#pl-answers", ANSWERS)
    page.click(".pl-again")
    page.wait_for_selector('.pl-result[data-severity="good"]')
    assert page.locator(".pl-needs").count() == 0
    assert page.input_value("#pl-field-answers") == ANSWERS
    found = page.locator('.pl-node[data-severity="good"] code').all_inner_texts()
    assert {"include:_spf.example.net", "ip4:192.0.2.16/28"} <= set(found)
    assert page.locator(".pl-spent").inner_text().startswith("2 ")


def test_a_zone_gives_a_part_for_each_protocol(open_page):
    page = open_page("/")
    submit(page, f'{ANSWERS}_dmarc.example.com. 300 IN TXT "v=DMARC1; p=none"\n')
    protocols = page.locator(".pl-part > summary .pl-protocol").all_inner_texts()
    assert {"SPF", "DMARC"} <= set(protocols)
    assert page.locator(".pl-part[open]").count() == 1


@pytest.mark.parametrize("path", WIDGETS)
def test_every_example_is_judged(open_page, path):
    page = open_page(path)
    examples = page.locator("button.pl-example")
    for number in range(examples.count()):
        page.evaluate("document.querySelector('.pl-outcome').replaceChildren()")
        examples.nth(number).click()
        page.wait_for_selector(VERDICT)
        assert page.get_attribute(".pl-result", "data-kind") != "unknown"
        assert page.locator(".pl-failure").count() == 0


def test_the_other_language_keeps_input_and_result(open_page):
    page = open_page("/de/")
    submit(page, BOUNCE)
    german = page.inner_text(VERDICT)
    page.locator('a[hreflang="en"]').first.click()
    page.wait_for_selector('.pl-result[lang="en"]')
    assert not page.url.endswith("/de/")
    assert page.input_value(BOX) == BOUNCE
    assert page.inner_text(VERDICT) != german
    assert page.locator('.pl-route[data-route="delist-portal"]').count() == 1
    page.reload()
    page.wait_for_selector('.pl-result[lang="en"]')
    assert page.input_value(BOX) == BOUNCE


def test_a_cancelled_check_keeps_the_input_and_can_be_done_again(open_page):
    page = open_page()
    page.route("**/assets/runtime/**", lambda _route: None)  # never answered
    page.fill(BOX, BOUNCE)
    page.click(".pl-run")
    page.click(".pl-cancel")
    assert page.input_value(BOX) == BOUNCE
    page.unroute_all(behavior="ignoreErrors")
    page.click(".pl-run")
    page.wait_for_selector(VERDICT)


def test_a_crashed_worker_is_replaced(open_page):
    page = open_page()
    submit(page, BOUNCE)
    page.workers[-1].evaluate("setTimeout(() => { throw new Error('crashed on purpose') })")
    page.fill(BOX, BOUNCE + "again")
    until(page, "document.querySelector('.pl-stale').checkVisibility()")
    page.click(".pl-run")
    until(page, "document.querySelector('.pl-failure') || !document.querySelector('.pl-stale').checkVisibility()")
    if page.locator(".pl-failure").count():
        page.click(".pl-retry")
    until(page, "!document.querySelector('.pl-failure') && !document.querySelector('.pl-stale').checkVisibility()")
    assert page.input_value(BOX) == BOUNCE + "again"


def test_hostile_input_is_only_text(open_page):
    page = open_page()
    hostile = "</textarea><img src=x onerror=window.hit=1><script>window.hit=1</script>"
    submit(page, f"{BOUNCE}\nDiagnostic-Code: smtp; 550 5.7.606 {hostile}\n")
    assert page.locator(".pl-widget :is(img, script)").count() == 0
    assert page.evaluate("window.hit") is None


def test_nothing_of_the_runtime_is_asked_for_before_the_visitor_reaches_for_it(open_page, site):
    page = open_page("/how-it-works/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/de/")
    page.wait_for_load_state("networkidle")
    page.mouse.wheel(0, 400)
    assert [url for url in asked if "/assets/runtime/" in url or "/shell/worker" in url] == []
    page.focus(BOX)
    until(page, "performance.getEntriesByType('resource').some(entry => entry.name.includes('/assets/runtime/'))")


def test_no_page_asks_another_host(site_folder):
    loads = r"<(?:script|img|iframe|link|source|embed|object)"
    source = re.compile(loads + r"""\b[^>]*?\b(?:src|href|data)=["']?(?:https?:)?//[^>]*>""")
    harmless = re.compile(r'rel="?(?:canonical|alternate)')
    pages = list(site_folder.rglob("*.html"))
    found = [tag[0] for page in pages for tag in source.finditer(page.read_text("utf-8"))]
    assert pages
    assert [tag for tag in found if not harmless.search(tag)] == []


@pytest.mark.parametrize(
    "path", ["/", "/de/", "/authentication/spf/", "/de/bounce/", "/codes/", "/de/codes/5-7-606/", "/reference/changes/"]
)
def test_a_page_loads_whole(open_page, path):
    page = open_page("/how-it-works/")
    failed = []
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.goto(page.url.removesuffix("/how-it-works/") + path, wait_until="networkidle")
    assert failed == []


@pytest.mark.parametrize(("path", "language"), [("/nowhere/", "en"), ("/de/nirgends/", "de")])
def test_a_missing_page_is_said_in_the_language_of_its_address(open_page, path, language):
    page = open_page(path)
    assert page.locator("h1:visible").count() == 1
    assert page.locator(f'[lang="{language}"] h1').is_visible()


def test_without_javascript_the_manual_way_is_there(open_page):
    page = open_page("/de/", java_script_enabled=False)
    assert page.is_visible(".pl-noscript")
    assert page.is_visible("#by-hand")
    assert page.locator("#pl-text").count() == 1
    assert page.locator(":is(.pl-form, .pl-examples):visible").count() == 0
