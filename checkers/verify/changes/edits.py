"""Changes that servers make to a whole body, undone: each gives the body as it was if that was what happened."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

from checkers.dkim.verification.octets import CRLF
from checkers.verify.changes.budget import Budget
from checkers.verify.changes.encodings import decoded_bodies

_TRAILING = re.compile(rb"(?<![ \t])[ \t]++(?=\r\n|\Z)")
_MANGLED = re.compile(rb"(?<![^\n])>(?=>*From )")
_SAFE_LINK = re.compile(
    rb"https://[A-Za-z0-9.-]{1,80}\.safelinks\.protection\.outlook\.com/?\?url=([^&\s\"<>]{1,4000})(?:&[^\s\"<>]{1,4000})?"
)


def edited(body: bytes, head: bytes, budget: Budget) -> Iterator[tuple[str, bytes]]:
    """Yield each change that may be in `body`, by its word of the vocabulary `change`, and the body without it."""
    for name, undo in _UNDOING:
        if not budget.take(len(body)):
            return
        before = undo(body)
        if before != body:
            yield name, before
    if budget.take(len(body)):
        yield from decoded_bodies(body, head)


def _without_first_lines(body: bytes) -> bytes:
    return body.lstrip(CRLF)


_UNDOING: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("trailing-space", lambda body: _TRAILING.sub(b"", body)),
    ("from-mangled", lambda body: _MANGLED.sub(b"", body) if b">From " in body else body),
    ("dots-doubled", lambda body: (CRLF + body).replace(b"\r\n..", b"\r\n.")[2:]),
    ("dots-lost", lambda body: (CRLF + body).replace(b"\r\n.", b"\r\n..")[2:]),
    ("signature-space", lambda body: body.replace(b"\r\n--\r\n", b"\r\n-- \r\n")),
    ("lines-wrapped", lambda body: body.replace(b"!\r\n ", b"")),
    ("blank-start", _without_first_lines),
    ("blank-start-lost", lambda body: CRLF + body),
    ("line-feeds", lambda body: body.replace(CRLF, b"\n")),
    ("carriage-returns", lambda body: body.replace(b"\r\r\n", CRLF)),
    ("carriage-returns-lost", lambda body: body.replace(CRLF, b"\r\r\n")),
    ("blank-lines-doubled", lambda body: body.replace(b"\r\n\r\n", CRLF)),
    ("tabs", lambda body: body.replace(b"        ", b"\t")),
    ("byte-order-mark", lambda body: body.removeprefix(b"\xef\xbb\xbf")),
    ("safe-links", lambda body: _SAFE_LINK.sub(lambda link: unquote_to_bytes(link[1]), body)),
)
