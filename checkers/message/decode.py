"""Transfer encodings, charsets and encoded words, decoded as far as they can be."""

import binascii
import codecs
import quopri
import re
from email.errors import MessageError
from email.header import decode_header, make_header
from html import unescape

_LIMIT = 2 * 1024 * 1024  # characters of one part; what explains a bounce is far shorter
_CHARSETS = (  # Python's codecs of text; others are slow, or turn octets into octets
    *("utf-8", "utf-16", "utf-32", "utf-7", "ascii", "iso8859", "cp", "koi8", "mac", "big5", "gb", "euc", "shift_jis"),
    *("iso2022", "johab", "hz", "kz1048", "ptcp154", "tis-620", "hp-roman8"),
)
_DROPPED = re.compile(r"<(?:style|script|title)\b.*?</(?:style|script|title)|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"</?(?:p|br|div|tr|li|h[1-6]|table|pre|blockquote)\b[^<>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"<(?![^<>\s@]{1,64}@[^<>\s@]{1,255}>)[a-z!/][^<>]{0,2000}>", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\xa0]+")


def decoded(text: str, encoding: str, charset: str) -> str:
    """Return a part's text without its transfer encoding (RFC 2045 6), in `charset` where Python knows it."""
    try:
        if encoding == "base64":
            data = _base64(text[:_LIMIT])
        elif encoding == "quoted-printable":
            data = quopri.decodestring(text[:_LIMIT].encode("utf-8", "replace"))
        else:
            return _seven_bit(text[:_LIMIT], charset)
    except (binascii.Error, ValueError):
        return text[:_LIMIT]
    try:
        return data.decode(_known(charset))
    except (LookupError, ValueError):
        return data.decode("cp1252", "replace")


def octets(text: str, encoding: str) -> bytes:
    """Return all octets of a part in base64 or quoted-printable, none where it is broken."""
    try:
        if encoding == "base64":
            letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
            return binascii.a2b_base64(letters + "=" * (-len(letters) % 4))
        return quopri.decodestring(text.encode("utf-8", "replace"))
    except (binascii.Error, ValueError):
        return b""


def words(value: str) -> str:
    """Return a field's value with its encoded words (RFC 2047) read."""
    if "=?" not in value:
        return value
    try:
        return str(make_header(decode_header(value[:10_000])))
    except (MessageError, LookupError, ValueError):  # a charset that is none is a MessageError
        return value


def plain(html: str) -> str:
    """Return what an HTML page says, a block a line. Nothing of it is ever interpreted."""
    text = _DROPPED.sub(" ", html[:_LIMIT]) if "</" in html else html[:_LIMIT]
    text = unescape(_TAG.sub(" ", _BREAK.sub("\n", text.replace("\n", " "))))
    return "\n".join(line.strip() for line in _SPACES.sub(" ", text).split("\n"))


def _base64(text: str) -> bytes:
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
    return binascii.a2b_base64(letters[: len(letters) // 4 * 4] + "=" * 4)


def _seven_bit(text: str, charset: str) -> str:
    if charset.startswith("iso-2022") and "\x1b" in text:  # the one charset of 7 bits that says something else
        return text.encode("ascii", "replace").decode(_known(charset), "replace")
    return text


def _known(charset: str) -> str:
    """Return Python's name for a charset, UTF-8 for one that it does not know or that is none ("base64")."""
    try:
        return name if (name := codecs.lookup(charset).name).startswith(_CHARSETS) else "utf-8"
    except (LookupError, ValueError):
        return "utf-8"
