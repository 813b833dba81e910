# ruff: noqa: E501  text as it is sent
"""What lists, gateways and servers are known to do to a message."""

import base64
import quopri
import re
from email import message_from_bytes
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from urllib.parse import quote


def swap(message: bytes, old: bytes, new: bytes) -> bytes:
    assert old in message, old
    return message.replace(old, new, 1)


def halves(message: bytes) -> tuple[bytes, bytes]:
    front, _, body = message.partition(b"\r\n\r\n")
    return front + b"\r\n\r\n", body


def on_body(change):
    def make(message: bytes) -> bytes:
        front, body = halves(message)
        return front + change(body)

    return make


def field(name: bytes, make):
    """Return a change of the value of a field, without its folds and its line break."""
    pattern = re.compile(rb"(?im)^(" + name + rb":)((?:[^\r\n]|\r\n[ \t])*)\r\n")

    def change(message: bytes) -> bytes:
        front, body = halves(message)
        assert pattern.search(front)
        return pattern.sub(lambda found: found[1] + b" " + make(found[2].strip()) + b"\r\n", front, count=1) + body

    return change


def together(*changes):
    def make(message: bytes) -> bytes:
        for change in changes:
            message = change(message)
        return message

    return make


FOOTER = b"_______________________________________________\r\nlist mailing list\r\nhttps://lists.example.net/list\r\n"
footer = on_body(lambda body: body + FOOTER)
tag = field(b"Subject", lambda value: b"[list] " + value)


def inside(text: bytes, inserted: bytes, mark: bytes, *, before: bool) -> bytes:
    assert mark in text
    at = text.rindex(mark) if before else text.index(mark) + len(mark)
    return text[:at] + inserted + text[at:]


def coded_part(number: int, edit):
    """Return a change of the text in the numbered part, encoded again as it was."""

    def make(message: bytes) -> bytes:
        front, body = halves(message)
        pieces = re.split(rb"(--alt(?:--)?\r\n)", body)
        own, _, content = pieces[number * 2].partition(b"\r\n\r\n")
        content = content[:-2]
        encoding = re.search(rb"(?i)encoding: (\S+)", own)[1]
        if encoding == b"quoted-printable":
            done = quopri.encodestring(edit(quopri.decodestring(content)))
        elif encoding == b"base64":
            done = base64.encodebytes(edit(base64.b64decode(content))).replace(b"\n", b"\r\n")
        else:
            done = edit(content)
        pieces[number * 2] = own + b"\r\n\r\n" + done + b"\r\n"
        return front + b"".join(pieces)

    return make


DISCLAIMER = b"<hr><p>Diese Nachricht ist vertraulich. This message is confidential.</p>"
BANNER = (
    b'<table border=0 bgcolor="#ffeb9c"><tr><td><b>CAUTION:</b> External sender. Do not click links.</td></tr></table>'
)
TEXT_DISCLAIMER = b"\r\n\r\nDiese Nachricht ist vertraulich. This message is confidential.\r\n"
TEXT_BANNER = b"CAUTION: External sender. Do not click links.\r\n\r\n"
html_footer = coded_part(2, lambda text: inside(text, DISCLAIMER, b"</body>", before=True))
html_end = coded_part(2, lambda text: text + DISCLAIMER + b"\r\n")
html_banner = coded_part(2, lambda text: inside(text, BANNER, b'sans-serif">', before=False))
text_footer = coded_part(1, lambda text: text + TEXT_DISCLAIMER)
text_banner = coded_part(1, lambda text: TEXT_BANNER + text)


def recode(now: str, then: str, style=quopri.encodestring):
    """Return a change of the encoding of a message without parts, its field included."""

    def make(message: bytes) -> bytes:
        front, body = halves(message)
        front = swap(front, b"Encoding: " + now.encode(), b"Encoding: " + then.encode())
        if now == "quoted-printable":
            body = quopri.decodestring(body)
        elif now == "base64":
            body = base64.b64decode(body)
        if then == "quoted-printable":
            body = style(body)
        elif then == "base64":
            body = base64.encodebytes(body).replace(b"\n", b"\r\n")
        return front + body

    return make


def recode_parts(then: str):
    """Return a change of the encoding of the parts, as a server does that can pass on 7 bits only, or that reads all."""

    def make(message: bytes) -> bytes:
        front, body = halves(message)
        pieces = re.split(rb"(--alt(?:--)?\r\n)", body)
        for number in (2, 4):
            own, _, content = pieces[number].partition(b"\r\n\r\n")
            content = content[:-2]
            encoding = re.search(rb"(?i)encoding: (\S+)", own)[1]
            text = content if encoding == b"8bit" else quopri.decodestring(content)
            done = text if then == "8bit" else quopri.encodestring(text)
            pieces[number] = own.replace(encoding, then.encode()) + b"\r\n\r\n" + done + b"\r\n"
        return front + b"".join(pieces)

    return make


