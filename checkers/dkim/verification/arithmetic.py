"""Signature arithmetic: RSASSA-PKCS1-v1_5 (RFC 8017 8.2.2) and Ed25519 (RFC 8032) over a digest (RFC 8463 3)."""

from functools import lru_cache
from typing import Any

from checkers.dkim.key import PublicKey

MAX_BITS = 16_384  # four times what RFC 8301 3.2 asks of verifiers
MAX_EXPONENT_BITS = 256  # FIPS 186-5 5.1: greater ones are not allowed
_SIGNATURE_OCTETS = 64
_PADDING = 8  # octets of padding at least, RFC 8017 9.2
# DER of DigestInfo up to the digest, RFC 8017 9.2, note 1
_DIGEST_INFO = {
    "sha1": bytes.fromhex("3021300906052b0e03021a05000414"),
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
}


def usable(key: PublicKey) -> bool:
    """Tell whether one may calculate with a key: whoever made it may want to keep a verifier busy."""
    return key.bits <= MAX_BITS and key.exponent.bit_length() <= MAX_EXPONENT_BITS


def rsa_signed(key: PublicKey, signature: bytes, hash_name: str) -> bytes | None:
    """Return the digest that an RSA signature was made of, None where `key` did not make it.

    The whole encoded message is compared, not only its end: a padding with anything in it is refused.
    """
    size = (key.modulus.bit_length() + 7) // 8
    number = int.from_bytes(signature)
    if len(signature) != size or number >= key.modulus:
        return None
    encoded = pow(number, key.exponent, key.modulus).to_bytes(size)
    info = _DIGEST_INFO[hash_name]
    length = info[-1]
    padding = size - len(info) - length - 3
    head = b"\x00\x01" + b"\xff" * padding + b"\x00" + info
    return encoded[-length:] if padding >= _PADDING and encoded[:-length] == head else None


def ed25519_holds(key: PublicKey, signature: bytes, digest: bytes) -> bool:
    """Tell whether `signature` is one of `digest` by an Ed25519 key."""
    if len(signature) != _SIGNATURE_OCTETS:
        return False
    verifier = _verifier(key.point)
    if verifier is None:
        return False
    try:
        return bool(verifier.verify(signature, digest))
    except (ArithmeticError, AssertionError, ValueError, _errors()):
        return False


@lru_cache(maxsize=64)
def _verifier(point: bytes) -> Any:
    from ecdsa import Ed25519, VerifyingKey  # type: ignore[import-untyped]  # noqa: PLC0415  for these keys alone

    try:
        return VerifyingKey.from_string(point, curve=Ed25519)
    except (ArithmeticError, AssertionError, ValueError, _errors()):
        return None


def _errors() -> type[Exception]:
    from ecdsa.keys import BadSignatureError  # type: ignore[import-untyped]  # noqa: PLC0415

    error: type[Exception] = BadSignatureError
    return error
