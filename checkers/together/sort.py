"""What a record is: by its text, else by its name."""

import re

from checkers.bimi.model import BIMI
from checkers.dkim.model import DKIM
from checkers.dmarc.model import DMARC
from checkers.mta_sts.model import MTA_STS
from checkers.records.find import announces
from checkers.spf.version import announces as announces_spf
from checkers.tls_rpt.model import TLS_RPT
from checkers.together.model import Sort

_LABELS = {"dmarc": "_dmarc", "mta-sts": "_mta-sts", "tls-rpt": "_smtp._tls"}
_UNDER = {"dkim": "_domainkey", "bimi": "_bimi"}  # a selector stands before the label
_CONSENT = "._report._dmarc"

# "dmarc.example.com", "_tls._smtp.example.com"
_LIKE_LABEL = re.compile(
    r"(?:_?dmarc|_?mta[-_.]?sts|_?smtp[-_.]?_?tls|_?tls(?:[-_]?rpt)?(?:\._?smtp)?|(?:default\.)?_?bimi)(?:\.|\Z)"
)
_SIZES = range(2, 5)  # labels of a domain

_TAGS = re.compile(r"[^A-Za-z]{0,3}[A-Za-z]{1,10}[ \t]*=")
_KEY = re.compile(r"\bk[ \t]*=[ \t]*(?:rsa|ed25519)|\bp[ \t]*=[ \t]*MI[GI]", re.IGNORECASE)
_VERIFICATION = re.compile(r"[A-Za-z0-9_.-]{0,60}(?:verif|challenge|validation)|MS=|ZOOM_|d365mktkey=", re.IGNORECASE)
_SORTS = {
    "A": Sort.ADDRESS,
    "AAAA": Sort.ADDRESS,
    "MX": Sort.MAIL_SERVER,
    "CNAME": Sort.ALIAS,
    "NS": Sort.NAME_SERVER,
    "SOA": Sort.NAME_SERVER,
    "PTR": Sort.REVERSE,
}


def protocol_of(name: str, text: str) -> str:
    """Return the check for a TXT record, empty where none judges it."""
    if is_consent(name):
        return ""
    if announces_spf(text):
        return "spf"
    for protocol in (DMARC, MTA_STS, TLS_RPT, BIMI):
        if announces(text, protocol):
            return protocol.name
    by_name = protocol_at(name)
    # without a version "p=..." may be a key or a policy: the name decides, then what only a key has
    if re.match(r"[^A-Za-z]{0,3}v[ \t]*=[ \t]*dkim", text, re.IGNORECASE) or (not by_name and _KEY.search(text[:300])):
        return DKIM.name
    return by_name if _TAGS.match(text) or by_name == "dkim" else ""


def protocol_at(name: str) -> str:
    """Return the protocol whose records stand at a name, empty where it is none's."""
    if "_" not in name:
        return ""
    for protocol, label in _LABELS.items():
        if name == label or name.startswith(f"{label}."):
            return protocol
    return next((p for p, label in _UNDER.items() if f".{label}." in f"{name}." and not name.startswith(label)), "")


def domain_of(protocol: str, name: str) -> tuple[str, str]:
    """Return the domain that a record of a protocol at `name` is about, and its selector where it has one.

    A domain that stands twice in the name is meant once, and what stands for the label is none of the domain.
    """
    name = without_repetition(name) or name
    if protocol not in {"spf", "dkim"} and protocol_at(name) != protocol:
        name = _LIKE_LABEL.sub("", name, count=1)
    for label in _LABELS.values():
        if name == label or name.startswith(f"{label}."):
            return name[len(label) + 1 :], ""
    for label in _UNDER.values():
        before, found, after = f".{name}.".partition(f".{label}.")
        if found:
            return after.removesuffix("."), before.removeprefix(".")
    return ("" if name == "@" else name), ""


def right_name(protocol: str, domain: str, selector: str = "") -> str:
    """Return the name at which receivers look for a record of a protocol."""
    if protocol in _UNDER:
        label = f"{selector or ('default' if protocol == 'bimi' else 'selector1')}.{_UNDER[protocol]}"
    else:
        label = _LABELS.get(protocol, "")
    return ".".join(part for part in (label, domain) if part) or "@"


def without_repetition(name: str) -> str:
    """Return a name that ends in the same domain twice with one of the two, empty for any other name."""
    labels = name.split(".")
    for size in _SIZES:
        if len(labels) > 2 * size - 1 and labels[-size:] == labels[-2 * size : -size]:
            return ".".join(labels[:-size])
    return ""


def is_consent(name: str) -> bool:
    """Tell whether a name is one where a domain agrees to take another's DMARC reports (RFC 9990 4)."""
    return _CONSENT in name


def sort_of(type_: str, name: str, text: str) -> Sort:
    """Return what a record is that no check judges."""
    if type_ in {"TXT", "SPF"}:
        if is_consent(name):
            return Sort.CONSENT
        return Sort.VERIFICATION if _VERIFICATION.match(text) else Sort.TEXT
    return _SORTS.get(type_, Sort.OTHER)
