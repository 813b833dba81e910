"""What a single header field may have been before somebody changed it."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from checkers.dkim.verification.canonical import canonical_field
from checkers.dkim.verification.octets import CRLF, Field, Octets
from checkers.dkim.verification.signature import Signature
from checkers.verify.changes.folds import FOLD, all_folds, folds
from checkers.verify.changes.names import ADDRESS, authors, names_otherwise
from checkers.verify.changes.subjects import recoded, subjects

_MAX_EACH = 160  # alternatives for one field
_SPACES = b" \t\r\n"
_QUOTES = b"\"' \t\r\n"
_MAX_VALUE = 8_000  # octets of a field whose value is looked at
_MAX_DATE = 200
_PARAMETER = re.compile(rb"=([^\s;\"=]{1,200})(?=[;\s])")
_CHARSET = re.compile(rb"(?i)(?<=charset=)\"?[A-Za-z0-9_.:-]{1,40}\"?")
_CHARSETS = (b"utf-8", b"UTF-8", b"iso-8859-1", b"ISO-8859-1", b"windows-1252", b"us-ascii", b"US-ASCII")
_SEPARATOR = re.compile(rb";\s*")
_FLOWED = re.compile(rb"(?i);\s*(?:format|delsp|reply-type)=[A-Za-z\"]{1,20}")
_DATE = re.compile(
    rb"(?P<before>\s*[A-Za-z]{3},\s)(?P<zero>0?)(?P<day>\d{1,2})(?P<rest>\s[^()\r\n]*?)\s*(?:\([^()\r\n]*\)\s*)?\Z"
)
_ADDRESSES = {b"from", b"sender", b"reply-to", b"to", b"cc"}
_OF_AUTHOR = {b"sender", b"reply-to", b"disposition-notification-to", b"return-receipt-to"}
_TYPES = {b"content-type", b"content-transfer-encoding", b"mime-version"}
_OFTEN_ADDED = _TYPES | {b"reply-to", b"sender", b"cc", b"precedence"}
_GUESSES = {
    b"mime-version": (b"1.0",),
    b"content-transfer-encoding": (b"7bit", b"8bit", b"quoted-printable", b"base64", b"binary"),
    b"content-type": (
        *(b"text/plain; charset=" + charset for charset in (b"utf-8", b'"utf-8"', b"UTF-8", b'"UTF-8"', b"us-ascii")),
        b"text/plain",
        b"text/html; charset=utf-8",
        b'text/html; charset="utf-8"',
    ),
}


class Alternative(NamedTuple):
    """What a field may have been: canonical octets, the change that it undoes, the field's name, is it likely."""

    octets: bytes
    change: str
    name: str
    likely: bool


def alternatives(
    message: Octets, signature: Signature, name: bytes, field: Field | None, now: bytes
) -> Iterator[Alternative]:
    """Yield what may have stood for one name in h=; `now` is what stands for it."""
    seen = {now}
    tried = _restored(message, name) if field is None else _changed(message, signature, field)
    for change, octets, likely in islice(tried, _MAX_EACH):
        canonical = octets
        if octets and signature.relaxed_head:
            canonical = canonical_field(octets, octets.index(b":"))
        if canonical not in seen:
            seen.add(canonical)
            yield Alternative(canonical, _named(change, canonical, now), name.decode("latin-1"), likely)


def _named(change: str, before: bytes, now: bytes) -> str:
    """Return the word for a change, a lesser one where nothing but spaces or quotes is other than it was."""
    if not before or not now:
        return change
    if before.translate(None, _SPACES) == now.translate(None, _SPACES):
        return "refolded" if before.count(CRLF) != now.count(CRLF) or b"\r\n" in now[:-2] else "spacing"
    if before.translate(None, _QUOTES) == now.translate(None, _QUOTES) and change != "content-type":
        return "quotes"
    if change == "from-rewritten" and ADDRESS.findall(before) == ADDRESS.findall(now):
        return "addresses-rewritten"
    return change


def spellings(signature: Signature) -> Iterator[tuple[str, Callable[[bytes], bytes]]]:
    """Yield ways to write the same fields, where the signature does not pass over them."""
    if signature.relaxed_head:
        return
    for fold in all_folds():
        yield "refolded", lambda field, fold=fold: field and fold(field)  # type: ignore[misc]
    yield "spacing", lambda field: field and re.sub(rb"(?<![ \t])[ \t]++(?=\r\n)", b"", field)
    yield "spacing", lambda field: field and re.sub(rb":[ \t]*", b": ", field, count=1)
    yield "spacing", lambda field: field and re.sub(rb":[ \t]*", b":", field, count=1)


type _Tried = Iterator[tuple[str, bytes, bool]]


