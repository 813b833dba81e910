"""Links that a filter rewrote, as far as the old address stands in the new one."""

import re
from binascii import Error, a2b_base64
from html import escape, unescape
from urllib.parse import unquote_to_bytes

_REST = rb"(?:&[^\s\"'<>\])]{1,4000})?"
_OLD = rb"([^&\s\"'<>]{1,4000})"
_SAFE = rb"https://[A-Za-z0-9.-]{1,80}\.safelinks\.protection\.outlook\.com/(?:[A-Za-z0-9/]{0,40})?\?url="
_SAFE_LINK = re.compile(_SAFE + _OLD + _REST)
_KEPT = re.compile(
    rb"(?<=\")" + _SAFE + rb"[^\s\"<>]{1,8000}\" originalsrc=\"([^\"<>]{1,4000})\"(?: shash=\"[^\"<>]{0,1000}\")?"
)
_OTHERS = re.compile(
    rb"https?://(?:linkprotect\.cudasvc\.com/url\?a=|protect2?\.fireeye\.com/(?:v1/)?url\?(?:k=[^&\s]{1,200}&(?:amp;)?"
    rb"q=[^&\s]{1,20}&(?:amp;)?(?:e=[^&\s]{1,200}&(?:amp;)?)?u=)|urldefense\.proofpoint\.com/v1/url\?u=)" + _OLD + _REST
)
_CISCO = re.compile(rb"https://secure-web\.cisco\.com/[A-Za-z0-9_-]{1,2000}/(https?%3A%2F%2F[^\s\"'<>]{1,4000})")
_SECOND = re.compile(rb"https://urldefense\.(?:proofpoint\.)?com/v2/url\?u=" + _OLD + _REST)
_THIRD = re.compile(
    rb"https://urldefense\.com/v3/__([^\s\"<>$]{1,1000}?)__;([A-Za-z0-9_=-]{0,2000})!{2}[^\s\"<>$]{1,2000}\$"
)
_STAR = re.compile(rb"\*(?:\*(.))?")
_BARE = re.compile(rb"https?://[^/]{1,255}/")
_LENGTHS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_MARKS = (b"urldefense.", b"cudasvc.com", b"fireeye.com", b"secure-web.cisco.com")


def rewritten(text: bytes) -> str | None:
    """Return the word of the vocabulary `change` for the links in a text, None where none is rewritten."""
    if b".safelinks.protection.outlook.com" in text:
        return "safe-links"
    return "links-rewritten" if any(mark in text for mark in _MARKS) else None


def without(text: bytes, *, html: bool, slash: bool) -> bytes:
    """Return a text with its old links.

    Where a filter wrote a slash behind an address that is a host alone, `slash` false takes it away again.
    """

    def old(address: bytes) -> bytes:
        if not slash and _BARE.fullmatch(address):
            address = address[:-1]
        return escape(address.decode("latin-1"), quote=False).encode("latin-1") if html else address

    def plain(link: re.Match[bytes]) -> bytes:
        return old(unquote_to_bytes(link[1]))

    text = _KEPT.sub(lambda link: link[1] + b'"', text) if b"originalsrc" in text else text
    text = _SAFE_LINK.sub(plain, text)
    if not any(mark in text for mark in _MARKS):
        return text
    text = _CISCO.sub(plain, _OTHERS.sub(plain, text))
    text = _SECOND.sub(lambda link: old(unquote_to_bytes(link[1].replace(b"-", b"%").replace(b"_", b"/"))), text)
    return _THIRD.sub(lambda link: old(_third(link[1], link[2])), text)


def _third(address: bytes, hidden: bytes) -> bytes:
    """Return an address of the third version: characters of note are a star there, and stand behind it in base64."""
    try:
        left = a2b_base64(hidden.replace(b"-", b"+").replace(b"_", b"/") + b"==")
    except (Error, ValueError):
        return address
    at = 0

    def put(star: re.Match[bytes]) -> bytes:
        nonlocal at
        length = _LENGTHS.find(star[1]) + 2 if star[1] else 1
        at += length
        return left[at - length : at]

    return unescape(_STAR.sub(put, address).decode("latin-1")).encode("latin-1", "replace")
