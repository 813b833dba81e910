import os
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright

from tools import browser as browsers

ROOT = Path(__file__).resolve().parents[1]

# No test may fail because a machine is busy.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")


@pytest.fixture(scope="session")
def conformance():
    folder = Path(os.environ.get("CONFORMANCE_DIR", ROOT.parent / "shared" / "conformance")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no conformance material at {folder}: set CONFORMANCE_DIR")
    return folder


@pytest.fixture(scope="session")
def site_folder():
    """The folder of the built site."""
    folder = Path(os.environ.get("SITE_DIR", ROOT / "site"))
    whole = all((folder / name).exists() for name in ("index.html", "sw.js"))
    assert whole, f"there is no built site in {folder}: run `make build`"
    return folder


@pytest.fixture(scope="session")
def chromium():
    """The one browser of a test process: Playwright starts only once in it."""
    path = browsers.ensure()
    assert path, "no browser: install Chromium, Chrome or Edge, or set BROWSER_PATH"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(browsers.ARGUMENTS))
        yield browser
        browser.close()


def below(items, conftest):
    """Return the tests in the folder of a conftest, which hears of all tests there are."""
    folder = Path(conftest).parent
    return [item for item in items if folder in item.path.parents]
