"""A DNS server that does what servers must not: the first label of the name that is asked for says what.

It speaks UDP, TCP and HTTP (RFC 8484) on loopback, in a thread of its own.
"""

import asyncio
import contextlib
import threading

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

from tools.programs import free_port

TYPE = "application/dns-message"
_PAUSE = 0.2  # seconds between two octets
_BIG = [f'"{"x" * 250}"' for _ in range(255)]  # 255 strings come to nearly 64 KB

RECORDS = {
    "include-loop": ['"v=spf1 include:back.example -all"'],
    "back": ['"v=spf1 include:include-loop.example -all"'],
}


class Hostile:
    """What runs, and where it listens."""

    def __init__(self):
        self.port, self.http_port = free_port(), free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.doh = f"http://127.0.0.1:{self.http_port}/dns-query"
        self.loop = asyncio.new_event_loop()

    async def start(self):
        await self.loop.create_datagram_endpoint(lambda: _Datagrams(self), local_addr=("127.0.0.1", self.port))
        await asyncio.start_server(self.stream, "127.0.0.1", self.port)
        await asyncio.start_server(self.http, "127.0.0.1", self.http_port)

    async def stop(self):
        """Stop whatever is still being served."""
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        self.loop.call_soon(self.loop.stop)

    async def stream(self, reader, writer):
        """Serve one question over TCP, whatever the datagram before it was told."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            query = await reader.readexactly(int.from_bytes(await reader.readexactly(2)))
            how = behaviour(query)
            octets = message(query, again="again" in how)
            await self.send(writer, len(octets).to_bytes(2) + octets, how)
        writer.close()

    async def http(self, reader, writer):
        """Serve one request."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = int(head.partition("content-length:")[2].split()[0])
            query = await reader.readexactly(length)
            how = behaviour(query)
            octets = message(query, again="truncated" in how)
            status = {"http-error": "500 No", "redirect": "302 There"}.get(how, "200 OK")
            type_ = "text/html" if how == "wrong-type" else TYPE
            lines = [
                f"HTTP/1.1 {status}",
                f"content-type: {type_}",
                "location: http://127.0.0.1:9/",
                "connection: close",
            ]
            if how == "endless":
                writer.write("\r\n".join([*lines, "", ""]).encode() + bytes(200_000))
                await writer.drain()
            else:
                lines.append(f"content-length: {len(octets)}")
                await self.send(writer, "\r\n".join([*lines, "", ""]).encode() + octets, how)
        writer.close()

    async def send(self, writer, octets, how):
        if how in {"silent", "truncated-silent"}:
            await asyncio.sleep(60)
        elif how in {"slow", "truncated-slow"}:
            for one in octets:
                writer.write(bytes([one]))
                await writer.drain()
                await asyncio.sleep(_PAUSE)
        elif how in {"closed", "truncated-closed"}:
            writer.write(octets[:5])
        else:
            writer.write(octets)
            await writer.drain()


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, owner):
        self.owner = owner

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, query, sender):
        how = behaviour(query)
        if how in {"silent", "slow", "closed"}:
            return
        octets = message(query, again=how.startswith(("truncated", "large")))
        if how == "forged":  # somebody else is faster than the one who was asked
            self.transport.sendto(message(query, how="mismatch"), sender)
            self.transport.sendto(bytes(2) + octets[2:], sender)
            self.transport.sendto(query[:2] + b"rubbish", sender)
        self.transport.sendto(octets, sender)


def behaviour(query):
    return dns.message.from_wire(query).question[0].name.labels[0].decode()


def message(query, *, again=False, how=None):
    """Return the octets that answer `query`; those that say "too large, ask again" where `again`."""
    asked = dns.message.from_wire(query)
    name, how = asked.question[0].name, how or behaviour(query)
    said = dns.message.make_response(asked, recursion_available=True)
    if again:
        said.flags |= dns.flags.TC
        return said.to_wire()
    if how in {"refused", "servfail"}:
        said.set_rcode(dns.rcode.from_text(how.upper()))
    elif how == "mismatch":
        said = dns.message.make_response(dns.message.make_query("other.example", "TXT", id=asked.id))
        said.answer.append(dns.rrset.from_text("other.example.", 60, "IN", "TXT", '"v=spf1 +all"'))
    elif how == "alias-loop":
        said.answer.append(dns.rrset.from_text(name, 60, "IN", "CNAME", "b.example."))
        said.answer.append(dns.rrset.from_text("b.example.", 60, "IN", "CNAME", name.to_text()))
    else:
        records = RECORDS.get(how, ['"v=spf1 -all"'])
        said.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *records))
        if how == "large":
            said.answer[0].add(dns.rrset.from_text(name, 60, "IN", "TXT", " ".join(_BIG))[0])
    octets = said.to_wire(max_size=65535)
    if how == "cut":
        return octets[:-3]
    return query[:2] + b"\x81\x80rubbish" if how == "malformed" else octets


@contextlib.contextmanager
def running():
    """Run the server."""
    server = Hostile()
    thread = threading.Thread(target=server.loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.start(), server.loop).result(10)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), server.loop)
        thread.join(10)
