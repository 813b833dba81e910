"""Subjects without the marks that lists and filters put there, and encoded words (RFC 2047) written otherwise."""

import re
from base64 import b64encode
from collections.abc import Iterator

from checkers.dkim.verification.octets import CRLF
from checkers.message.decode import words
from checkers.verify.changes.folds import FOLD

_TAG = re.compile(rb"[ \t]*[\[({<][^\[\](){}<>\r\n]{1,80}[\])}>][ \t]*|[ \t]*\*{2,}[^*\r\n]{1,40}\*{2,}:?[ \t]*")
_PREFIX = re.compile(rb"[ \t]*(?:[A-Z]{3,20}|External|Extern|Spam|Warnung|Warning)[ \t]*[:|-][ \t]*")
_ANSWER = re.compile(rb"[ \t]*(?:(?:Re|Fwd?|Aw|Wg|Antwort)[ \t]*:[ \t]*)+", re.IGNORECASE)
_BEHIND = re.compile(rb"[ \t]*[\[({][^\[\](){}\r\n]{1,80}[\])}][ \t]*\Z")
_WORDS = re.compile(rb"=\?[^?\s]{1,40}\?[bBqQ]\?[^?\s]{0,400}\?=(?:\s+=\?[^?\s]{1,40}\?[bBqQ]\?[^?\s]{0,400}\?=)*")
_CHARSETS = (("utf-8", "UTF-8"), ("utf-8", "utf-8"), ("latin-1", "iso-8859-1"), ("latin-1", "ISO-8859-1"))
_STRICT = re.compile(rb"[^A-Za-z0-9!*+/-]")
_LOOSE = re.compile(rb"[\x00-\x20=?_\x7f-\xff]")
_MAX_WORD = 75  # RFC 2047 2
_MAX_VALUE = 2_000


def subjects(value: bytes) -> Iterator[bytes]:
    """Yield a subject without its marks, also behind "Re:", as it is written and with its words encoded otherwise."""
    for text in _untagged(value[:-2].strip(b" \t")):
        yield text + CRLF
    if b"=?" in value and len(value) < _MAX_VALUE:
        read = _read(value)
        for text in _untagged(read):
            yield from (other + CRLF for other in _encoded(text))


def recoded(value: bytes) -> Iterator[bytes]:
    """Yield a value with its encoded words read, or its text written as encoded words in other ways (RFC 2047)."""
    text = value[:-2].strip(b" \t")
    if len(text) > _MAX_VALUE or (b"=?" not in text and text.isascii()):
        return
    read = _read(value)
    yield read + CRLF
    name, angle, address = read.rpartition(b" <")
    if angle and address.endswith(b">"):
        name = name.strip(b'" ')
        yield from (other + angle + address + CRLF for other in _encoded(name))
        yield b'"' + name + b'"' + angle + address + CRLF
    else:
        yield from (other + CRLF for other in _encoded(read))
    if run := _WORDS.search(text):
        before, behind = text[: run.start()], text[run.end() :]
        yield from (before + other + behind + CRLF for other in _encoded(_read(run[0] + CRLF)))


def _untagged(text: bytes) -> Iterator[bytes]:
    answer = _ANSWER.match(text)
    front = answer[0] if answer else b""
    rest = text[len(front) :]
    if behind := _BEHIND.search(text[-_MAX_WORD:]):
        yield text[: len(text) - len(behind[0])]
    for _ in range(3):
        mark = _TAG.match(rest) or _PREFIX.match(rest)
        if not mark:
            return
        rest = rest[mark.end() :]
        yield front + rest
        yield rest
        if again := _ANSWER.match(rest):
            yield rest[again.end() :]
            yield front.rstrip() + b" " + rest[again.end() :] if front else rest


def _read(value: bytes) -> bytes:
    text = FOLD.sub(b" ", value[:-2].strip(b" \t"))
    return words(text.decode("latin-1")).encode("utf-8", "replace") if b"=?" in text else text


def _encoded(text: bytes) -> Iterator[bytes]:
    """Yield a text (UTF-8) as encoded words: whole, from the first to the last word that needs it, each that does."""
    if text.isascii():
        return
    pieces = text.split(b" ")
    needed = [number for number, piece in enumerate(pieces) if not piece.isascii()]
    first, last = needed[0], needed[-1] + 1
    for charset, label in _CHARSETS:
        for letter in ("B", "Q", "q", "b", "Q-loose"):
            yield _word(text, charset, label, letter)
            if len(pieces) > 1:
                middle = _word(b" ".join(pieces[first:last]), charset, label, letter)
                yield b" ".join((*pieces[:first], middle, *pieces[last:]))
            if len(needed) > 1:
                yield b" ".join(p if p.isascii() else _word(p, charset, label, letter) for p in pieces)


def _word(text: bytes, charset: str, label: str, letter: str) -> bytes:
    """Return words of 75 characters at most, each of whole characters."""
    read = text.decode("utf-8", "replace")
    found, at = list[bytes](), 0
    while at < len(read):
        size = min(len(read) - at, _MAX_WORD)
        while (word := _one(read[at : at + size], charset, label, letter)) and len(word) > _MAX_WORD and size > 1:
            size -= 1
        found.append(word)
        at += size
    return b" ".join(found)


def _one(text: str, charset: str, label: str, letter: str) -> bytes:
    octets = text.encode(charset, "replace")
    if letter in "Bb":
        coded = b64encode(octets)
    else:
        unsafe = _LOOSE if letter.endswith("loose") else _STRICT
        coded = unsafe.sub(lambda match: b"_" if match[0] == b" " else b"=%02X" % match[0][0], octets)
    return b"=?" + label.encode() + b"?" + letter[0].encode() + b"?" + coded + b"?="
