"""The browsers that the widgets are tried in: Chromium by Playwright, Firefox and WebKitGTK by W3C WebDriver."""
