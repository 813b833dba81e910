"""Texts that hold a key and are no key record: private keys, certificates, SSH keys."""

import re

from checkers.registry import finding
from checkers.report import Finding, Span

_PRIVATE = re.compile(r"-{2,9}[ \t]?BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY[ \t]?-{2,9}", re.IGNORECASE)
_FOREIGN = (
    ("certificate", re.compile(r"-{2,9}[ \t]?BEGIN (?:X509 |TRUSTED )?CERTIFICATE[ \t]?-{2,9}", re.IGNORECASE)),
    ("request", re.compile(r"-{2,9}[ \t]?BEGIN (?:NEW )?CERTIFICATE REQUEST[ \t]?-{2,9}", re.IGNORECASE)),
    ("pgp", re.compile(r"-{2,9}[ \t]?BEGIN PGP [A-Z ]{1,30}-{2,9}", re.IGNORECASE)),
    ("ssh", re.compile(r"(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-\S{1,20})[ \t]+AAAA|-{2,9}[ \t]?BEGIN SSH2", re.IGNORECASE)),
)


def private_key(text: str) -> Finding | None:
    """Return the alarm that a private key stands in `text`; only the line that announces it is marked."""
    match = _PRIVATE.search(text)
    return finding("dkim.private-key", Span(*match.span())) if match else None


def foreign_key(text: str) -> Finding | None:
    """Return the finding that `text` holds another kind of key, None where it does not."""
    for kind, pattern in _FOREIGN:
        if match := pattern.search(text):
            return finding("dkim.foreign", Span(*match.span()), format=kind)
    return None
