"""nginx and Caddy with the configurations that we ship, each on a port of its own."""

import os
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

from tools import programs
from tools.programs import free_port


class Server:
    """A server that keeps its files in `folder`; configure it, then have it running."""

    name = ""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.program = programs.ensure([self.name]).get(self.name)
        if not self.program:
            pytest.skip(f"{self.name} is not there: install it")

    @contextmanager
    def running(self):
        """Start it and wait until it answers; yield the address, without a slash at its end."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(self.command(*self.start), env=self.environment(), **quiet)
        try:
            self._wait(process)
            yield self.address
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:  # Caddy waits for connections that browsers keep
                process.kill()

    def reload(self):
        """Have it read its configuration again."""
        subprocess.run(self.command(*self.again), env=self.environment(), check=True, capture_output=True)

    def environment(self):
        return os.environ | {"POSTLOTSE_ADDRESS": self.address}

    def _wait(self, process):
        for _ in range(200):
            assert process.poll() is None, f"it ended with status {process.returncode}"
            try:
                urllib.request.urlopen(self.address + "/favicon-that-is-none", timeout=5)
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"nothing answers at {self.address}")


class Nginx(Server):
    """Our file stands in its http block, as it would among a machine's other sites."""

    name, file = "nginx", "nginx.conf"
    start, again = ("-g", "daemon off;"), ("-s", "reload")

    def configure(self, text):
        """Write its configuration: ours, and the address that is the operator's."""
        address = self.folder / "postlotse-address.conf"
        address.write_text(f"listen 127.0.0.1:{self.port};")
        (self.folder / "site.conf").write_text(
            text.replace("/etc/nginx/postlotse-address", str(address.with_suffix("")))
        )
        user = "user root;" if os.geteuid() == 0 else ""
        parts = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        kept = " ".join(f"{name}_temp_path {self.folder};" for name in parts)
        http = f"http {{ access_log off; {kept} include {self.folder}/site.conf; }}"
        (self.folder / "nginx.conf").write_text(f"{user} pid {self.folder}/pid; events {{}} {http}")

    def command(self, *arguments):
        return [self.program, "-c", str(self.folder / "nginx.conf"), "-e", str(self.folder / "errors"), *arguments]


class Caddy(Server):
    """Our file is the whole configuration, but for the address to which `caddy reload` speaks."""

    name, file = "caddy", "Caddyfile"
    start, again = ("run",), ("reload", "--force")

    def __init__(self, folder):
        super().__init__(folder)
        self.ear = f"127.0.0.1:{free_port()}"

    def configure(self, text):
        """Write its configuration; the address that is the operator's comes by the environment."""
        (self.folder / "Caddyfile").write_text(f"{{\n\tadmin {self.ear}\n}}\n{text}")

    def command(self, *arguments):
        return [self.program, *arguments, "--config", str(self.folder / "Caddyfile"), "--adapter", "caddyfile"]
