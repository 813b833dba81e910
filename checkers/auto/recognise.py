"""What is this text? Each rule is one sentence about how such a text looks."""

import ipaddress
import re
from enum import StrEnum
from itertools import islice

from checkers.dns.paste import looks_like_answer
from checkers.headers.formats import is_other_program
from checkers.text.domains import is_domain


class Kind(StrEnum):
    """What a pasted text can be; the words of `kind` in an `auto` report."""

    SPF = "spf"
    DKIM = "dkim"
    DMARC = "dmarc"
    MTA_STS = "mta-sts"
    TLS_RPT = "tls-rpt"
    BIMI = "bimi"
    BOUNCE = "bounce"
    HEADERS = "headers"
    MESSAGE = "message"
    IP = "ip"
    DOMAIN = "domain"
    ADDRESS = "address"
    DNS_ANSWER = "dns-answer"
    ZONE = "zone"  # several records
    TEXT = "text"  # anything else


_ENOUGH = 50  # fields looked at
_MICROSOFT = {"x-forefront-antispam-report", "x-microsoft-antispam"}
_LOOKED_AT = 65_536  # characters: what a text is shows at its beginning

# How each record announces itself, and letters without which none does: RFC 7208 4.5, 6376 3.6.1, 9989 4.7, 8461 3.1,
# 8460 3, BIMI draft 4.2.
_RECORDS = (
    (Kind.SPF, ("spf",), re.compile(r"\bv\s*=\s*spf|\bspf[12](?:\.0)?[ /]|\Av=?spf\d?\s", re.IGNORECASE)),
    (Kind.SPF, ("sfp", "psf", "fsp"), re.compile(r"\Av=?(?:sfp|psf|fsp)\d?\s", re.IGNORECASE)),
    (Kind.DMARC, ("dmarc",), re.compile(r"\bv\s*=\s*dmarc", re.IGNORECASE)),
    (Kind.MTA_STS, ("sts",), re.compile(r"\bv\s*=\s*sts|\bversion:\s*sts", re.IGNORECASE)),
    (Kind.TLS_RPT, ("tlsrpt",), re.compile(r"\bv\s*=\s*tlsrpt", re.IGNORECASE)),
    (Kind.BIMI, ("bimi",), re.compile(r"\bv\s*=\s*bimi", re.IGNORECASE)),
    (
        Kind.DKIM,
        ("dkim", "k=", "p=mi"),
        re.compile(r"\bv\s*=\s*dkim|\bk=(?:rsa|ed25519)\b|\bp=MI[GI]", re.IGNORECASE),
    ),
)
_NO_VERSION = re.compile(r"\A(?>.*?\b(?:include|ip4|ip6|redirect)[:=]\S).*[-~?+]all\b", re.IGNORECASE)

_TERMS = re.compile(
    r"(?:[+\-~?]?(?:a|mx|ptr)[ \t]+){1,20}[+\-~?]all|(?:include|ip4|ip6):[^\s/:][^\s]{2,300}", re.IGNORECASE
)

_REPLY = re.compile(r"\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b")  # a server's refusal, whatever record it quotes

# What mail programs and tickets put before a line: quoting marks, numbers, tags of a page.
_BEFORE = re.compile(
    r"[ \t>|]*(?:</?(?:pre|code|p|div|br)\b[^<>\n]{0,200}>)*(?:[(\[]?\d{1,3}[.)\]:]{0,2}[ \t]+)?", re.IGNORECASE
)
# Fields that servers write, wherever they stand in a text, and a report that names no field.
_SOMEWHERE = re.compile(
    r"^[ \t>|]*(?:[(\[]?\d{1,3}[.)\]:]{0,2}[ \t]+)?(?P<name>received|authentication-results|x-forefront-antispam-report"
    r"|x-microsoft-antispam|x-ms-exchange-[a-z-]{2,60}|arc-seal|dkim-signature|received-spf)[ \t]*(?::|\t)",
    re.MULTILINE | re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:SFV|CIP|CAT|SFTY|IPV):[^\s;]*;|\bcompauth=\w+[ \t]+reason=|\bspf=\w+[ \t]+\(sender IP is "
    r"|^[ \t]*(?:Spam Filtering Verdict|Spam Confidence Level|Protection Policy Category)[ \t]*\t",
    re.MULTILINE,
)

