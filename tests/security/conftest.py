"""The site as it is shipped, with headers and without, and visitors who must come to no harm."""

import pytest

from tests.conftest import below
from tests.security.stage import Tampering, Visitor
from tools.hosting.preview import served

_LONG = {"test_pasted", "test_resolver"}  # minutes each


def pytest_collection_modifyitems(items):
    for item in below(items, __file__):
        if "chromium" in item.fixturenames:
            item.add_marker(pytest.mark.browser)
        if item.path.stem in _LONG:
            item.add_marker(pytest.mark.thorough)
        item.add_marker(pytest.mark.xdist_group(f"security-{item.path.stem}"))


@pytest.fixture(scope="module", params=["headers", "bare"])
def any_site(request, site_folder):
    """Return the address of the site behind a host that sends our headers, and behind one that sends none."""
    with served(Tampering(site_folder, bare=request.param == "bare")) as address:
        yield address


@pytest.fixture(scope="module")
def bare_site(site_folder):
    """Return the address of the site behind a host that sends none of our headers: the pages' own policy is all."""
    with served(Tampering(site_folder, bare=True)) as address:
        yield address


@pytest.fixture
def visit(chromium):
    """Return what makes a visitor of a site; no visitor may have come to harm at the end."""
    visitors = []

    def visitor(site, **options):
        visitors.append(Visitor(chromium, site, **options))
        return visitors[-1]

    yield visitor
    harm = [said for one in visitors for said in one.harm()]
    for one in visitors:
        one.context.close()
    assert not harm
