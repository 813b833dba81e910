"""Live lookups through the widget: off until chosen, then at the chosen resolver alone, whatever that answers."""

import contextlib
import functools
import http.server
import json
import threading
from pathlib import Path

import dns.flags
import dns.name
import dns.rcode
import pytest

from tests.browser.conftest import WAIT, _Host
from tests.browser.resolver import asked, never, reply, resolving, slowly, text
from tests.browser.shell import BOX, until
from tests.live.server import serving
from tools.resolvers import resolvers
from tools.site.build import configuration

SPF, DOMAIN = "/authentication/spf/", "/domain/"
FOLD, PUBLISHED = ".pl-lookup", "v=spf1 include:_spf.example.com -all"
ZONE = {
    "example.com": {
        "TXT": [PUBLISHED],
        "MX": ["10 mx.example.com"],
        "A": ["192.0.2.10"],
    },
    "_spf.example.com": {"TXT": [["v=spf1 ip4:192.0.2.", "0/24 -all"]]},
    "_dmarc.example.com": {"TXT": ["v=DMARC1; p=reject; rua=mailto:reports@example.net"]},
    "example.com._report._dmarc.example.net": {"TXT": ["v=DMARC1"]},
    "s1._domainkey.example.com": {"CNAME": ["key.example.net"]},
    "key.example.net": {"TXT": ["v=DKIM1; p="]},
    "mx.example.com": {"A": ["192.0.2.10"]},
    "10.2.0.192.in-addr.arpa": {"PTR": ["mx.example.com"]},
}


@pytest.fixture(scope="module")
def offered():
    """The resolvers that mkdocs.yml offers; the first is the one that the tests stand in for."""
    return resolvers(configuration("unused").extra)


@pytest.fixture(scope="module")
def stage(chromium, site_folder, offered):
    """Return what opens a page whose first resolver is that of a test; the page tells of what it asked for."""

    @contextlib.contextmanager
    def opened(url, path=SPF):
        handler = functools.partial(_Rewriting, directory=str(site_folder), old=offered[0].address, new=url)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, daemon=True).start()
            context = chromium.new_context()
            context.set_default_timeout(WAIT)
            page = context.new_page()
            page.asked, page.faults, page.site = [], [], f"http://127.0.0.1:{server.server_port}"
            context.on("request", lambda request: page.asked.append(request.url))
            page.on("pageerror", lambda error: page.faults.append(str(error)))
            page.goto(page.site + path)
            page.wait_for_selector(FOLD)
            yield page
            context.close()
            assert not page.faults
            server.shutdown()

    return opened


@pytest.fixture
def live(stage):
    with contextlib.ExitStack() as stack:
        yield lambda *given: stack.enter_context(stage(*given))


@pytest.fixture(scope="module")
def shared(stage):
    """A resolver, and a page that asks it, for all tests that need nothing new."""
    with resolving() as running, stage(running.url) as page:
        choose(page)
        page.click(".pl-more > summary")
        yield running, page


@pytest.fixture
def asking(shared):
    """The resolver as it is at first, and what asks it about a record and gives the page."""
    resolver, page = shared
    resolver.reset()

    def ask_about(text=PUBLISHED, domain="example.com"):
        if page.locator(".pl-clear:visible").count():
            page.click(".pl-clear")
        page.fill(BOX, text)
        page.fill("#pl-field-domain", domain)
        ask(page)
        return page

    return resolver, ask_about


class _Rewriting(_Host):
    """The site as it would be with another address in mkdocs.yml."""

    def __init__(self, *arguments, old, new, **options):
        self.old, self.new = old.encode(), new.encode()
        super().__init__(*arguments, **options)

    def do_GET(self):  # noqa: N802  the base class's name
        path = self.translate_path(self.path)
        page = f"{path}/index.html" if self.path.partition("#")[0].endswith("/") else path
        if not page.endswith(".html"):
            super().do_GET()
            return
        body = Path(page).read_bytes().replace(self.old, self.new)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(ZONE, tmp_path_factory.mktemp("dns")) as running:
        yield running


@pytest.fixture
def resolver():
    with resolving() as running:
        yield running


def strangers(page):
    return [url for url in page.asked if not url.startswith((f"{page.site}/", "blob:", "data:"))]


def choose(page, name=1, *, remember=False):
    """Choose the resolver of that number."""
    if not page.locator(f"{FOLD}[open]").count():
        page.click(f"{FOLD} > summary")
    page.locator("[name=pl-resolver]").nth(name).check()
    if remember:
        page.check(".pl-remember")