def _restored(message: Octets, name: bytes) -> _Tried:
    """Yield what may have stood where nothing stands now."""
    title = name.title().replace(b"Mime", b"MIME").replace(b"-Id", b"-ID")
    for inner in _inner(message, name) if name in _TYPES else ():
        yield "field-removed", title + b":" + inner, True
    for guess in _GUESSES.get(name, ()):
        yield "field-removed", title + b": " + guess + CRLF, True
    if name in _OF_AUTHOR:
        for field in message.named(b"from")[:1]:
            yield "field-removed", title + field.octets[field.colon :], False
    for prefix in (b"x-original-", b"original-", b"x-old-"):
        for field in message.named(prefix + name)[:2]:
            yield "field-removed", title + field.octets[field.colon :], True


def _changed(message: Octets, signature: Signature, field: Field) -> _Tried:
    head, value = field.octets[: field.colon + 1], field.octets[field.colon + 1 :]
    if not signature.relaxed_head:
        yield from (("refolded", folded, True) for folded in folds(field.octets))
    yield "field-added", b"", field.name in _OFTEN_ADDED
    for other in message.named(field.name)[:8]:
        if other is not field:
            yield "field-added", other.octets, True
    if len(value) <= _MAX_VALUE:
        for change, before, likely in _values(message, field.name, value):
            yield change, head + before, likely
    yield "refolded", head + FOLD.sub(b" ", value[:-2]) + CRLF, False
    yield "refolded", head + value[:-2].replace(CRLF, b"") + CRLF, False


def _values(message: Octets, name: bytes, value: bytes) -> _Tried:
    """Yield what a value, with the line break at its end, may have been."""
    if name == b"subject":
        yield from (("subject-tag", b" " + subject, True) for subject in subjects(value))
    if name in {b"from", b"reply-to", b"sender"}:
        found = authors(message, value)
        yield from (("from-rewritten", b" " + author + CRLF, name == b"from") for author in found)
    if name in _TYPES:
        yield from (("content-type", other, True) for other in _types(message, name, value))
    if name in _ADDRESSES:
        yield from ((change, other, True) for change, other in names_otherwise(value))
    if name == b"date" and len(value) < _MAX_DATE and (match := _DATE.fullmatch(value[:-2])):
        yield from (("date-rewritten", other, True) for other in _dates(match))
    yield from (("words-recoded", b" " + other, True) for other in recoded(value))
    for prefix in (b"x-original-", b"original-", b"x-old-"):
        for kept in message.named(prefix + name)[:2] if name != b"from" else ():
            yield "field-changed", kept.octets[kept.colon + 1 :], True


def _types(message: Octets, name: bytes, value: bytes) -> Iterator[bytes]:
    """Yield what the type, the charset or the encoding of a message may have been."""
    yield from _inner(message, name)
    yield value.replace(b'"', b"")
    yield _PARAMETER.sub(rb'="\1"', value)
    yield _SEPARATOR.sub(b";", value)
    yield _SEPARATOR.sub(b"; ", value)
    yield _FLOWED.sub(b"", value)
    yield value.lower()
    for charset in _CHARSETS:
        yield _CHARSET.sub(charset, value)
        yield _CHARSET.sub(b'"' + charset + b'"', value)
    for guess in _GUESSES.get(name, ()):
        yield b" " + guess + CRLF


def _dates(match: re.Match[bytes]) -> Iterator[bytes]:
    """Yield a date with its day in the other form, without or with the usual comment."""
    for day in (match["day"].zfill(2), match["day"].lstrip(b"0"), match["zero"] + match["day"]):
        plain = match["before"] + day + match["rest"]
        yield plain + CRLF
        if plain.endswith(b"+0000"):
            yield from (plain + b" (UTC)" + CRLF, plain[:-5] + b"GMT" + CRLF, plain + b" (GMT)" + CRLF)
        if plain.endswith(b"GMT"):
            yield plain[:-3] + b"+0000" + CRLF


def _inner(message: Octets, name: bytes) -> Iterator[bytes]:
    """Yield the field's value in the first part, which was the message before it was put into a multipart."""
    line = message.body.find(b"\r\n--") + 2 if not message.body.startswith(b"--") else 0
    start = message.body.find(b"\r\n", line)
    end = message.body.find(b"\r\n\r\n", start)
    if start < 0 or end < 0 or end - start > 4000:  # noqa: PLR2004  the head of a part is short
        return
    pattern = re.compile(rb"(?im)^" + re.escape(name) + rb"[ \t]*:((?:[^\r\n]|\r\n[ \t])*)\r\n")
    if match := pattern.search(message.body[start + 2 : end + 2]):
        yield match[1] + CRLF
