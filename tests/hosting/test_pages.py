"""The site on a host that can send no headers of ours and has it below a path: the pages' own policy is all."""

import pytest

from tests.browser.shell import BOX, VERDICT
from tests.hosting.pages import ADDRESS, BELOW, Pages
from tests.offline.visit import press, state
from tests.security.stage import Visitor
from tools.hosting.preview import served
from tools.site.build import build

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """Return a host with the site built for its address."""
    folder = tmp_path_factory.mktemp("pages") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        build(folder)
    return Pages(folder)


@pytest.fixture(scope="module")
def address(host):
    with served(host) as address:
        yield address + BELOW


@pytest.fixture
def visitor(chromium, host, address):
    """Return somebody who comes to no harm and asks nothing beside the site."""
    one = Visitor(chromium, address)
    host.plugged = True
    host.lost.clear()
    yield one
    harm = one.harm()
    one.context.close()
    assert not harm


def check(visitor, text):
    visitor.page.fill(BOX, text)
    visitor.run()
    return visitor.page.inner_text(VERDICT)


@pytest.mark.parametrize("path", ["/", "/de/", "/codes/", "/de/authentication/spf/", "/reference/glossary/"])
def test_every_file_of_a_page_is_there(visitor, host, path):
    visitor.open(path)
    visitor.page.wait_for_load_state("networkidle")
    assert host.lost == []


def test_a_check_runs_under_the_pages_own_policy(visitor, host):
    page = visitor.open("/authentication/spf/")
    assert page.evaluate("fetch(location.href).then((one) => one.headers.get('Content-Security-Policy'))") is None
    assert check(visitor, "v=spf1 -all")
    page.goto(f"{visitor.site}/de/bounce/")
    assert check(visitor, "550 5.7.606 Access denied, banned sending IP [192.0.2.14]")
    assert page.get_attribute(".pl-result", "lang") == "de"
    assert host.lost == []


def test_the_search_finds_pages_below_the_path(visitor):
    page = visitor.open("/de/")
    page.evaluate("document.querySelector('#__search').checked = true")
    page.fill(".md-search__input", "5.7.606")
    page.press(".md-search__input", "End")
    page.wait_for_selector(".md-search-result__item > a", state="attached")
    links = page.locator(".md-search-result__item > a").evaluate_all("all => all.map((one) => one.href)")
    assert f"{visitor.site}/de/codes/5-7-606/" in links[0]


def test_a_missing_page_is_ours_in_the_readers_language_and_leads_back(visitor, host):
    page = visitor.page
    assert page.goto(f"{visitor.site}/de/gibt/es/nicht/").status == 404
    assert page.get_attribute("html", "lang") == "de"
    assert host.lost == [f"{BELOW}/de/gibt/es/nicht/"]  # and none of its files
    page.click("section li a")
    assert page.url == f"{visitor.site}/de/"


def test_the_site_can_be_kept_for_reading_offline(visitor, host):
    page = visitor.open("/reference/offline/")
    state(page, "none")
    press(page, "install")
    state(page, "ready", seconds=120)
    host.plugged = False
    assert visitor.open("/de/authentication/spf/").url == f"{visitor.site}/de/authentication/spf/"
    assert check(visitor, "v=spf1 ip4:192.0.2.1 -all")
    assert page.goto(f"{visitor.site}/none/").status == 404
    assert page.inner_text("h1")