def fill(page, text=PUBLISHED, domain="example.com"):
    page.fill(BOX, text)
    if domain:
        page.click(".pl-more > summary")
        page.fill("#pl-field-domain", domain)


def ask(page):
    page.click(f"{FOLD} .pl-ask")
    shown(page)


def shown(page):
    page.wait_for_selector(".pl-widget:not([data-busy]) .pl-outcome .pl-verdict")
    assert not page.faults


def codes(page):
    return {found.get_attribute("data-code") for found in page.locator(".pl-result [data-code]").all()}


def report(page):
    """Return the report of the result that is kept for the tab."""
    kept = "Object.entries(sessionStorage).find(([key]) => key.endsWith(':result'))?.[1] ?? 'null'"
    return json.loads(page.evaluate(kept))["result"]


def facts(page):
    return {fact["name"]: fact["value"] for fact in report(page)["report"]["facts"]}


def test_nothing_is_asked_before_it_is_chosen(live, server):
    page = live(server.doh, DOMAIN)
    page.fill(BOX, "example.com")
    page.click(".pl-run")
    shown(page)
    assert page.locator(".pl-needs").count() == 1
    assert not strangers(page)


def test_to_choose_asks_nothing_and_names_what_the_resolver_learns(live, server, offered):
    page = live(server.doh)
    fill(page)
    choose(page)
    for number, one in enumerate(offered, 1):
        said = page.inner_text(f"#pl-resolver-{number}")
        assert one.name in said
        assert one.operator in said
        assert page.get_attribute(f"#pl-resolver-{number} a", "href") == one.privacy
    assert "IP" in said
    page.wait_for_timeout(300)
    assert not strangers(page)


def test_a_record_is_followed_at_the_chosen_resolver_alone(live, server):
    page = live(server.doh)
    fill(page)
    page.click(".pl-run")
    shown(page)
    choose(page)
    page.click(".pl-needs .pl-ask")
    page.wait_for_selector(".pl-answered")
    assert page.locator(".pl-needs").count() == 0
    assert {url.partition("?")[0] for url in strangers(page)} == {server.doh}
    assert facts(page)["lookups"] == 1
    assert report(page)["live"]["rounds"] >= 1


def test_a_domain_is_asked_by_its_own_button_once_somebody_is_chosen(live, server):
    page = live(server.doh, DOMAIN)
    choose(page)
    page.fill(BOX, "example.com")
    page.fill("#pl-field-selectors", "s1")
    page.click(".pl-run")
    page.wait_for_selector(".pl-answered")
    assert {url.partition("?")[0] for url in strangers(page)} == {server.doh}
    assert report(page)["live"]["rounds"] <= 5


def test_the_answers_replay_the_same_result(live, server):
    page = live(server.doh, DOMAIN)
    choose(page)
    page.fill(BOX, "example.com")
    page.fill("#pl-field-selectors", "s1")
    page.click(".pl-run")
    page.wait_for_selector(".pl-answered")
    before = report(page)["report"]
    page.click(".pl-answers > summary")
    page.locator(".pl-answers .pl-actions button").last.click()
    assert page.input_value("#pl-field-answers")
    page.locator("[name=pl-resolver]").first.check()
    asked = len(page.asked)
    page.click(".pl-run")
    until(page, "!document.querySelector('.pl-answered') && !document.querySelector('[data-busy]')")
    assert report(page)["report"] == before
    assert len(page.asked) == asked


def test_another_language_says_the_same_answers_without_asking_again(live, server):
    page = live(server.doh, DOMAIN)
    choose(page)
    page.fill(BOX, "example.com")
    page.click(".pl-run")
    page.wait_for_selector(".pl-answered")
    before = report(page)["report"]
    page.goto(f"{page.site}/de{DOMAIN}")
    page.wait_for_selector('.pl-result[lang="de"]')
    page.asked.clear()
    assert "beantwortet" in page.inner_text(".pl-answered")
    assert report(page)["report"] == before
    assert not strangers(page)


def test_the_choice_is_forgotten_with_the_page_unless_it_is_to_be_kept(live, server):
    page = live(server.doh)
    choose(page)
    page.reload()
    page.wait_for_selector(FOLD)
    assert page.locator("[name=pl-resolver]:checked").get_attribute("value") == ""
    assert page.evaluate("localStorage.getItem('postlotse:resolver')") is None
    page.goto(f"{page.site}/reference/privacy/")
    assert not page.locator(".pl-kept button").is_visible()
    page.go_back()
    choose(page, remember=True)
    page.reload()
    until(page, "document.querySelector('[name=pl-resolver]:checked')?.value !== ''")
    assert page.is_checked(".pl-remember")
    page.goto(f"{page.site}/reference/privacy/")
    assert page.locator(".pl-kept span:visible").count() == 1
    page.click(".pl-kept button")
    assert page.evaluate("localStorage.getItem('postlotse:resolver')") is None
    assert page.locator(".pl-kept [data-none]").is_visible()


