"""Changes that servers make to a whole body, undone: each gives the body as it was if that was what happened."""

import re
from collections.abc import Callable, Iterator

from checkers.dkim.verification.octets import CRLF
from checkers.verify.changes.budget import Budget

_TRAILING = re.compile(rb"(?<![ \t])[ \t]++(?=\r\n|\Z)")
_MANGLED = re.compile(rb"(?<![^\n])>(?=>*From )")
_SPLIT = re.compile(rb"\r\n (?<=[^\r\n]{900}\r\n )")  # Postfix cuts what is longer than 998 characters
_FLOWED = re.compile(rb"(?<=[^ \r\n]{1})(?<!\n--)(?=\r\n[^ \r\n>])")
_LONG = 900
_ESCAPE = re.compile(rb"=(?:[0-9A-F][0-9A-Fa-f]|[0-9a-f][0-9A-Fa-f])")


def edited(body: bytes, budget: Budget) -> Iterator[tuple[str, bytes]]:
    """Yield each change that may be in `body`, by its word of the vocabulary `change`, and the body without it."""
    for name, undo in _UNDOING:
        if not budget.take(len(body)):
            return
        before = undo(body)
        if before != body:
            yield name, before


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
    ("lines-split", lambda body: _SPLIT.sub(b"", body) if len(body) > _LONG else body),
    ("trailing-space-lost", lambda body: _FLOWED.sub(b" ", body)),
    ("reencoded", lambda body: _ESCAPE.sub(lambda escape: escape[0].lower(), body)),
    ("reencoded", lambda body: _ESCAPE.sub(lambda escape: escape[0].upper(), body)),
    ("reencoded", lambda body: body.replace(b"=3D", b"=")),
)
