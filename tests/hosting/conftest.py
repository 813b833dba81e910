"""The built site behind the preview, nginx and Caddy, each with the configuration that we ship."""

import os
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from tools import programs
from tools.hosting.hosts import configuration
from tools.hosting.preview import Host, served
from tools.hosting.rules import rules
from tools.programs import free_port


@pytest.fixture(scope="session", params=["preview", "nginx", "caddy"])
def host(request, site_folder, tmp_path_factory):
    """Return the address of the site behind each host, without a slash at its end."""
    serve = {"preview": _preview, "nginx": _nginx, "caddy": _caddy}[request.param]
    yield from serve(site_folder, tmp_path_factory.mktemp(request.param))


def _preview(site, _folder):
    with served(Host(site, quality=1)) as address:
        yield address


def _nginx(site, folder):
    port = free_port()
    text = configuration("nginx.conf", rules(site)).replace("listen 8080", f"listen 127.0.0.1:{port}")
    (folder / "site.conf").write_text(text.replace("/srv/postlotse", str(site)))
    user = "user root;" if os.geteuid() == 0 else ""
    kept = " ".join(f"{name}_temp_path {folder};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole = f"{user} pid {folder}/pid; events {{}} http {{ access_log off; {kept} include {folder}/site.conf; }}"
    (folder / "nginx.conf").write_text(whole)
    command = ["-c", folder / "nginx.conf", "-e", folder / "errors", "-g", "daemon off;"]
    yield from _running("nginx", command, f"http://127.0.0.1:{port}")


def _caddy(site, folder):
    port = free_port()
    text = configuration("Caddyfile", rules(site)).replace("postlotse.example {", f"http://127.0.0.1:{port} {{")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + text.replace("/srv/postlotse", str(site)))
    command = ["run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"]
    yield from _running("caddy", command, f"http://127.0.0.1:{port}")


def _running(name, arguments, address):
    program = programs.ensure([name]).get(name)
    if not program:
        pytest.skip(f"{name} is not there: install it")
    process = subprocess.Popen([program, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:  # Caddy waits for connections that browsers keep
            process.kill()


def _wait_for(address, process):
    for _ in range(200):
        assert process.poll() is None, f"it ended with status {process.returncode}"
        try:
            urllib.request.urlopen(address + "/favicon-that-is-none", timeout=5)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"nothing answers at {address}")