def test_the_choice_is_taken_back_in_the_widget(live, server):
    page = live(server.doh, DOMAIN)
    choose(page, remember=True)
    page.locator("[name=pl-resolver]").first.check()
    assert page.evaluate("localStorage.getItem('postlotse:resolver')") is None
    page.fill(BOX, "example.com")
    page.click(".pl-run")
    shown(page)
    assert not strangers(page)


def test_everything_is_reached_by_keyboard(live, server):
    page = live(server.doh)
    fill(page)
    page.focus(f"{FOLD} > summary")
    page.keyboard.press("Enter")
    for key in ("Tab", "Tab", "ArrowDown"):  # the link, the choice, the first resolver
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.dataset.resolver")
    page.focus(f"{FOLD} .pl-ask")
    page.keyboard.press("Enter")
    page.wait_for_selector(".pl-answered")
    assert page.evaluate("document.activeElement.matches('.pl-verdict')")


def test_the_worklist_leads_to_the_choice(live, server):
    page = live(server.doh)
    fill(page)
    page.click(".pl-run")
    shown(page)
    page.click(".pl-needs .pl-ask")
    assert page.evaluate("document.activeElement.name") == "pl-resolver"
    assert not strangers(page)


def test_a_request_tells_nothing_but_the_question(live, resolver):
    page = live(resolver.url)
    fill(page)
    choose(page)
    ask(page)
    assert resolver.asked
    for query, headers in zip(resolver.asked, resolver.headers, strict=True):
        assert query.id == 0
        assert not {"cookie", "referer"} & headers.keys()
        assert headers["accept-language"] == "*"


def test_the_policy_lets_a_page_ask_nobody_else(live, resolver, server):
    page = live(server.doh)
    refused = "url => fetch(url).then(() => 'let through', () => 'refused')"
    assert page.evaluate(refused, f"{resolver.url}?dns=AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB") == "refused"
    assert not resolver.asked


@pytest.mark.parametrize("path", ["/", SPF, "/de/domain/", "/reference/privacy/", "/404.html"])
def test_pages_allow_the_resolvers_that_they_offer_and_no_others(open_page, offered, path):
    page = open_page(path)
    policy = page.get_attribute('meta[http-equiv="Content-Security-Policy"]', "content")
    connect = policy.partition("connect-src ")[2].split(";")[0].split()
    listed = [one.address for one in offered] if page.locator(FOLD).count() else []
    assert connect == ["'self'", *listed]


def large(query):
    return text(query, *(f"{'x' * 200}{number}" for number in range(290)))


def other(query):
    query.question[0].name = dns.name.from_text("other.example.")
    return reply(query, 'other.example. TXT "v=spf1 +all"')


FAULTS = {
    "servfail": lambda query: reply(query, rcode=dns.rcode.SERVFAIL),
    "refused": lambda query: reply(query, rcode=dns.rcode.REFUSED),
    "truncated": lambda query: reply(query, flags=dns.flags.TC),
    "malformed": lambda _: b"<!doctype html><title>Sign in</title>",
    "mismatch": other,
    "too-large": lambda _: b"\0" * 66_000,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_and_nothing_is_held_against_the_domain(asking, fault):
    resolver, about = asking
    resolver.answer = FAULTS[fault]
    page = about()
    assert f"lookup.{fault}" in codes(page)
    if fault != "servfail":  # which a receiver meets too
        assert page.get_attribute(".pl-result", "data-severity") == "unknown"
        assert page.locator(".pl-needs").count() == 1


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"allowed": False}, "unreachable"),
        ({"status": 503}, "http"),
        ({"status": 302, "location": "/elsewhere"}, "unreachable"),
    ],
)
def test_a_resolver_that_answers_otherwise(asking, change, fault):
    resolver, about = asking
    for name, value in change.items():
        setattr(resolver, name, value)
    page = about()
    assert f"lookup.{fault}" in codes(page)
    assert page.get_attribute(".pl-result", "data-severity") == "unknown"


def test_a_resolver_that_is_down(live):
    with resolving() as gone:
        url = gone.url
    page = live(url)
    fill(page)
    choose(page)
    ask(page)
    assert "lookup.unreachable" in codes(page)
    assert page.input_value(BOX) == PUBLISHED


