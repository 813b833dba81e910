"""A message as stretches: what can be read as it stands, what has to be decoded first, what cannot be read at all."""

import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from typing import NamedTuple

from checkers.message import Part, Source, read_parts
from checkers.message.mime import MAX_PARTS

_TEXT = ("text/", "message/")
_PLAIN = {"", "7bit", "8bit", "binary"}
_LETTERS = re.compile(r"[^A-Za-z0-9+/]")


class Stretch(NamedTuple):
    """A piece of a message; where it is `encoded`, `encoding` and `charset` say how, an empty encoding: unreadable."""

    start: int
    end: int
    encoded: bool
    encoding: str = ""
    charset: str = "utf-8"

    def closed(self, text: str) -> str:
        """Return `text` encoded as the stretch was."""
        if self.encoding == "base64":
            return binascii_lines(text.encode(_known(self.charset), "replace"))
        lines = text.replace("\r\n", "\n").replace("\r", "\n")  # what stands in the message has line feeds
        return quopri.encodestring(lines.encode(_known(self.charset), "replace")).decode("ascii", "replace")


def stretches(text: str) -> Iterator[Stretch]:
    """Yield all of `text` in order, cut where the encoding changes."""
    position = 0
    parts = read_parts(Source(text))
    for part in parts:
        encoded = _encoded(part)
        if encoded is None or part.start < position or part.start >= part.end:
            continue
        if position < part.start:
            yield Stretch(position, part.start, encoded=False)
        yield encoded
        position = part.end
    if len(parts) >= MAX_PARTS and position < parts[-1].end:  # more than are read: nobody has looked at the rest
        last = max(position, parts[-1].start)
        if position < last:
            yield Stretch(position, last, encoded=False)
        yield Stretch(last, len(text), encoded=True)
    elif position < len(text):
        yield Stretch(position, len(text), encoded=False)


def opened(stretch: Stretch, said: str) -> str | None:
    """Return what an encoded stretch says, None where it cannot be read."""
    if not stretch.encoding:
        return None
    try:
        if stretch.encoding == "base64":
            letters = _LETTERS.sub("", said)
            data = binascii.a2b_base64(letters[: len(letters) // 4 * 4] + "=" * (-len(letters) % 4 and 0))
        else:
            data = quopri.decodestring(said.encode("utf-8", "replace"))
        return data.decode(_known(stretch.charset))
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None


def binascii_lines(data: bytes) -> str:
    """Return base64 in lines of 76 characters (RFC 2045 6.8)."""
    return "".join(binascii.b2a_base64(data[at : at + 57]).decode() for at in range(0, len(data), 57)) or "\n"


def _encoded(part: Part) -> Stretch | None:
    """Return the part as a stretch to decode or to leave out, None where it can be read as it stands."""
    encoding = part.get("content-transfer-encoding").strip().lower()
    charset = part.parameters.get("charset", "utf-8").lower()
    if not part.type.startswith(_TEXT):
        return None if part.type.startswith("multipart/") else Stretch(part.start, part.end, encoded=True)
    if encoding in {"base64", "quoted-printable"}:
        return Stretch(part.start, part.end, True, encoding, charset)  # noqa: FBT003
    if encoding in _PLAIN and not charset.startswith(("utf-16", "utf-32", "utf-7", "iso-2022")):
        return None
    return Stretch(part.start, part.end, encoded=True)


def _known(charset: str) -> str:
    try:
        return codecs.lookup(charset).name
    except (LookupError, ValueError):
        return "utf-8"
