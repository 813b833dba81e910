"""Quoted-printable (RFC 2045 6.7) as different programs write it: where they break lines, what they escape."""

import re
from typing import NamedTuple

from checkers.dkim.verification.octets import CRLF

_CODES = {bytes([octet]): b"=%02X" % octet for octet in range(256)}
_NEEDED = rb"=\x00-\x08\x0b-\x1f\x7f-\xff"
_MORE = rb"!\"#$@\[\\\]^`{|}~"
_ESCAPED = (re.compile(rb"[" + _NEEDED + rb"]"), re.compile(rb"[" + _NEEDED + _MORE + rb"]"))
_END = re.compile(rb"[ \t](?=\r\n|\Z)")
_DOT = re.compile(rb"(?<![^\n])\.(?=\r\n|\Z)")
_FROM = re.compile(rb"(?<![^\n])F(?=rom )")


class Style(NamedTuple):
    """A way to write it: characters before a soft break, in a line without one; more escapes; breaks at words."""

    soft: int = 75
    whole: int = 76
    more: bool = False
    starts: bool = False  # "From " and a dot alone are escaped
    words: bool = False

    def encoded(self, text: bytes) -> bytes:
        """Return a text with CRLF at the end of its lines in this style."""
        escaped = _ESCAPED[self.more].sub(_escape, text.replace(CRLF, b"\n")).replace(b"\n", CRLF)
        escaped = _END.sub(_escape, escaped)
        if self.starts:
            escaped = _FROM.sub(b"=46", _DOT.sub(b"=2E", escaped))
        if len(escaped) <= self.whole:
            return escaped
        return CRLF.join(line if len(line) <= self.whole else self._wrapped(line) for line in escaped.split(CRLF))

    def _wrapped(self, line: bytes) -> bytes:
        pieces, at = [], 0
        while len(line) - at > self.whole:
            end = at + self.soft
            if self.words and (space := line.rfind(b" ", at, end) + 1) > at:
                end = space
            elif b"=" in line[end - 2 : end]:
                end = line.rindex(b"=", end - 2, end)
            pieces.append(line[at:end] + b"=" + CRLF)
            at = end
        return b"".join((*pieces, line[at:]))


_WIDTHS = ((75, 76), (75, 75), (74, 75), (72, 73), (71, 72), (73, 74), (70, 71), (77, 78), (76, 77), (73, 76))
STYLES = (
    *(Style(*width) for width in _WIDTHS),
    *(Style(*width, more=True) for width in _WIDTHS[:4]),
    *(Style(*width, starts=True) for width in _WIDTHS[:4]),
    Style(more=True, starts=True),
    *(Style(*width, words=True) for width in _WIDTHS[:4]),
    *(Style(soft, soft + 1) for soft in range(60, 70)),
)


def _escape(match: re.Match[bytes]) -> bytes:
    return _CODES[match[0]]
