"""Canonicalization, RFC 6376 3.4. Whole-message operations on octets: a message may have 25 MB."""

import re

CRLF = b"\r\n"
_RUN = re.compile(rb"[ \t]{2,}|\t")


def canonical_body(body: bytes, *, relaxed: bool) -> bytes:
    """Return a body (CRLF at the end of its lines) in the canonical form `relaxed` or `simple` (3.4.4, 3.4.3)."""
    if not body:
        return b"" if relaxed else CRLF
    if not body.endswith(CRLF):
        body += CRLF
    if relaxed:
        body = single_spaces(body).replace(b" \r\n", CRLF)
    end = _content_end(body)
    return body[:end] + CRLF if end or not relaxed else b""


def canonical_field(octets: bytes, colon: int) -> bytes:
    """Return a header field in the canonical form `relaxed`, CRLF at its end (3.4.2)."""
    value = octets[colon + 1 :].replace(CRLF, b"")
    return octets[:colon].rstrip(b" \t").lower() + b":" + single_spaces(value).strip(b" ") + CRLF


def single_spaces(octets: bytes) -> bytes:
    """Return `octets` with one space for each run of spaces and tabs."""
    return _RUN.sub(b" ", octets) if b"\t" in octets or b"  " in octets else octets


def _content_end(body: bytes) -> int:
    """Return where the last line that is not empty ends; the empty ones behind it are CRLF after CRLF."""
    content = len(body.rstrip(CRLF))
    stray = body.rfind(b"\r\r", content)  # a CR without LF is content
    return stray + 1 if stray >= 0 else content
