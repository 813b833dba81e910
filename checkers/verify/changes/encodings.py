"""Transfer encodings and charsets, undone: a server that cannot pass 8 bits on writes the same text differently."""

import re
from binascii import Error, a2b_base64, a2b_qp, b2a_qp
from collections.abc import Iterator
from itertools import islice, pairwise

from checkers.dkim.verification.octets import CRLF, normal

_ENCODING = re.compile(rb"(?im)^content-transfer-encoding[ \t]*:[ \t]*([a-z0-9-]{1,30})[ \t]*\r$")
_BOUNDARY = re.compile(rb"\bboundary[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_CHARSET = re.compile(rb"(?i)\bcharset[ \t]*=[ \t]*\"?([A-Za-z0-9_-]{1,40})")
_OTHER_CHARSETS = ("latin-1", "cp1252", "utf-8")
MAX_PARTS = 12
_LINE = 76  # characters of a line of base64, RFC 2045 6.8


def boundaries(head: bytes, body: bytes) -> list[bytes]:
    """Return the boundaries that the head and the parts of a multipart name, as far as they are used."""
    named = _BOUNDARY.search(head)
    if named is None:
        return []
    found = {named[1] or named[2]: None}
    for match in islice(_BOUNDARY.finditer(body), MAX_PARTS):
        found[match[1] or match[2]] = None
    return list(found)


def marks(body: bytes, boundary: bytes) -> list[int]:
    """Return where the lines of a boundary begin, at most MAX_PARTS of them and one."""
    line, found = b"--" + boundary, list[int]()
    at = 0 if body.startswith(line) else body.find(CRLF + line) + 2
    while at >= 0 and len(found) <= MAX_PARTS and body.startswith(line, at):
        found.append(at)
        following = body.find(CRLF + line, at)
        if following < 0:
            break
        at = following + 2
    return found


def decoded_bodies(body: bytes, head: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the body with its transfer encoding or its charset as it may have been before."""
    names = boundaries(head, body)
    if names:
        yield from _decoded_parts(body, names)
        return
    encoding = _ENCODING.search(head)
    stated = encoding[1].lower() if encoding else b"8bit"
    plain = decoded(body, stated)
    if plain is not None and plain != body:
        yield "reencoded", plain
    if plain is None or stated != b"quoted-printable":
        yield from _encoded(plain if plain is not None else body)
    if stated != b"quoted-printable":
        yield from _transcoded(body, head)


def decoded(body: bytes, encoding: bytes) -> bytes | None:
    """Return what a transfer encoding holds, CRLF at the end of its lines; None where it is none."""
    try:
        if encoding == b"quoted-printable":
            return normal(a2b_qp(body))
        if encoding == b"base64":
            return normal(a2b_base64(body))
    except (Error, ValueError):
        return None
    return None


def _encoded(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the body in the encodings that it may have had, as most programs write them."""
    if body.isascii() and b"\r" not in body.replace(CRLF, b""):
        return
    yield "reencoded", normal(b2a_qp(body.replace(CRLF, b"\n"), istext=True))


def _transcoded(body: bytes, head: bytes) -> Iterator[tuple[str, bytes]]:
    if body.isascii():
        return
    stated = _CHARSET.search(head)
    now = stated[1].decode() if stated else "utf-8"
    for source in dict.fromkeys((now, "utf-8", "cp1252", "latin-1")):
        try:
            text = body.decode(source)
        except (LookupError, UnicodeError, ValueError):
            continue
        for charset in _OTHER_CHARSETS:
            try:
                yield "charset", text.encode(charset)
            except UnicodeError:
                continue


def _decoded_parts(body: bytes, names: list[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the body with the parts decoded: all of them, or those of one encoding, with either word for plain octets.

    A part's head names its encoding, so that the word there was another one too.
    """
    places = sorted({place for name in names for place in marks(body, name)})[: MAX_PARTS + 1]
    for encodings in ((b"quoted-printable",), (b"base64",), (b"quoted-printable", b"base64")):
        for word in (b"8bit", b"7bit", b"binary"):
            pieces, at, changed = list[bytes](), 0, False
            for start, end in pairwise([*places, len(body)]):
                piece = _decoded_part(body[start:end], encodings, word)
                if piece is not None:
                    pieces += (body[at:start], piece)
                    at, changed = end, True
            if changed:
                yield "reencoded", b"".join((*pieces, body[at:]))


def _decoded_part(part: bytes, encodings: tuple[bytes, ...], word: bytes) -> bytes | None:
    head_end = part.find(b"\r\n\r\n")
    if head_end < 0:
        return None
    head = part[: head_end + 2]
    stated = _ENCODING.search(head)
    if stated is None or stated[1].lower() not in encodings or not head.lower().count(b"content-type: text/"):
        return None
    content = part[head_end + 4 :]
    own_end = content.endswith(CRLF)  # the line break before a boundary is the boundary's
    plain = decoded(content[:-2] if own_end else content, stated[1].lower())
    if plain is None:
        return None
    named = head[: stated.start(1)] + word + head[stated.end(1) :]
    return named + CRLF + plain + (CRLF if own_end else b"")
