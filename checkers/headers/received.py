"""A Received line (RFC 5321 4.4): who gave the message to whom, how, when, in the many ways servers write it."""

import re
from dataclasses import dataclass
from datetime import datetime

from checkers.headers.model import Field
from checkers.headers.moment import moment
from checkers.message.mime import Field as Line
from checkers.report import Span
from checkers.requests.abuse.hops import Hop as Known
from checkers.requests.abuse.hops import read_hop

_MAX = 4000  # characters of one line
_COMMENT = re.compile(r"\([^()]*\)")
_WITH = re.compile(
    r"(?:^|\s)with\s+(?P<protocol>Microsoft SMTP Server|mapi|[A-Za-z][\w-]{0,40}|\(TLS\)\s+\w{1,20})", re.IGNORECASE
)
_VIA = re.compile(
    r"(?:^|\s)via\s+(?P<via>[A-Za-z][^;(]{0,60}?)(?=\s+(?:id|with|for|by)\s|\s*[;(]|\s*\Z)", re.IGNORECASE
)
_ID = re.compile(r"(?:^|\s)id\s+(?P<id>[^\s;()]{1,200})", re.IGNORECASE)
_FOR = re.compile(r"(?:^|\s)for\s+(?:<(?P<inside>[^<>\s]{1,320})>|(?P<bare>[^\s;()<>]{1,320}))", re.IGNORECASE)
_TLS = re.compile(
    r"\b(?:TLS[ _v]{0,2}|version=\s?)(?P<version>1(?:[._]\d)?)(?![\d.])|\bSSLv?(?P<ssl>[23])\b", re.IGNORECASE
)
_CIPHER = re.compile(
    r"\bcipher[= ]\s*(?P<named>[A-Za-z0-9_+-]{4,60})|\b(?P<bare>(?:TLS_[A-Z0-9]+_|EC?DHE-)[A-Z0-9_-]{4,60})"
)
_SECURE = re.compile(r"(?:UTF8)?(?:E?SMTP|LMTP)SA?\Z|HTTPS\Z|\(TLS\)", re.IGNORECASE)  # RFC 3848, RFC 6531
_ENCRYPTED = re.compile(r"(?<!not )\b(?:encrypted|STARTTLS)\b|\(SSL\)", re.IGNORECASE)  # qmail, IceWarp
_SMTP = re.compile(r"(?:UTF8)?(?:E?SMTP|LMTP)S?A?|HTTPS?|MAPI", re.IGNORECASE)
_PLAIN = re.compile(r"(?:UTF8)?(?:E?SMTP|LMTP)A?\Z", re.IGNORECASE)
_HELO = re.compile(r"\((?:[^()]{0,200}\s)?(?:HELO|EHLO)[= ](?P<name>[^\s()\[\]]{1,255})", re.IGNORECASE)
_QMAIL = re.compile(r"\s*\(qmail [^()]*\)")


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of the way. `tls` is "1.2", "none" where the protocol says that there was none, empty where unstated."""

    span: Span | None
    text: str
    giver: str  # who gave the message: the name found in DNS, else what it called itself
    helo: str
    address: str
    by: str
    protocol: str
    tls: str
    cipher: str
    via: str
    id: str
    recipient: str
    time: datetime | None
    known: Known  # the same line as the search for the handover reads it

    @property
    def read(self) -> bool:
        """Whether the line says who took the message or who gave it."""
        return bool(self.giver or self.address or self.by)


def read_received(field: Field) -> Hop:
    """Return what a Received line says; what it does not say is empty."""
    text = field.text[:_MAX]
    if _QMAIL.match(text):  # qmail's own line says nothing but when
        known = read_hop(Line("received", text, 0, len(text)), Span(0, 0))
        return Hop(field.span, text, "", "", "", "qmail", "", "", "", "", "", "", moment(text, known.time), known)
    known = read_hop(Line("received", text, 0, len(text)), Span(0, 0))
    words, _, _ = text.rpartition(";")
    words = words or text
    bare = _COMMENT.sub(" ", _COMMENT.sub(" ", words)) if "(" in words else words
    protocol = _protocol(words, bare)
    helo = _found(_HELO.search(words)).lower() if "elo" in words or "ELO" in words or "HLO" in words else ""
    helo = helo or ("" if known.helo == "unknown" else known.helo or "")
    return Hop(
        field.span,
        text,
        known.name or next((name for name in (known.helo, helo) if name and name not in {"unknown", known.ip}), ""),
        helo,
        known.ip or "",
        known.by or "",
        protocol,
        _version(words, protocol),
        _found(_CIPHER.search(words)),
        _found(_VIA.search(bare)),
        _found(_ID.search(bare)),
        _found(_FOR.search(bare)),
        moment(text, known.time),
        known,
    )


def _protocol(words: str, bare: str) -> str:
    match = _WITH.search(words if "with (TLS)" in words else bare)
    said = " ".join(match["protocol"].split()) if match else ""
    return said.upper() if _SMTP.fullmatch(said) else said


def _version(words: str, protocol: str) -> str:
    if match := _TLS.search(words):
        if match["ssl"]:
            return f"SSL {match['ssl']}.0"
        version = match["version"].replace("_", ".")
        return version if "." in version else f"{version}.0"
    if _SECURE.match(protocol) or _ENCRYPTED.search(words):
        return "yes"
    return "none" if _PLAIN.match(protocol) else ""


def _found(match: re.Match[str] | None) -> str:
    """Return the first group of a match that took part."""
    return next((said.strip() for said in match.groups() if said), "") if match else ""
