"""Verifying one signature, RFC 6376 6.1; the result is a word of RFC 8601 2.7.1."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from checkers.dkim.verification.arithmetic import ed25519_holds, rsa_signed
from checkers.dkim.verification.canonical import canonical_field
from checkers.dkim.verification.octets import Field, Octets
from checkers.dkim.verification.pasted import body_as_pasted
from checkers.dkim.verification.record import MIN_BITS, KeyRecord, Keys, Trouble, keys_for
from checkers.dkim.verification.signature import Kind, Signature, read_signature
from checkers.dns import Book

MAX_SIGNATURES = 20  # of one message; each costs a pass over the body


class Why(StrEnum):
    """What decided the result, beside a fault of the field and trouble with the key."""

    PASS = "pass"  # noqa: S105  no password
    FAULT = "fault"
    KEY = "key"
    BODY = "body"
    HEAD = "head"  # the key made this signature, over other fields than these
    FORGED = "forged"  # the key did not make this signature
    UNFIT = "unfit"  # one of the two; Ed25519 does not tell which
    NO_BODY = "no-body"  # only the head was given, or blank lines behind it; the head is as signed
    SHORT = "short"  # l= counts more octets than there are
    WEAK_KEY = "weak-key"
    WEAK_HASH = "weak-hash"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Verified:
    """A signature and what came of it.

    `result` is None while the key is open. `body` and `head` tell whether body hash and signature hold, None where that
    was not found out. `signed` is the digest of the head that was signed, known of RSA alone. `charset` names the
    charset that a pasted body had on its way, where it was not UTF-8.
    """

    signature: Signature
    result: str | None
    why: Why
    keys: Keys = Keys()  # noqa: RUF009  frozen
    record: KeyRecord | None = None
    body: bool | None = None
    head: bool | None = None
    signed: bytes = b""
    charset: str = ""
    future: bool = False
    lapsed: bool = False  # it has expired since it was judged
    accepted: Field | None = None  # where the recipient's own server wrote that it passes

    @property
    def weak(self) -> bool:
        """Tell whether verifiers may not believe it whatever it says (RFC 8301 3)."""
        key = self.record.key if self.record else None
        return self.signature.hash_name == "sha1" or (key is not None and key.type == "rsa" and key.bits < MIN_BITS)

    @property
    def passed(self) -> bool:
        """Tell whether the result is pass."""
        return self.result == "pass"

    @property
    def counts(self) -> bool:
        """Tell whether it is good for DMARC: it passes, or passed when the recipient's server checked it."""
        return self.passed or self.accepted is not None


def verify_all(message: Octets, book: Book, now: datetime | None) -> list[Verified]:
    """Return what came of each DKIM signature, from the top; no more than MAX_SIGNATURES are tried."""
    fields = message.named(Kind.DKIM.encode())[:MAX_SIGNATURES]
    signatures = [read_signature(field, Kind.DKIM) for field in fields]
    return [verify(message, signature, book, now) for signature in signatures]


def verify(message: Octets, signature: Signature, book: Book, now: datetime | None = None) -> Verified:
    """Return what came of a DKIM or ARC message signature."""
    if signature.fault:
        return Verified(signature, "permerror", Why.FAULT)
    body, charset = _body(message, signature)
    keys = keys_for(signature, book)
    done = Verified(signature, None, Why.KEY, keys, body=body, charset=charset)
    if keys.trouble is Trouble.OPEN and signature.hash_name == "sha1":
        return replace(done, result="policy", why=Why.WEAK_HASH)  # no key can make it better
    if keys.trouble:
        results = {Trouble.OPEN: None, Trouble.LOOKUP: "temperror"}
        return replace(done, result=results.get(keys.trouble, "permerror"), record=keys.refused)
    done = _with_head(done, head_digest(message, signature))
    return _judged(done, message, now)


def seal(signature: Signature, digest: bytes, book: Book) -> Verified:
    """Return what came of an ARC seal over fields with the given digest."""
    if signature.fault:
        return Verified(signature, "permerror", Why.FAULT)
    keys = keys_for(signature, book)
    done = Verified(signature, None, Why.KEY, keys)
    if keys.trouble:
        results = {Trouble.OPEN: None, Trouble.LOOKUP: "temperror"}
        return replace(done, result=results.get(keys.trouble, "permerror"), record=keys.refused)
    return _judged(_with_head(done, digest), None, None)


