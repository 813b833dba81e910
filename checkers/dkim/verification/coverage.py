"""The fields of a message that a passing signature does not cover."""

from collections.abc import Iterator

from checkers.dkim.verification.octets import Field, Octets
from checkers.dkim.verification.signature import Signature

_ONCE = (b"from", b"sender", b"reply-to", b"to", b"cc", b"message-id", b"subject", b"date")
"""Fields of which a message has one at most (RFC 5322 3.6) and which readers see."""

_ADVISED = (b"reply-to", b"subject", b"date", b"to", b"cc")
"""Fields that RFC 6376 5.4.1 counts among the core of a message; `from` must be signed anyway."""

_DECISIVE = {b"subject", b"date"}


def doubled(message: Octets, signature: Signature) -> Iterator[Field]:
    """Yield the top field of each name that is there more often than the signature covers it (RFC 6376 8.15)."""
    for name in _ONCE:
        fields = message.named(name)
        if len(fields) > 1 and 0 < signature.names.count(name) < len(fields):
            yield fields[0]


def uncovered(message: Octets, signature: Signature) -> list[str]:
    """Return the names of the core fields that are not signed, none where subject and date are."""
    names = [name for name in _ADVISED if message.named(name) and name not in signature.names]
    return [name.decode().capitalize() for name in names] if _DECISIVE & set(names) else []
