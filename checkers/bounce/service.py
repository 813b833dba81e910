"""Whose system refused: read from hosts first, then from the recipient's domain, then from the words."""

import re

from checkers.bounce.catalogue import Reason, Service
from checkers.bounce.model import Failure, Origin

_CONSUMER_HOST = re.compile(
    r"(?:^|[.\s\[@])(?:[\w-]+\.)*olc\.protection\.outlook\.com|\bmx\d?\.hotmail\.com|\.hotmail\.com\b", re.IGNORECASE
)
_BUSINESS_HOST = re.compile(
    r"\.mail\.protection\.outlook\.com|\.mx\.microsoft\b|\.mail\.eo\.outlook\.com", re.IGNORECASE
)
_MICROSOFT_HOST = re.compile(
    r"\.prod(?:\.protection)?\.outlook\.com|\.protection\.outlook\.com|\bname=protocol filter agent", re.IGNORECASE
)
_CONSUMER_DOMAIN = re.compile(
    r"(?:outlook|hotmail|live)\.(?:com?\.)?[a-z]{2,3}|(?:msn|windowslive|passport|webtv)\.com|outlook\.com\.[a-z]{2}",
    re.IGNORECASE,
)
_SPAM_MARK = re.compile(r"\(a?s3[01]\d\d\)|\b(?:sc|dy|ou|rp)-00\d\b", re.IGNORECASE)
_MICROSOFT_PARTS = ("outlook.com", "hotmail.com", ".mx.microsoft", "protocol filter agent", "s30", "s31", "-00")
_OTHER_WORDS = re.compile(  # providers that sign their answers
    r"\bgsmtp\b|support\.google\.com/|\brx\.t-online\.de\b|\bnemesis esmtp\b|postmaster\.(?:gmx|web|1und1|yahooinc)\.",
    re.IGNORECASE,
)
_OWN_REASONS = {Reason.UNKNOWN_HOST, Reason.NETWORK, Reason.EXPIRED, Reason.LOOP}


def is_consumer(recipient: str) -> bool:
    """Tell whether an address belongs to Microsoft's consumer service by its domain."""
    return _CONSUMER_DOMAIN.fullmatch(recipient.rpartition("@")[2]) is not None


def service_of(failure: Failure, reason: Reason) -> Service:
    """Return whose system refused, as far as hosts, domain and words show it."""
    said = failure.diagnostic.value[:4000] if failure.diagnostic else ""
    host = failure.remote_host.value if failure.remote_host else ""
    recipient = failure.recipient.value if failure.recipient else ""
    named = _named(host, said, recipient) or _named(said, said, recipient)
    if named is None and _unanswered(failure, reason):
        return Service.OWN
    if named is None and _OTHER_WORDS.search(said):
        return Service.OTHER
    if named is None and (not host or host.startswith("[")):
        named = Service.OUTLOOK if is_consumer(recipient) else _named(failure.reporting_host or "", said, recipient)
    if named is None and (host or _same_domain(failure.reporting_host or "", recipient)):
        return Service.OTHER
    return named or Service.UNKNOWN


def _same_domain(host: str, recipient: str) -> bool:
    """Tell whether a host that wrote the bounce belongs to the recipient's own domain."""
    domain = recipient.rpartition("@")[2].lower()
    return bool(domain) and f".{host.lower()}".endswith(f".{domain}")


def _named(place: str, said: str, recipient: str) -> Service | None:
    low = place.lower()
    if not any(part in low for part in _MICROSOFT_PARTS):  # far faster, and most texts are not Microsoft's
        return None
    if _CONSUMER_HOST.search(place) or _SPAM_MARK.search(place):
        return Service.OUTLOOK
    if _BUSINESS_HOST.search(place):
        return Service.EXCHANGE_ONLINE
    if _MICROSOFT_HOST.search(place):
        return Service.OUTLOOK if is_consumer(recipient) or _SPAM_MARK.search(said) else Service.EXCHANGE_ONLINE
    return None


def _unanswered(failure: Failure, reason: Reason) -> bool:
    """Tell whether no other server ever answered: the sender's own gave up."""
    if failure.reply is not None:
        return False
    if failure.origin is Origin.LOG:
        return reason in {Reason.UNKNOWN_HOST, Reason.NETWORK} and failure.status is not None
    return reason in _OWN_REASONS