def sendmail_lines(body: bytes) -> bytes:
    """Return quoted-printable as sendmail's mime8to7 writes it: no line over 72 characters."""
    lines = []
    for line in body.split(b"\r\n"):
        now = b""
        for octet in line:
            piece = b"=%02X" % octet if octet > 126 or octet < 32 or octet == 61 else bytes([octet])
            if len(now) + len(piece) > 72:
                lines.append(now + b"=")
                now = b""
            now += piece
        lines.append(now)
    return b"\r\n".join(lines)


def charset(now: str, then: str):
    def make(message: bytes) -> bytes:
        front, body = halves(message)
        return swap(front, now.encode(), then.encode()) + body.decode(now).encode(then)

    return make


def safe_links(text: bytes) -> bytes:
    """Return a text whose links Safe Links rewrote."""

    def rewritten(link: re.Match[bytes]) -> bytes:
        old = quote(link[0].replace(b"&amp;", b"&").decode(), safe="")
        joint = "&amp;" if b"&amp;" in text else "&"
        tail = joint.join(("data=05%7C02%7Cbob%40example.org%7C638", "sdata=abc%3D", "reserved=0"))
        return f"https://eur05.safelinks.protection.outlook.com/?url={old}{joint}{tail}".encode()

    return re.sub(rb"https://example\.com/[^\s\"<>]*", rewritten, text)


def kept_links(text: bytes) -> bytes:
    """Return HTML whose links Safe Links rewrote, the old ones beside them."""
    return re.sub(
        rb'href="(https://example\.com/[^"]*)"',
        lambda link: (
            b'href="' + safe_links(link[1]) + b'" originalsrc="' + link[1] + b'" shash="aB+c/d=="'  # as Exchange does
        ),
        text,
    )


def second_defense(text: bytes) -> bytes:
    def rewritten(link: re.Match[bytes]) -> bytes:
        old = re.sub(r"[^A-Za-z0-9./]", lambda c: f"-{ord(c[0]):02X}", link[0].decode()).replace("/", "_")
        return f"https://urldefense.proofpoint.com/v2/url?u={old}&d=DwMFaQ&c=abc&r=def&m=ghi&s=jkl&e=".encode()

    return re.sub(rb"https://example\.com/[^\s\"<>]*", rewritten, text)


def third_defense(text: bytes) -> bytes:
    def rewritten(link: re.Match[bytes]) -> bytes:
        hidden = base64.urlsafe_b64encode(b"".join(re.findall(rb"[=&]", link[0]))).rstrip(b"=").decode()
        old = re.sub(r"[=&]", "*", link[0].decode())
        return f"https://urldefense.com/v3/__{old}__;{hidden}!!ABC123!xyz-Q$".encode()

    return re.sub(rb"https://example\.com/[^\s\"<>]*", rewritten, text)


def wrapped(message: bytes) -> bytes:
    """Return a message that Mailman put into a multipart with its footer as a part of its own."""
    original = message_from_bytes(message)
    outer = MIMEMultipart(boundary="===============1==")
    inner = message_from_bytes(b"")
    for name in ("Content-Type", "MIME-Version", "Content-Transfer-Encoding"):
        if original[name]:
            inner[name] = original[name]
    front, body = halves(message)
    front = re.sub(rb"(?im)^content-(?:type|transfer-encoding):(?:[^\r\n]|\r\n[ \t])*\r\n", b"", front)
    outer_type = str(outer["Content-Type"]).encode()
    own = b"".join(f"{name}: {value}\r\n".encode() for name, value in inner.items())
    note = MIMEText(FOOTER.decode(), "plain", "us-ascii").as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    mark = b"--===============1=="
    return (
        swap(front, b"MIME-Version", b"Content-Type: " + outer_type + b"\r\nMIME-Version")
        + mark
        + b"\r\n"
        + own
        + b"\r\n"
        + body
        + b"\r\n"
        + mark
        + b"\r\n"
        + note
        + b"\r\n"
        + mark
        + b"--\r\n"
    )


def part_added(message: bytes) -> bytes:
    note = b"--alt\r\nContent-Type: text/plain; charset=us-ascii\r\nContent-Disposition: inline\r\n\r\n" + FOOTER
    return swap(message, b"--alt--", note + b"\r\n--alt--")


def munged(name: bytes, keep: bytes):
    """Return what a list does that puts its own address in From: `keep` is the field in which the author stays."""

    def make(message: bytes) -> bytes:
        front, body = halves(message)
        found = re.search(rb"(?im)^From: ([^\r\n]*)\r\n", front)
        kept = keep.replace(b"@author@", found[1]).replace(b"@address@", b"anna@example.com")
        return front.replace(found[0], b"From: " + name + b"\r\n" + kept) + body

    return make
