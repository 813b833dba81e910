"""How long the check of a whole domain takes in the browser, whose resolver answers each question after a delay.

nsd holds the zone, a relay in front of it waits, dnsdist speaks DNS over HTTPS to the browser by HTTP/2, as public
resolvers do: without it a browser asks six questions at a time.
"""

import asyncio
import contextlib
import functools
import http.server
import json
import statistics
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.limits import at_most
from tests.live.server import _connected, serving
from tools import programs
from tools.browser import ARGUMENTS, find
from tools.programs import free_port
from tools.resolvers import resolvers
from tools.site.build import configuration

DELAY = 0.05  # seconds that an answer takes
ROUNDS, BESIDE = 5, 0.15  # at most; seconds that everything but the way to the resolver may take
TIMES = 9

ZONE = {
    "example.com": {
        "TXT": [
            "v=spf1 include:spf.protection.outlook.com include:_spf.example.net ip4:192.0.2.10 -all",
            "MS=ms12345678",
        ],
        "MX": ["0 mx1.example.com", "10 mx2.example.com"],
        "A": ["192.0.2.80"],
        "AAAA": ["2001:db8::80"],
    },
    "spf.protection.outlook.com": {"TXT": ["v=spf1 ip4:203.0.113.0/25 include:spfd.example.net -all"]},
    "spfd.example.net": {"TXT": ["v=spf1 ip4:203.0.113.128/25 -all"]},
    "_spf.example.net": {"TXT": ["v=spf1 include:_a.example.net include:_b.example.net ~all"]},
    "_a.example.net": {"TXT": ["v=spf1 ip4:198.51.100.0/25 ~all"]},
    "_b.example.net": {"TXT": ["v=spf1 ip4:198.51.100.128/25 ~all"]},
    "_dmarc.example.com": {"TXT": ["v=DMARC1; p=reject; rua=mailto:dmarc@example.com,mailto:in@example.net"]},
    "example.com._report._dmarc.example.net": {"TXT": ["v=DMARC1"]},
    "selector1._domainkey.example.com": {"CNAME": ["selector1-example-com._domainkey.example.net"]},
    "selector1-example-com._domainkey.example.net": {"TXT": ["v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"]},
    "_mta-sts.example.com": {"TXT": ["v=STSv1; id=20261124"]},
    "mta-sts.example.com": {"A": ["192.0.2.80"]},
    "_smtp._tls.example.com": {"TXT": ["v=TLSRPTv1; rua=mailto:tls@example.com"]},
    "default._bimi.example.com": {"TXT": ["v=BIMI1; l=https://example.com/logo.svg"]},
    "mx1.example.com": {"A": ["192.0.2.10"], "AAAA": ["2001:db8::10"]},
    "mx2.example.com": {"A": ["192.0.2.11"]},
    "10.2.0.192.in-addr.arpa": {"PTR": ["mx1.example.com"]},
    "11.2.0.192.in-addr.arpa": {"PTR": ["mx2.example.com"]},
}
_DNSDIST = """
setSecurityPollSuffix("")
newServer({{address="127.0.0.1:{backend}", healthCheckMode="up"}})
addDOHLocal("127.0.0.1:{port}", "{folder}/cert.pem", "{folder}/key.pem", "/dns-query",
  {{customResponseHeaders={{["access-control-allow-origin"]="*"}}}})
"""
# The time from the press of the button until the result of a lookup stands there.
_MEASURE = """() => new Promise((done) => {
  const begun = performance.now();
  new MutationObserver((_, observer) => {
    if (!document.querySelector(".pl-widget:not([data-busy]) .pl-answered")) return;
    observer.disconnect();
    done(performance.now() - begun);
  }).observe(document.querySelector(".pl-widget"), { subtree: true, childList: true, attributes: true });
  document.querySelector(".pl-run").click();
})"""


