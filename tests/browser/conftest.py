"""The built site, served as a static host would, and a browser that tells of every request that leaves it."""

import functools
import http.server
import threading
from pathlib import Path

import pytest

from tests.conftest import below

ROOT = Path(__file__).resolve().parents[2]
WAIT = 60_000  # milliseconds until a test gives up; no test depends on how long something takes


def pytest_collection_modifyitems(items):
    for item in below(items, __file__):
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.xdist_group(f"browser-{item.path.stem}"))


class _Host(http.server.SimpleHTTPRequestHandler):
    """A plain static host: the site's own 404 page, nothing else of its own."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def send_error(self, code, message=None, explain=None):
        missing = Path(self.directory, "404.html")
        if code != http.HTTPStatus.NOT_FOUND or not missing.exists():
            super().send_error(code, message, explain)
            return
        body = missing.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Say nothing: a test that fails says what it asked for."""


@pytest.fixture(scope="session")
def site(site_folder):
    """Return the address of the served site, without a slash at its end."""
    handler = functools.partial(_Host, directory=str(site_folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def open_page(chromium, site):
    """Return a function that opens a page of the site in a new tab of a new visitor.

    Whatever the test does, no request may leave the site and no script may fail.
    """
    contexts, strangers, faults = [], [], []

    def opened(path="/", *, script=None, runtime=None, **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(WAIT)
        if runtime:
            context.route(
                "**/assets/shell/runtime.js*",
                lambda route: route.fulfill(body=runtime, content_type="text/javascript"),
            )
        if script:
            context.add_init_script(script)
        context.on("request", lambda request: strangers.append(request.url) if not _own(request.url, site) else None)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(site + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not strangers
    assert not faults


def _own(url, site):
    return url.startswith((f"{site}/", "blob:", "data:"))
