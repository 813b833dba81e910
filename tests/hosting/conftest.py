"""The built site behind the preview, nginx and Caddy, each with the configuration that we ship; and small sites."""

import hashlib
import json

import pytest

from tests.hosting.servers import Caddy, Nginx
from tools.hosting.hosts import configuration
from tools.hosting.preview import Host, served
from tools.hosting.rules import rules

PAGE = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'; script-src {}">'
PURGED = {"# add_header CDN": "add_header CDN", "# CDN-Cache": "CDN-Cache"}  # what an operator with a CDN uncomments


def small_site(folder, script):
    """Make a site of two pages and a runtime; `script` is what the first page's policy allows."""
    runtime = folder / "assets" / "runtime" / "0123456789abcdef"
    runtime.mkdir(parents=True)
    (folder / "index.html").write_text(PAGE.format(script) + "x" * 4000)
    (folder / "404.html").write_text(PAGE.format(f"'sha256-two' {script}"))
    (runtime / "pyodide.mjs").write_text("export const one = 1;")
    digest = hashlib.sha256((runtime / "pyodide.mjs").read_bytes()).hexdigest()
    manifest = {"folder": runtime.name, "files": {"pyodide.mjs": {"bytes": 21, "sha256": digest}}}
    (runtime.parent / "runtime.json").write_text(json.dumps(manifest))
    return folder


@pytest.fixture
def small(tmp_path):
    return small_site(tmp_path / "site", "'sha256-one'")


@pytest.fixture(scope="session", params=[None, Nginx, Caddy], ids=["preview", "nginx", "caddy"])
def host(request, site_folder, tmp_path_factory):
    """Return the address of the site behind each host, without a slash at its end."""
    if request.param is None:
        with served(Host(site_folder, quality=1)) as address:
            yield address
        return
    server = request.param(tmp_path_factory.mktemp("host"))
    text = configuration(server.file, rules(site_folder), str(site_folder))
    for before, after in PURGED.items():
        text = text.replace(before, after)
    server.configure(text)
    with server.running() as address:
        yield address
