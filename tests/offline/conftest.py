"""A visitor with a browser of their own, and hosts to visit."""

from pathlib import Path

import pytest

from tests.conftest import below
from tests.offline.host import Line, small_site

ROOT = Path(__file__).resolve().parents[2]
WAIT = 20_000  # milliseconds until a test gives up


_LONG = {"test_updates", "test_whole_site"}  # releases that are exchanged under a page: minutes


def pytest_collection_modifyitems(items):
    for item in below(items, __file__):
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("offline"))
            if item.path.stem in _LONG:
                item.add_marker(pytest.mark.thorough)


@pytest.fixture(scope="session")
def one(tmp_path_factory):
    return small_site(tmp_path_factory.mktemp("one"), "1")


@pytest.fixture(scope="session")
def two(tmp_path_factory):
    return small_site(tmp_path_factory.mktemp("two"), "2")


@pytest.fixture
def line(one):
    host = Line(one)
    yield host
    host.close()


@pytest.fixture
def whole_line(site_folder):
    """A host of the real site."""
    host = Line(site_folder)
    yield host
    host.close()


@pytest.fixture
def context(chromium):
    """A new visitor."""
    visitor = chromium.new_context()
    visitor.set_default_timeout(WAIT)
    yield visitor
    visitor.close()


@pytest.fixture
def page(context):
    return context.new_page()
