"""What each host sends: the same headers, kinds and packing, whatever its configuration looks like."""

import gzip
import http.client
import json
from urllib.parse import urlsplit

import pytest

from tools.hosting.hosts import CONFIGURATIONS, HEADERS, configuration, write
from tools.hosting.rules import ASKED, LASTING, PURGED, headers, rules

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("hosting")]


def fetch(address, path, **asked):
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    connection.request("GET", path, headers=asked)
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply, body


@pytest.fixture(scope="session")
def runtime(site_folder):
    """Return the path of the runtime's folder on the site."""
    folder = json.loads((site_folder / "assets" / "runtime" / "runtime.json").read_text("utf-8"))["folder"]
    return f"/assets/runtime/{folder}/"


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/de/bounce/", "de/bounce/index.html"),
        ("/sitemap.xml", "sitemap.xml"),
        ("/assets/logo.svg", "assets/logo.svg"),
        ("/assets/runtime/runtime.json", "assets/runtime/runtime.json"),
    ],
)
def test_a_file_comes_with_every_header_of_the_table(host, site_folder, path, file):
    reply, body = fetch(host, path)
    assert reply.status == 200
    assert body == (site_folder / file).read_bytes()
    sent = {name.lower(): value for name, value in reply.getheaders()}
    for name, value in headers(f"/{file}", rules(site_folder)).items():
        same = sent[name.lower()].partition(";")[0] if name == "Content-Type" else sent[name.lower()]
        assert same == (value.partition(";")[0] if name == "Content-Type" else value), name


def test_the_runtime_is_kept_for_ever_and_all_else_asked_about(host, runtime):
    assert fetch(host, f"{runtime}pyodide.mjs")[0].getheader("Cache-Control") == LASTING
    assert fetch(host, "/assets/runtime/runtime.json")[0].getheader("Cache-Control") == ASKED


def test_a_cdn_may_keep_all_where_it_is_purged(host, runtime, request):
    if "preview" in request.node.name:
        pytest.skip("no CDN stands before it")
    for path in ("/", "/de/bounce/", f"{runtime}pyodide.mjs", "/none/"):
        assert fetch(host, path)[0].getheader("CDN-Cache-Control") == PURGED


@pytest.mark.parametrize(
    ("name", "kind"), [("pyodide.mjs", "text/javascript"), ("pyodide.asm.wasm", "application/wasm")]
)
def test_the_browser_may_run_what_it_gets(host, runtime, name, kind):
    assert fetch(host, runtime + name)[0].getheader("Content-Type").partition(";")[0] == kind


def test_webassembly_is_packed_on_its_way(host, runtime, site_folder):
    reply, body = fetch(host, f"{runtime}pyodide.asm.wasm", **{"Accept-Encoding": "gzip"})
    assert reply.getheader("Content-Encoding") == "gzip"
    assert "accept-encoding" in reply.getheader("Vary", "").lower()
    assert gzip.decompress(body) == (site_folder / runtime.lstrip("/") / "pyodide.asm.wasm").read_bytes()


def test_a_missing_page_is_our_own_with_its_policy(host, site_folder):
    reply, body = fetch(host, "/de/gibt-es-nicht/")
    assert reply.status == 404
    assert body == (site_folder / "404.html").read_bytes()
    assert "frame-ancestors 'none'" in reply.getheader("Content-Security-Policy")


def test_a_folder_without_its_slash_leads_to_the_page(host):
    reply, _ = fetch(host, "/de/bounce")
    assert reply.status in {301, 302, 307, 308}
    assert reply.getheader("Location").endswith("/de/bounce/")


def test_what_has_not_changed_is_not_sent_again(host):
    first, _ = fetch(host, "/sitemap.xml")
    again, body = fetch(host, "/sitemap.xml", **{"If-None-Match": first.getheader("ETag")})
    assert (again.status, body) == (304, b"")


def test_nothing_above_the_folder_is_served(host):
    assert fetch(host, "/../pyproject.toml")[0].status in {400, 404}
    assert fetch(host, "/%2e%2e/pyproject.toml")[0].status in {400, 404}


def test_the_file_for_cloudflare_and_netlify_names_the_same(site_folder):
    every = rules(site_folder)
    blocks = configuration(HEADERS, every).strip().split("\n\n")
    read = {}
    for block in blocks:
        pattern, *lines = block.splitlines()
        read[pattern] = tuple(tuple(line.strip().split(": ", 1)) for line in lines)
    assert read == {rule.pattern: rule.headers for rule in every}
    assert max(map(len, configuration(HEADERS, every).splitlines())) < 2000  # Cloudflare's limit for a line


def test_the_build_brings_it_along(site_folder, tmp_path):
    assert (site_folder / HEADERS).read_text("utf-8") == configuration(HEADERS, rules(site_folder))
    assert (site_folder / ".nojekyll").exists()
    write(site_folder, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(CONFIGURATIONS)
