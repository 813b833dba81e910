"""What a resolver answers is data: it is shown as text, asked no further than the checkers want, and never sent on."""

import pytest

from tests.browser.resolver import reply, resolving
from tests.security.stage import VALUES, Tampering, text
from tools.hosting.preview import served
from tools.resolvers import resolvers
from tools.site.build import configuration

SPF = "/authentication/spf/"


@pytest.fixture(scope="module")
def offered():
    return resolvers(configuration("unused").extra)[0].address


@pytest.fixture(scope="module")
def resolver():
    with resolving() as running:
        yield running


@pytest.fixture(scope="module")
def asking(site_folder, resolver, offered):
    """Return the address of a site whose first resolver is the test's."""
    host = Tampering(site_folder, bare=True)
    host.changed = dict.fromkeys((SPF, "/domain/"), lambda body: body.replace(offered.encode(), resolver.url.encode()))
    with served(host) as address:
        yield address


def _record(value):
    octets = text(value)[:1000].encode()
    pieces = [octets[at : at + 200] for at in range(0, len(octets), 200)]
    return " ".join('"' + "".join(f"\\{octet:03d}" for octet in piece) + '"' for piece in pieces)


def look_up(visitor):
    """Choose the test's resolver and ask it about a domain."""
    page = visitor.page
    if not page.locator(".pl-lookup[open]").count():
        page.click(".pl-lookup > summary")
    page.locator("[name=pl-resolver]").nth(1).check()
    page.fill("#pl-text", "example.com")
    visitor.run()


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value["id"])
def test_hostile_answers_are_text(visit, asking, resolver, value):
    resolver.reset()
    resolver.answer = lambda query: reply(query, f"{query.question[0].name} TXT {_record(value)}")
    visitor = visit(asking)
    page = visitor.open("/domain/")
    look_up(visitor)
    assert page.query_selector(".pl-failure") is None
    assert visitor.foreign
    assert all(url.startswith(resolver.url) for url in visitor.foreign)
    visitor.foreign.clear()


def test_nobody_else_is_asked_where_an_answer_names_somebody(visit, asking, resolver):
    resolver.reset()
    resolver.location = "https://evil.example/dns-query"
    visitor = visit(asking)
    visitor.open("/domain/")
    look_up(visitor)
    assert not [url for url in visitor.foreign if "evil" in url]
    visitor.foreign.clear()
    visitor.page.evaluate("violations.length = 0")