def print_live_browser(site: Path) -> None:
    """Print rounds, questions and wall time of the check of a typical domain on the built `site`."""
    with _resolver() as url, _page(site, url) as page:
        page.fill(".pl-text", "example.com")
        page.fill("#pl-field-selectors", "selector1")
        page.locator("[name=pl-resolver]").nth(1).check()
        times = []
        for _ in range(TIMES + 1):  # the first also starts Python and opens the connection
            times.append(page.evaluate(_MEASURE) / 1000)
            live = _kept(page)["live"]
            page.click(".pl-clear")
            page.fill(".pl-text", "example.com")
            page.fill("#pl-field-selectors", "selector1")
        first, *later = times
        wall, limit = statistics.median(later), live["rounds"] * DELAY + BESIDE
        print(f"a typical domain, resolver delayed by {DELAY * 1000:.0f} ms, median of {TIMES}")
        print(f"rounds {live['rounds']} {at_most(live['rounds'], ROUNDS)}, questions {live['questions']}")
        print(f"wall time {wall:.3f} s, limit {limit:.3f} s  {at_most(wall, limit)}")
        print(f"worst {max(later):.3f} s; the first, which starts Python too, {first:.3f} s")


def _kept(page: Page) -> Any:
    kept = "Object.entries(sessionStorage).find(([key]) => key.endsWith(':result'))[1]"
    return json.loads(page.evaluate(kept))["result"]


@contextlib.contextmanager
def _resolver() -> Iterator[str]:
    wanted = ("nsd", "dnsdist", "openssl")
    there = programs.find(wanted)
    if len(there) < len(wanted):
        raise SystemExit(f"not all of these are there: {', '.join(wanted)}")
    with tempfile.TemporaryDirectory() as place, serving(ZONE, Path(place), doh=False) as server:
        port, relay = free_port(), free_port()
        subprocess.run(
            [there["openssl"], "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-keyout", f"{place}/key.pem", "-out", f"{place}/cert.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
        Path(place, "dnsdist.conf").write_text(_DNSDIST.format(backend=relay, port=port, folder=place))
        threading.Thread(target=asyncio.run, args=(_relay(relay, server.port),), daemon=True).start()
        command = [there["dnsdist"], "--supervised", "-C", f"{place}/dnsdist.conf"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                _connected(port)
                yield f"https://localhost:{port}/dns-query"
            finally:
                process.terminate()


async def _relay(port: int, backend: int) -> None:
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(lambda: _Front(backend), local_addr=("127.0.0.1", port))
    await loop.create_future()


class _Front(asyncio.DatagramProtocol):
    """Passes each question on after the delay, over a socket of its own, and its answer back."""

    def __init__(self, backend: int) -> None:
        self._backend = backend

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, client: Any) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(DELAY, lambda: loop.create_task(self._pass_on(data, client)))

    async def _pass_on(self, data: bytes, client: Any) -> None:
        back = functools.partial(_Back, lambda answer: self.transport.sendto(answer, client))
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            back, remote_addr=("127.0.0.1", self._backend)
        )
        transport.sendto(data)


class _Back(asyncio.DatagramProtocol):
    def __init__(self, answer: Any) -> None:
        self._answer = answer

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, _: Any) -> None:
        self._answer(data)
        self.transport.close()


@contextlib.contextmanager
def _page(site: Path, url: str) -> Iterator[Page]:
    """Serve the site as it would be with this resolver in mkdocs.yml, and open the check of a domain."""
    old = resolvers(configuration(site).extra)[0].address
    handler = functools.partial(_Rewriting, directory=str(site), old=old, new=url)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        arguments = [*ARGUMENTS, "--ignore-certificate-errors"]
        browser = playwright.chromium.launch(executable_path=find(), args=arguments)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/domain/")
        page.wait_for_selector(".pl-lookup")
        yield page
        browser.close()
        server.shutdown()


class _Rewriting(http.server.SimpleHTTPRequestHandler):
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(self, *arguments: Any, old: str, new: str, **options: Any) -> None:
        self.old, self.new = old.encode(), new.encode()
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        page = Path(self.translate_path(self.path), "index.html")
        if not self.path.endswith("/") or not page.exists():
            super().do_GET()
            return
        body = page.read_bytes().replace(self.old, self.new)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        pass