def test_an_answer_that_comes_octet_by_octet_is_cut_off(asking):
    resolver, about = asking
    resolver.answer = lambda query: slowly(text(query, "v=spf1 -all"), resolver.over)
    page = about()
    assert "lookup.timeout" in codes(page)
    assert page.get_attribute(".pl-result", "data-severity") == "unknown"


def test_what_was_answered_before_it_was_cancelled_counts(live, resolver):
    def answer(query):
        name = str(query.question[0].name)
        if name.startswith("slow"):
            return never(resolver.over)
        return text(query, "v=spf1 ip4:192.0.2.1 -all")

    resolver.answer = answer
    page = live(resolver.url)
    fill(page, "v=spf1 include:fast.example.com include:slow.example.com -all", domain="")
    choose(page)
    page.click(f"{FOLD} .pl-ask")
    page.wait_for_selector(".pl-asking:visible")
    page.wait_for_timeout(300)
    page.click(".pl-cancel")
    page.wait_for_selector(".pl-answered")
    assert [need["name"] for need in report(page)["report"]["needs"]] == ["slow.example.com"]
    assert report(page)["live"]["questions"] == 1
    assert page.inner_text(".pl-note")


@pytest.mark.parametrize(
    ("record", "answer"),
    [
        ("v=spf1 include:big.example.com -all", large),
        (f"v=spf1 include:{'.'.join(['a' * 63] * 3 + ['b' * 61])} -all", FAULTS["servfail"]),
        (f"v=spf1 include:{'.'.join(['a' * 64] * 5)} -all", FAULTS["servfail"]),
        ("v=spf1 include:loop.example.com -all", lambda query: text(query, "v=spf1 include:loop.example.com -all")),
        ("v=spf1 include:loop.example.com -all", lambda query: reply(query, f"{asked(query)} CNAME {asked(query)}")),
        ("v=spf1 include:n.example.com -all", lambda query: text(query, f"v=spf1 include:n{asked(query)} -all")),
    ],
    ids=["64 KB", "255 long", "too long", "include loop", "alias loop", "endless chain"],
)
def test_hostile_answers_end(asking, record, answer):
    resolver, about = asking
    resolver.answer = answer
    page = about(record, "")
    assert page.locator(".pl-failure").count() == 0
    assert len(resolver.asked) < 60


def test_a_link_fills_the_form_and_starts_nothing(live, server):
    page = live(server.doh, f"{DOMAIN}#q=example.com&selectors=s1&answers=x")
    until(page, "document.querySelector('.pl-text').value !== ''")
    assert page.input_value(BOX) == "example.com"
    assert page.input_value("#pl-field-selectors") == "s1"
    assert page.input_value("#pl-field-answers") == ""
    page.wait_for_timeout(300)
    assert page.locator(".pl-outcome > *").count() == 0
    assert not strangers(page)


def test_a_link_to_a_question_carries_no_answer(live, server):
    page = live(server.doh, DOMAIN)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.fill(BOX, "example.com")
    page.click(".pl-more > summary")
    page.fill("#pl-field-answers", "example.com. IN TXT secret")
    page.click(".pl-form .pl-actions .pl-button:not(.pl-primary):visible")
    until(page, "navigator.clipboard.readText().then((text) => text.includes('#'))")
    assert page.evaluate("navigator.clipboard.readText()") == f"{page.site}{DOMAIN}#q=example.com"


def test_a_check_that_is_not_asked_a_question_has_no_link(live, server):
    page = live(server.doh)
    assert "link" not in page.inner_text(".pl-form .pl-actions").lower()


def test_what_to_do_about_a_domain_comes_before_its_parts(live, server):
    page = live(server.doh, DOMAIN)
    page.fill(BOX, "example.com")
    choose(page)
    page.fill("#pl-field-selectors", "s1")
    page.click(".pl-run")
    shown(page)
    order = page.evaluate(
        "[...document.querySelectorAll('.pl-way-there, [data-table=readiness], .pl-diagram, .pl-parts')]"
        ".filter((one) => !one.closest('.pl-part')).map((one) => one.classList[0])"
    )
    assert order[:2] == ["pl-way-there", "pl-scroll"]
    assert order[-1] == "pl-parts"


def test_the_record_to_publish_is_seen_without_a_click(live, resolver):
    resolver.answer = lambda query: text(query, PUBLISHED) if str(asked(query)) == "example.com." else reply(query)
    page = live(resolver.url, DOMAIN)
    page.fill(BOX, "example.com")
    choose(page)
    page.click(".pl-run")
    shown(page)
    assert page.locator(".pl-choice pre:visible").all_inner_texts() == ["v=DMARC1; p=none"]
