"""What a single header field may have been before somebody changed it."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from checkers.dkim.verification.canonical import canonical_field
from checkers.dkim.verification.octets import CRLF, Field, Octets
from checkers.dkim.verification.signature import Signature
from checkers.message.decode import words

_MAX_EACH = 24  # alternatives for one field
_TAG = re.compile(rb"[ \t]*[\[({][^\[\](){}\r\n]{1,80}[\])}][ \t]*|[ \t]*\*{2,}[^*\r\n]{1,40}\*{2,}:?[ \t]*")
_PREFIX = re.compile(rb"[ \t]*(?:[A-Z]{3,20}|External|Extern|Spam)[ \t]*:[ \t]*")
_ANSWER = re.compile(rb"[ \t]*(?:(?:Re|Fwd?|Aw|Wg)[ \t]*:[ \t]*)+", re.IGNORECASE)
_FOLD = re.compile(rb"\r\n[ \t]+")
_VIA = re.compile(rb"(?<![ \t])[ \t]++(?:via|\(via)[ \t]+[^\"<>\r\n]{1,100}?\)?(?=[ \t]*[\"<])", re.IGNORECASE)
_PARAMETER = re.compile(rb"=([^\s;\"=]{1,200})(?=[;\s])")
_ORIGINAL = (b"x-original-from", b"original-from", b"x-google-original-from", b"x-mailman-original-from", b"reply-to")
_GUESSES = {
    b"mime-version": (b"1.0",),
    b"content-transfer-encoding": (b"7bit", b"8bit", b"quoted-printable", b"base64", b"binary"),
}


class Alternative(NamedTuple):
    """What a field may have been: canonical octets, the change that it undoes, the field's name."""

    octets: bytes
    change: str
    name: str


def alternatives(
    message: Octets, signature: Signature, name: bytes, field: Field | None, now: bytes
) -> Iterator[Alternative]:
    """Yield what may have stood for one name in h=; `now` is what stands for it."""
    seen = {now}
    tried = _restored(name) if field is None else _changed(message, field)
    for change, octets in islice(tried, _MAX_EACH):
        canonical = octets
        if octets and signature.relaxed_head:
            canonical = canonical_field(octets, octets.index(b":"))
        if canonical not in seen:
            seen.add(canonical)
            yield Alternative(canonical, change, name.decode("latin-1"))


def spellings(signature: Signature) -> Iterator[tuple[str, Callable[[bytes], bytes]]]:
    """Yield ways to write the same fields, where the signature does not pass over them."""
    if signature.relaxed_head:
        return
    yield "refolded", lambda field: field and _FOLD.sub(b" ", field[:-2]) + CRLF
    yield "refolded", lambda field: field and field[:-2].replace(CRLF, b"") + CRLF
    yield "refolded", lambda field: field and field.replace(b"\r\n ", b"\r\n\t")
    yield "refolded", lambda field: field and field.replace(b"\r\n\t", b"\r\n ")
    yield "spacing", lambda field: field and re.sub(rb"(?<![ \t])[ \t]++(?=\r\n)", b"", field)
    yield "spacing", lambda field: field and re.sub(rb":[ \t]*", b": ", field, count=1)
    yield "spacing", lambda field: field and re.sub(rb":[ \t]*", b":", field, count=1)


def _restored(name: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what may have stood where nothing stands now."""
    title = name.title().replace(b"Mime", b"MIME")
    for value in _GUESSES.get(name, ()):
        yield "field-removed", title + b": " + value + CRLF


def _changed(message: Octets, field: Field) -> Iterator[tuple[str, bytes]]:
    head, value = field.octets[: field.colon + 1], field.octets[field.colon + 1 :]
    yield "field-added", b""
    for other in message.named(field.name)[:_MAX_EACH]:
        if other is not field:
            yield "field-added", other.octets
    if field.name == b"subject":
        yield from (("subject-tag", head + b" " + subject) for subject in _subjects(value))
    if field.name in {b"from", b"reply-to", b"sender"}:
        for name in _ORIGINAL:
            for other in message.named(name)[:2]:
                yield "from-rewritten", head + other.octets[other.colon + 1 :]
        yield "from-rewritten", head + _VIA.sub(b"", value)
    if field.name in {b"content-type", b"content-transfer-encoding", b"mime-version"}:
        yield from (("content-type", head + b" " + guess + CRLF) for guess in _GUESSES.get(field.name, ()))
        yield from (("content-type", head + other) for other in _inner(message, field.name))
        yield "content-type", head + value.replace(b'"', b"")
        yield "content-type", head + _PARAMETER.sub(rb"=\"\1\"", value)
    yield from (("words-recoded", head + b" " + other) for other in _recoded(value))
    yield "refolded", head + _FOLD.sub(b" ", value[:-2]) + CRLF
    yield "refolded", head + value[:-2].replace(CRLF, b"") + CRLF


def _subjects(value: bytes) -> Iterator[bytes]:
    """Yield a subject without the marks that lists and filters put before it, also behind "Re:"."""
    text = value.lstrip(b" \t")
    answer = _ANSWER.match(text)
    front = answer[0] if answer else b""
    rest = text[len(front) :]
    for _ in range(3):
        mark = _TAG.match(rest) or _PREFIX.match(rest)
        if not mark:
            return
        rest = rest[mark.end() :]
        yield front + rest
        yield rest
        if again := _ANSWER.match(rest):
            yield rest[again.end() :]


def _recoded(value: bytes) -> Iterator[bytes]:
    """Yield a value with its encoded words read, or its 8-bit text written as encoded words (RFC 2047)."""
    text = value[:-2].strip(b" \t")
    if b"=?" in text:
        read = words(_FOLD.sub(b" ", text).decode("latin-1"))
        yield read.encode("utf-8", "replace") + CRLF
    elif not text.isascii():
        encoded = b64encode(text).decode()
        for word in ("UTF-8", "utf-8"):
            for letter in "Bb":
                yield f"=?{word}?{letter}?{encoded}?=".encode() + CRLF


def _inner(message: Octets, name: bytes) -> Iterator[bytes]:
    """Yield the field's value in the first part, which was the message before it was put into a multipart."""
    start = message.body.find(b"\r\n")
    end = message.body.find(b"\r\n\r\n", start)
    if start < 0 or end < 0 or end - start > 4000:  # noqa: PLR2004  the head of a part is short
        return
    pattern = re.compile(rb"(?im)^" + re.escape(name) + rb"[ \t]*:((?:[^\r\n]|\r\n[ \t])*)\r\n")
    if match := pattern.search(message.body[start + 2 : end + 2]):
        yield match[1] + CRLF
