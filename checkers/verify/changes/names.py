"""Names and addresses written otherwise, and the author whose place a list took in From."""

import re
from collections.abc import Iterator

from checkers.dkim.verification.octets import CRLF, Octets

_ORIGINAL = (
    *(b"x-original-from", b"original-from", b"x-google-original-from", b"x-mailman-original-from", b"x-mailfrom"),
    *(b"reply-to", b"x-original-sender", b"x-envelope-from", b"cc"),
)
_VIA = re.compile(rb"(?<![\s\"'])[\s\"']*+(?:\(?\bvia\b|\b\xc3\xbcber\b|/|\bauf\b|\[).*\Z", re.IGNORECASE | re.DOTALL)
ADDRESS = re.compile(rb"[^\s<>,;:\"()@]{1,64}@[^\s<>,;:\"()@]{1,255}")
_PLACED = re.compile(rb"(?P<before>(?:\A|,)\s*)(?P<name>[^\s\"<>,][^\"<>,\r\n]{0,200}?)(?P<space>\s*)(?=<)")
_QUOTED = re.compile(rb"\"([^\"\\\r\n]{1,200})\"(?=\s*<)")
_ANGLES = re.compile(rb"((?:\A|,)\s*)<([^<>\s]{1,320})>(?=\s*(?:,|\Z))")
_BARE = re.compile(rb"((?:\A|,)\s*)([^\s<>,\"()]{1,320}@[^\s<>,\"()]{1,320})(?=\s*(?:,|\Z))")
_TWICE = re.compile(rb"[\"']{1,2}([^\s\"'<>]{1,320})[\"']{1,2}\s*<\1>")
_COMMA = re.compile(rb",\s*")


def names_otherwise(value: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a field of addresses with quotes, angles and spaces as other programs write them, with the change."""
    text = value[:-2]
    for other in (
        _QUOTED.sub(rb"\1", text),
        _PLACED.sub(rb'\g<before>"\g<name>"\g<space>', text),
        text.replace(b'"', b"'"),
        _QUOTED.sub(rb"'\1'", text),
        re.sub(rb"\"'([^\"']{1,200})'\"", rb'"\1"', text),
        re.sub(rb"\"'([^\"']{1,200})'\"", rb"\1", text),
    ):
        yield "quotes", other + CRLF
    for other in (
        _ANGLES.sub(rb"\1\2", text),
        _BARE.sub(rb"\1<\2>", text),
        _TWICE.sub(rb"\1", text),
        _TWICE.sub(rb"<\1>", text),
        _COMMA.sub(b",", text),
        _COMMA.sub(b", ", text),
        text.lower(),
    ):
        yield "addresses-rewritten", other + CRLF


def authors(message: Octets, value: bytes) -> Iterator[bytes]:
    """Yield who may have stood in From, with the name that it still has, or as another field keeps it."""
    kept = [other.octets[other.colon + 1 : -2].strip() for name in _ORIGINAL for other in message.named(name)[:2]]
    yield from kept
    own = value[:-2].strip()
    name = own.rpartition(b"<")[0].strip() if b"<" in own else b""
    bare = _VIA.sub(b"", name.strip(b"\" '")).strip(b"\" '") or name.strip(b"\" '")
    found: dict[bytes, None] = {}
    for text in (*kept, own):
        for address in ADDRESS.findall(text)[:4]:
            found[address] = None
            local, _, _ = address.rpartition(b"@")
            for mark in (b"=40", b"=", b".at.", b"_at_"):
                before, known, behind = local.rpartition(mark)
                if known and before and b"." in behind:
                    found[before.rpartition(b"+")[2] + b"@" + behind] = None
    for address in found:
        if bare:
            yield from (bare + b" <" + address + b">", b'"' + bare + b'" <' + address + b">")
            if b", " in bare or b" " in bare:
                yield b"'" + bare + b"' <" + address + b">"
        yield from (address, b"<" + address + b">")