def body_digest(message: Octets, signature: Signature, body: bytes | None = None) -> bytes:
    """Return the digest of the canonical body as far as `l` counts it; of another canonical body where one is given."""
    if body is not None:
        return hashlib.new(signature.hash_name, body[: signature.length], usedforsecurity=False).digest()
    key = (signature.relaxed_body, signature.hash_name, signature.length)
    if key not in message.digests:
        own = message.relaxed_body if signature.relaxed_body else message.simple_body
        view = own if signature.length is None else memoryview(own)[: signature.length]
        message.digests[key] = hashlib.new(signature.hash_name, view, usedforsecurity=False).digest()
    return message.digests[key]


def selected(message: Octets, names: Iterable[bytes]) -> list[Field | None]:
    """Return the fields that a list of names means, each name's from the bottom up; None where there is none left."""
    left: dict[bytes, list[Field]] = {}
    found: list[Field | None] = []
    for name in names:
        if name not in left:
            left[name] = list(message.named(name)) if name else []
        found.append(left[name].pop() if left[name] else None)
    return found


def head_digest(message: Octets, signature: Signature) -> bytes:
    """Return the digest of the signed fields and the signature's own (RFC 6376 3.7)."""
    pieces = [signed_octets(field, signature) for field in selected(message, signature.names) if field]
    return digest_of(pieces, signature)


def signed_octets(field: Field, signature: Signature) -> bytes:
    """Return a field in the canonical form that the signature asks for."""
    return canonical_field(field.octets, field.colon) if signature.relaxed_head else field.octets


def digest_of(pieces: Iterable[bytes], signature: Signature) -> bytes:
    """Return the digest of canonical fields and of the signature's own field after them."""
    own = signature.unsigned
    if signature.relaxed_head or signature.kind is Kind.SEAL:
        own = canonical_field(own, signature.field.colon)[:-2]
    return hashlib.new(signature.hash_name, b"".join((*pieces, own)), usedforsecurity=False).digest()


def _body(message: Octets, signature: Signature) -> tuple[bool | None, str]:
    if body_digest(message, signature) == signature.body_hash:
        return True, ""
    for charset, body in body_as_pasted(message, relaxed=signature.relaxed_body):
        if body_digest(message, signature, body) == signature.body_hash:
            return True, charset
    # blank lines alone are what copying leaves of a body that was not copied
    return False if message.body.strip() else None, ""


def _with_head(done: Verified, digest: bytes) -> Verified:
    signature = done.signature
    signed = b""
    for record in done.keys.records:
        assert record.key
        if record.key.type == "ed25519":
            if ed25519_holds(record.key, signature.signature, digest):
                return replace(done, record=record, head=True)
            continue
        found = rsa_signed(record.key, signature.signature, signature.hash_name)
        if found is not None:
            done = replace(done, record=record)
            signed = found
            if found == digest:
                break
    return replace(done, record=done.record or done.keys.records[0], head=signed == digest, signed=signed)


def _judged(done: Verified, message: Octets | None, now: datetime | None) -> Verified:  # noqa: PLR0911  one result a line
    """Return the result where there is a key."""
    signature = done.signature
    at = int(now.timestamp()) if now else None
    done = replace(done, future=at is not None and signature.time is not None and signature.time > at)
    if done.body is False:
        return replace(done, result="fail", why=Why.BODY)
    if done.head and message and done.body is None:
        return replace(done, why=Why.NO_BODY)
    if not done.head:
        forged = Why.UNFIT if signature.key_type == "ed25519" else Why.FORGED
        return replace(done, result="fail", why=Why.HEAD if done.signed else forged)
    if message and signature.length is not None and signature.length > _size(message, signature):
        return replace(done, result="permerror", why=Why.SHORT)
    if done.weak:
        return replace(done, result="policy", why=Why.WEAK_HASH if signature.hash_name == "sha1" else Why.WEAK_KEY)
    if at is not None and signature.expires is not None and signature.expires < at:
        return replace(done, result="permerror", why=Why.EXPIRED)
    return replace(done, result="pass", why=Why.PASS)


def _size(message: Octets, signature: Signature) -> int:
    return len(message.relaxed_body if signature.relaxed_body else message.simple_body)
