# ruff: noqa: E501, W291  text as it is sent
"""Messages as people send them, before anybody does anything to them."""

import base64
import quopri
import re
from email.header import Header

from tests.message.signing import crlf

HEAD = """Received: from pc.example.com (pc.example.com [192.0.2.9])
\tby mail.example.com with ESMTPSA id 1; Mon, 23 Nov 2026 10:00:01 +0100
From: {sender}
To: "Bob Berg" <bob@example.org>, list@lists.example.net
Subject: {subject}
Date: Mon, 23 Nov 2026 10:00:00 +0100
Message-ID: <20261123.1@example.com>
MIME-Version: 1.0
"""
WORDS = """Hallo zusammen,

die Zahlen für das vierte Quartal stehen jetzt unter https://example.com/zahlen?jahr=2026&q=4
im Netz. Wer Änderungen hat, schreibt mir bitte bis Freitag; später geht nichts mehr. Danke!

-- 
Anna Grün
Beispiel GmbH, Straße 1
"""
PLAIN_WORDS = "Hello all,\n\nthe figures are at https://example.com/figures?year=2026&q=4 now.\n\nAnna\n"
HTML = """<html><head><meta charset="utf-8"></head>
<body style="font: 12pt sans-serif"><p>Hallo zusammen,</p>
<p>die Zahlen für das vierte Quartal stehen jetzt <a href="https://example.com/zahlen?jahr=2026&amp;q=4">im Netz</a>.</p>
<div>Grüße, Anna</div>
</body></html>
"""


def head(sender="Anna Gruen <anna@example.com>", subject="Zahlen Q4", more=""):
    return HEAD.format(sender=sender, subject=subject) + more


def coded(text: str, encoding: str, charset: str = "utf-8") -> str:
    octets = text.encode(charset)
    if encoding == "quoted-printable":
        return quopri.encodestring(octets).decode("ascii")
    if encoding == "base64":
        return base64.encodebytes(octets).decode("ascii")
    return octets.decode("latin-1")


def single(text=WORDS, encoding="8bit", charset="utf-8", kind="plain", **more) -> bytes:
    fields = f"Content-Type: text/{kind}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    front = crlf(head(**more) + fields)
    body = coded(text.replace("\n", "\r\n"), encoding, charset)
    return front + re.sub(r"\r?\n", "\r\n", body).encode("latin-1")


def parts(encoding="quoted-printable", *, attachment=False) -> bytes:
    pieces = []
    for kind, text in (("plain", WORDS), ("html", HTML)):
        body = re.sub(r"\r?\n", "\r\n", coded(text.replace("\n", "\r\n"), encoding)).encode("latin-1")
        fields = f"--alt\nContent-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n"
        pieces.append(crlf(fields) + body + b"\r\n")
    inner = b"".join(pieces) + b"--alt--\r\n"
    if not attachment:
        return crlf(head() + 'Content-Type: multipart/alternative; boundary="alt"\n\n') + inner
    data = base64.encodebytes(bytes(range(256)) * 200).replace(b"\n", b"\r\n")
    return (
        crlf(head() + 'Content-Type: multipart/mixed; boundary="mix"\n\n--mix\n')
        + crlf('Content-Type: multipart/alternative; boundary="alt"\n\n')
        + inner
        + crlf("\n--mix\nContent-Type: application/pdf; name=q4.pdf\nContent-Transfer-Encoding: base64\n")
        + crlf("Content-Disposition: attachment; filename=q4.pdf\n\n")
        + data
        + b"\r\n--mix--\r\n"
    )


def as_words(value: bytes, encoding: str, charset: str) -> bytes:
    """Return a field's value as Python's email package writes it, in one line."""
    header = Header(value.decode(), charset, maxlinelen=1000)
    coded_value = header.encode()
    wanted = f"?{encoding}?"
    if wanted.lower() not in coded_value.lower():
        octets = value.decode().encode(charset)
        made = (
            base64.b64encode(octets).decode()
            if encoding.lower() == "b"
            else "".join(chr(o) if chr(o).isalnum() and o < 128 else "_" if o == 32 else f"={o:02X}" for o in octets)
        )
        coded_value = f"=?{charset}?{encoding}?{made}?="
    return coded_value.encode()


UMLAUT = "Zahlen für März".encode()
NAME = "Anna Grün".encode()


def subject_as(encoding, name="utf-8"):
    return single(subject=as_words(UMLAUT, encoding, name).decode())


def name_as(encoding, name="utf-8"):
    return single(sender=as_words(NAME, encoding, name).decode() + " <anna@example.com>")
