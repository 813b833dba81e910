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
def chromium():
    """The one browser of a test process: Playwright starts only once in it."""
    path = browsers.ensure()
    assert path, "no browser: install Chromium, Chrome or Edge, or set BROWSER_PATH"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(browsers.ARGUMENTS))
        yield browser
        browser.close()
