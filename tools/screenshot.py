"""The picture of the site in the README, taken of the built site.

python -m tools.screenshot    test a bounce in a browser and write screenshot.webp
"""

import sys
from base64 import b64decode
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools import browser
from tools.hosting.preview import Host, served
from tools.site.build import SITE
from tools.strings import ROOT

PICTURE = ROOT / "screenshot.webp"
PAGE = "/bounce/"
BOUNCE = """\
<info@example.org>: host example-org.mail.protection.outlook.com[203.0.113.25] said:
    550 5.7.606 Access denied, banned sending IP [192.0.2.14]. To request removal
    from this list please visit https://sender.office.com/ and follow the
    directions. (AS16012609) (in reply to RCPT TO command)
"""
_WIDTH, _HEIGHT = 1280, 1460  # pixels of the window
_QUALITY = 80  # of WebP, in percent
_WAIT = 60_000  # milliseconds for the check, on a machine that has other things to do


def picture(page: Page, address: str) -> bytes:
    """Return the window as WebP after the check of `BOUNCE` on the site at `address`."""
    page.goto(address + PAGE)
    page.fill("#pl-text", BOUNCE)
    page.focus("#pl-text")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".pl-widget:not([data-busy]) .pl-result", timeout=_WAIT)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    session = page.context.new_cdp_session(page)
    shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": _QUALITY})
    return b64decode(shot["data"])


def main(site: Path = SITE, target: Path = PICTURE) -> int:
    """Take the picture of a built site; return the exit status."""
    path = browser.ensure()
    if path is None:
        print("No browser: install Chromium, Chrome or Edge, or set BROWSER_PATH.")
        return 1
    with served(Host(site)) as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(browser.ARGUMENTS))
        page = chromium.new_page(
            viewport={"width": _WIDTH, "height": _HEIGHT}, color_scheme="light", reduced_motion="reduce"
        )
        target.write_bytes(picture(page, address))
        chromium.close()
    print(f"{target.stat().st_size:,} bytes in {target.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
