"""The octets that a pasted text may have been: a paste keeps the letters, not the charset that they had."""

import re
from collections.abc import Iterator

from checkers.dkim.verification.canonical import canonical_body
from checkers.dkim.verification.octets import Octets

_CHARSET = re.compile(rb"\bcharset[ \t]*=[ \t]*\"?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_USUAL = ("latin-1", "cp1252")
_MAX_STATED = 4


def body_as_pasted(message: Octets, *, relaxed: bool) -> Iterator[tuple[str, bytes]]:
    """Yield other charsets that the body of a pasted message may have had, each with the canonical body it then is."""
    if not message.pasted or message.body.isascii():
        return
    text = message.body.decode(message.charset, message.errors)
    stated = (match[1].decode() for match in _CHARSET.finditer(message.raw))
    wanted = [name for name, _ in zip(stated, range(_MAX_STATED), strict=False)]
    for charset in dict.fromkeys((*_USUAL, *wanted)):
        try:
            body = text.encode(charset)
        except (LookupError, UnicodeError, ValueError):
            continue
        yield charset, canonical_body(body, relaxed=relaxed)