_FIELD = re.compile(r"[!-9;-~]+:(?:[ \t]|$)")
_SURE_FIELD = re.compile(
    r"(?:received(?:-spf)?|authentication-results|dkim-signature|arc-[a-z-]+|x-[a-z0-9-]+):[ \t]", re.IGNORECASE
)
_MAIL_FIELDS = re.compile(
    r"(?:received(?:-spf)?|return-path|delivered-to|from|to|subject|date|message-id|mime-version|content-type"
    r"|authentication-results|dkim-signature|arc-[a-z-]+|x-[a-z0-9-]+|reporting-mta|final-recipient)\s*:",
    re.IGNORECASE,
)
_PORT = re.compile(
    r"(?P<four>[0-9]{1,3}(?:\.[0-9]{1,3}){3}):[0-9]{1,5}|(?P<six>[0-9a-f:.]{2,45})\]:[0-9]{1,5}", re.IGNORECASE
)
_SITE = re.compile(r"https?://([^/:@?#]{1,255})/?", re.IGNORECASE)
_ADDRESS = re.compile(r"<?[^\s<>@]{1,64}@([^\s<>@]{1,255})>?")


def recognise(text: str) -> Kind:
    """Return what `text` looks like. Whether a message or a text is a bounce is for the bounce reader to say."""
    short = text[:_LOOKED_AT].strip().strip("\ufeff\u200b")
    if len(short.split()) == 1 and (single := _one_word(short)):
        return single
    if kind := _head(short):
        return kind
    if _REPLY.search(short):
        return Kind.TEXT
    if kind := _record(short):
        return kind
    return Kind.DNS_ANSWER if looks_like_answer(text) else Kind.HEADERS if _has_fields(short) else Kind.TEXT


def _head(text: str) -> Kind | None:
    """Return what a text is that begins with fields of a message, or is a table of what a program says of one."""
    fields = _leading_fields(text)
    before = _BEFORE.match(text)
    if fields >= 2 or (fields and _SURE_FIELD.match(text, before.end() if before else 0)):  # noqa: PLR2004  one "From: x" alone may be anything
        return Kind.MESSAGE if _has_body(text) else Kind.HEADERS
    return Kind.HEADERS if is_other_program(text) else None


def _record(text: str) -> Kind | None:
    low = text.lower()
    for kind, letters, pattern in _RECORDS:
        if any(some in low for some in letters) and pattern.search(text):
            return kind
    return Kind.SPF if "\n" not in text and (_NO_VERSION.search(text[:4096]) or _TERMS.fullmatch(text)) else None


def _has_fields(text: str) -> bool:
    """Tell whether fields that servers write stand anywhere in a text, or a value of Microsoft's without its field."""
    names = {match["name"].lower() for match in islice(_SOMEWHERE.finditer(text), _ENOUGH)}
    return len(names) > 1 or bool(names & _MICROSOFT) or _REPORT.search(text) is not None


def _one_word(word: str) -> Kind | None:
    bare = word.strip("[]()<>\"',;").removeprefix("IPv6:")
    if match := _PORT.fullmatch(bare):
        bare = match["four"] or match["six"]
    elif match := _SITE.fullmatch(bare):
        bare = match[1]
    try:
        ipaddress.ip_network(bare.removesuffix("."), strict=False)
    except ValueError:
        pass
    else:
        return Kind.IP
    if (match := _ADDRESS.fullmatch(word)) and is_domain(match[1]):
        return Kind.ADDRESS
    return Kind.DOMAIN if is_domain(bare) else None


def _leading_fields(text: str) -> int:
    """Count the mail header fields that `text` begins with; an mbox "From " line may stand before them."""
    count = 0
    for number, line in enumerate(text.split("\n")):
        before = _BEFORE.match(line)
        if _MAIL_FIELDS.match(line, before.end() if before and line[:1] not in {" ", "\t"} else 0):
            count += 1
        elif not (line[:1] in {" ", "\t"} or _FIELD.match(line) or (number == 0 and line.startswith("From "))):
            break
    return count


def _has_body(text: str) -> bool:
    _, blank, body = text.replace("\r\n", "\n").partition("\n\n")
    return bool(blank and body.strip())
