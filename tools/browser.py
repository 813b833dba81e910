"""The browser that the tests drive: found, or got, or asked for.

python -m tools.browser    make sure that there is one and print where; exit 1 saying what to install
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import programs

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
# Without these Chromium asks its maker's hosts for updates and components at every start.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """Return the path of a Chromium, Chrome or Edge on this machine (BROWSER_PATH first), None without one."""
    candidates = (os.environ.get("BROWSER_PATH"), *map(shutil.which, _NAMES), *_PLACES)
    return next((found for found in candidates if found and Path(found).exists()), None) or _downloaded()


def _downloaded() -> str | None:
    # In a process of its own: Playwright does not start where an event loop runs already, as in its own tests.
    code = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout.strip()
    return said if said and Path(said).exists() else None


def ensure() -> str | None:
    """Return the path of a browser, after trying to get one; None where that failed."""
    if found := find():
        return found
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if found := find():
        return found
    programs.ensure(["chromium"])
    return find()


if __name__ == "__main__":
    browser = ensure()
    print(browser or "No browser for the tests: install Chromium, Chrome or Edge, or set BROWSER_PATH.")
    sys.exit(0 if browser else 1)
