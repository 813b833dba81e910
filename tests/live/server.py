"""A real DNS server on loopback: nsd with a zone of the test's, and dnsdist before it, which speaks DoH (RFC 8484).

with serving({"example.com": {"TXT": ["v=spf1 -all"]}}, tmp_path) as server:
    server.address    "127.0.0.1:5301", DNS over UDP and TCP
    server.doh        "http://127.0.0.1:5302/dns-query"
    server.serve({...})    another zone from now on
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass, field

import dns.message
import dns.query
import pytest

from tests.live.zonefile import zone_file
from tools import programs
from tools.programs import free_port

_SERVERS = ("nsd", "dnsdist")  # what answers, and what speaks HTTPS before it
_PATIENCE = 20  # seconds to start in, on a machine with much else to do
_READY = "is-the-zone-there.invalid"

_NSD = """
server:
  ip-address: 127.0.0.1
  port: {port}
  server-count: {processes}
  username: ""
  chroot: ""
  database: ""
  zonesdir: "{folder}"
  pidfile: "{folder}/nsd.pid"
  xfrdfile: "{folder}/xfrd.state"
  xfrdir: "{folder}"
  zonelistfile: "{folder}/zone.list"
  logfile: "{folder}/nsd.log"
  round-robin: no
  rrl-ratelimit: 0
  tcp-count: 400
remote-control:
  control-enable: no
zone:
  name: "."
  zonefile: "{folder}/zone"
"""
_DNSDIST = """
setSecurityPollSuffix("")
setACL({{"127.0.0.0/8", "::1/128"}})
newServer({{address="127.0.0.1:{backend}", healthCheckMode="up", tcpOnly=true}})
addDOHLocal("127.0.0.1:{port}", nil, nil, "/dns-query",
  {{customResponseHeaders={{["access-control-allow-origin"]="*", ["access-control-allow-headers"]="content-type"}}}})
"""


@dataclass
class Server:
    """What runs, and where it listens."""

    folder: object
    port: int
    doh_port: int
    left_out: set = field(default_factory=set)  # what of the zone no server can serve, as `zone_file` says it
    processes: list = field(default_factory=list)
    serial: int = 0
    listens: bool = False  # whether DoH is spoken by now

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    @property
    def doh(self):
        return f"http://127.0.0.1:{self.doh_port}/dns-query"

    def serve(self, zone):
        """Serve `zone` instead of what was served until now; return once it is so."""
        self.serial += 1
        text, self.left_out = zone_file(zone | {_READY: {"TXT": [str(self.serial)]}})
        (self.folder / "zone.new").write_text(text, "ascii")
        (self.folder / "zone.new").replace(self.folder / "zone")
        os.utime(self.folder / "zone", (self.serial, self.serial))  # nsd reads what is not of the same second
        if self.processes:
            self.processes[0].send_signal(signal.SIGHUP)
            self._wait()

    def _wait(self):
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(OSError, dns.exception.DNSException):
                if all(ask() == str(self.serial) for ask in self._ways()):
                    return
            time.sleep(0.02)
        raise RuntimeError((self.folder / "nsd.log").read_text())

    def _ways(self):
        """Yield what asks for the serial: an nsd that goes may still answer dnsdist, over connections that it has."""
        query = dns.message.make_query(_READY, "TXT")
        yield lambda: _said(dns.query.udp(query, "127.0.0.1", port=self.port, timeout=0.2))
        if self.listens:
            kind = {"Content-Type": "application/dns-message"}
            request = urllib.request.Request(self.doh, query.to_wire(), kind)
            yield lambda: _said(dns.message.from_wire(urllib.request.urlopen(request, timeout=1).read()))


def _said(message):
    return message.answer[0][0].strings[0].decode() if message.answer else None


@contextlib.contextmanager
def serving(zone, folder, *, doh=True, processes=1):
    """Serve `zone` out of `folder`; skips the test where the servers are missing."""
    there = programs.find(_SERVERS)
    if len(there) < len(_SERVERS):
        pytest.skip(f"no DNS server: install {' and '.join(_SERVERS)} (python -m tools.programs {' '.join(_SERVERS)})")
    server = Server(folder, free_port(), free_port())
    server.serve(zone)
    (folder / "nsd.conf").write_text(_NSD.format(port=server.port, folder=folder, processes=processes))
    commands = [[there["nsd"], "-d", "-c", str(folder / "nsd.conf")]]
    if doh:
        (folder / "dnsdist.conf").write_text(_DNSDIST.format(backend=server.port, port=server.doh_port))
        commands.append([there["dnsdist"], "--supervised", "-C", str(folder / "dnsdist.conf")])
    try:
        for command in commands:
            with (folder / "servers.log").open("ab") as log:
                server.processes.append(subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL))
        server._wait()
        if doh:
            _connected(server.doh_port)
            server.listens = True
        yield server
    finally:
        for process in reversed(server.processes):
            process.terminate()
        for process in server.processes:
            process.wait(10)


def _connected(port):
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"nothing listens on {port}")


if __name__ == "__main__":  # python -m tests.live.server ZONE.json: serve it until interrupted
    import sys
    import tempfile
    from pathlib import Path

    zone = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as place, serving(zone, Path(place)) as running:
        print(running.address, running.doh, flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
