"""The same tests in Chromium, Firefox and WebKitGTK.

`make audit` runs them: it tries each of the others once, by one visit that says much (test_visit.py), and everything
else by `python -m tools.audit.browsers`, which names the browsers in BROWSERS.
"""

import os
from pathlib import Path

import pytest

from tests.conftest import below
from tools.audit.browsers.launch import BROWSERS, MissingError
from tools.audit.browsers.tab import until
from tools.hosting.preview import Host, served

ROOT = Path(__file__).resolve().parents[2]
OTHERS = ("firefox", "webkit")  # Chromium has tests of its own
NAMED = os.environ.get("BROWSERS", "").split()

collect_ignore = [] if NAMED else ["test_table.py"]


def pytest_generate_tests(metafunc):
    if "tab" in metafunc.fixturenames:
        metafunc.parametrize("tab", NAMED or OTHERS, indirect=True, scope="session")


def pytest_collection_modifyitems(items):
    for item in below(items, __file__):
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.thorough)
        item.add_marker(pytest.mark.xdist_group(f"browsers-{item.callspec.params['tab']}"))


class Recording(Host):
    """A host that notes what it is asked for."""

    def __init__(self, folder):
        super().__init__(folder)
        self.asked = []

    def answer(self, method, target, asked):
        self.asked.append(target)
        return super().answer(method, target, asked)


@pytest.fixture(scope="session")
def host(site_folder):
    return Recording(site_folder)


@pytest.fixture(scope="session")
def site(host):
    with served(host) as address:
        yield address


@pytest.fixture(scope="session")
def tab(request):
    browser = BROWSERS[request.param]()
    try:
        opened = browser.__enter__()
    except MissingError as error:
        pytest.skip(str(error))
    yield opened
    browser.__exit__(None, None, None)


@pytest.fixture
def visit(tab, site):
    """Return a function that opens a page as a visitor does who was never here, 1280 pixels wide."""

    def opened(path, width=1280):
        tab.open(f"{site}/404.html")  # a page without a widget, which would keep its input when it is left
        tab.run("sessionStorage.clear(); localStorage.clear()")
        tab.open(site + path)
        tab.narrow(width)
        until(tab, "return !document.querySelector('a.pl-example')")  # the widget is awake: its examples are buttons
        return tab

    return opened
