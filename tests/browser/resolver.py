"""A resolver on loopback that does to each question what a test wants: answers, waits, breaks off, lies."""

import base64
import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


def reply(query, *records, rcode=dns.rcode.NOERROR, flags=0):
    """Return a message that answers `query` with records, each "name TYPE data"."""
    message = dns.message.make_response(query)
    message.flags |= dns.flags.RA | flags
    message.set_rcode(rcode)
    for record in records:
        name, type_, data = record.split(" ", 2)
        message.answer.append(dns.rrset.from_text(name, 60, "IN", type_, data))
    return message.to_wire(max_size=65_535)


def asked(query):
    """Return the name that is asked for."""
    return query.question[0].name


def text(query, *records):
    """Return a message that answers with TXT records, whatever the question."""
    return reply(query, *(f'{asked(query)} TXT "{record}"' for record in records))


class Resolver:
    """What was asked, and how the next question is answered."""

    def __init__(self):
        self.over = threading.Event()
        self.reset()

    def reset(self):
        """Answer as at first: there is no such name."""
        self.asked = []
        self.headers = []
        self.status = 200
        self.allowed = True  # whether it lets pages of other sites ask
        self.location = None
        self.answer = lambda query: reply(query, rcode=dns.rcode.NXDOMAIN)  # octets, or an iterable of pieces of them


@contextlib.contextmanager
def resolving():
    """Run one; `url` is its address."""
    resolver = Resolver()
    handler = type("Bound", (_Handler,), {"resolver": resolver})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        resolver.url = f"http://127.0.0.1:{server.server_port}/dns-query"
        yield resolver
        resolver.over.set()
        server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        resolver = self.resolver
        coded = parse_qs(urlsplit(self.path).query)["dns"][0]
        query = dns.message.from_wire(base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)))
        resolver.asked.append(query)
        resolver.headers.append({name.lower(): value for name, value in self.headers.items()})
        found = resolver.answer(query)
        self.send_response(resolver.status)
        self.send_header("Content-Type", "application/dns-message")
        if resolver.allowed:
            self.send_header("Access-Control-Allow-Origin", "*")
        if resolver.location:
            self.send_header("Location", resolver.location)
        if isinstance(found, bytes):
            self.send_header("Content-Length", str(len(found)))
            self.end_headers()
            self.wfile.write(found)
            return
        self.send_header("Connection", "close")
        self.end_headers()
        with contextlib.suppress(OSError):  # nobody reads it any more
            for piece in found:
                self.wfile.write(piece)
                self.wfile.flush()
        self.close_connection = True

    def log_message(self, *arguments):
        """Say nothing."""


def slowly(octets, over, pause=0.2):
    """Yield octet by octet, each after a pause in seconds, until the test is over."""
    for octet in octets:
        yield bytes([octet])
        if over.wait(pause):
            return


def never(over):
    """Yield nothing until the test is over."""
    over.wait()
    yield b""
