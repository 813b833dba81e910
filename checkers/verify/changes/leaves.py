"""The parts of a body that hold text, RFC 2046 5.1: where each stands, how it is encoded."""

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from checkers.dkim.verification.octets import CRLF

ENCODING = re.compile(rb"(?im)^content-transfer-encoding[ \t]*:[ \t]*([a-z0-9-]{1,30})[ \t]*\r$")
CHARSET = re.compile(rb"(?i)\bcharset[ \t]*=[ \t]*\"?([A-Za-z0-9_.:-]{1,40})")
_TYPE = re.compile(rb"(?im)^content-type[ \t]*:\s*([a-z0-9/+.-]{1,80})")
_BOUNDARY = re.compile(rb"\bboundary[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_ATTACHED = re.compile(rb"(?im)^content-disposition[ \t]*:\s*attachment")
MAX_PARTS = 12
_MAX_NAMED = 1024 * 1024  # octets at the beginning of a body in which parts inside parts are looked for
_MAX_HEAD = 8_000  # octets of the head of a part


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of text: its head from `start` on, its content from `content` to `end`.

    The line break before a boundary is the boundary's. `alone` is the only one of a message without parts: its head is
    the message's own, and empty lines at its end do not count.
    """

    start: int
    content: int
    end: int
    html: bool
    encoding: bytes
    charset: str
    alone: bool = False


def boundaries(head: bytes, body: bytes) -> list[bytes]:
    """Return the boundaries that the head and the parts of a multipart name, as far as they are used."""
    named = _BOUNDARY.search(head)
    if named is None:
        return []
    found = {named[1] or named[2]: None}
    for match in islice(_BOUNDARY.finditer(body, 0, _MAX_NAMED), MAX_PARTS):
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


def leaves(body: bytes, head: bytes) -> list[Leaf]:
    """Return the parts of text in the order in which they stand."""
    names = boundaries(head, body)
    if not names:
        kind = _kind(head)
        return [Leaf(0, 0, len(body), b"html" in kind, *_how(head), alone=True)] if kind.startswith(b"text/") else []
    places = sorted({place for name in names for place in marks(body, name)})[: MAX_PARTS + 1]
    found = []
    for start, end in pairwise([*places, len(body)]):
        line = body.find(CRLF, start)
        blank = body.find(CRLF + CRLF, start, min(end, start + _MAX_HEAD))
        if line < 0 or blank < 0 or end - start < len(CRLF):
            continue
        own = body[line + 2 : blank + 2]
        kind = _kind(own)
        if kind.startswith(b"text/") and end < len(body) and not _ATTACHED.search(own):
            found.append(Leaf(line + 2, blank + 4, max(end - 2, blank + 4), b"html" in kind, *_how(own)))
    return found


def _kind(head: bytes) -> bytes:
    return match[1].lower() if (match := _TYPE.search(head)) else b"text/plain"


def _how(head: bytes) -> tuple[bytes, str]:
    encoding, charset = ENCODING.search(head), CHARSET.search(head)
    return encoding[1].lower() if encoding else b"", charset[1].decode().lower() if charset else ""
