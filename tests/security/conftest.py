"""The site as it is shipped, with headers and without, and visitors who must come to no harm."""

import os
from pathlib import Path

import pytest

from tests.security.stage import ROOT, Tampering, Visitor, serving

_LONG = {"test_pasted", "test_resolver"}  # minutes each


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            if "chromium" in item.fixturenames:
                item.add_marker(pytest.mark.browser)
            if item.path.stem in _LONG:
                item.add_marker(pytest.mark.thorough)
            item.add_marker(pytest.mark.xdist_group(f"security-{item.path.stem}"))


@pytest.fixture(scope="session")
def built():
    folder = Path(os.environ.get("SITE_DIR", ROOT / "site"))
    assert (folder / "index.html").exists(), f"there is no built site in {folder}: run `make build`"
    return folder


@pytest.fixture(scope="module", params=["headers", "bare"])
def any_site(request, built):
    """Return the address of the site behind a host that sends our headers, and behind one that sends none."""
    with serving(Tampering(built, bare=request.param == "bare")) as address:
        yield address


@pytest.fixture(scope="module")
def bare_site(built):
    """Return the address of the site behind a host that sends none of our headers: the pages' own policy is all."""
    with serving(Tampering(built, bare=True)) as address:
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
