"""What the tests of a page under stress share: Chromium, the built site, and what a sound page does."""

import pytest

from tests.browser.conftest import open_page, site  # noqa: F401  fixtures
from tests.conftest import below
from tests.endurance.steps import start


def pytest_collection_modifyitems(items):
    for item in below(items, __file__):
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.thorough)
        item.add_marker(pytest.mark.xdist_group(f"endurance-{item.path.stem}"))


@pytest.fixture
def spf(open_page):  # noqa: F811  the fixture imported above
    """Return a function that opens the SPF page with a record in its box; Python comes for it through `routes`."""

    def opened(text, routes=None, **options):
        page = open_page("/authentication/spf/", **options)
        for pattern, answer in (routes or {}).items():
            page.context.route(pattern, answer)
        start(page, text)
        return page

    return opened
