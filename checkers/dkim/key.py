"""A public key from its octets: RSA as SubjectPublicKeyInfo or RSAPublicKey (RFC 8017 A.1.1), Ed25519 (RFC 8463 4)."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import gcd, prod

ED25519_OCTETS = 32
_RSA = (1, 2, 840, 113549, 1, 1, 1)
_ED25519 = (1, 3, 101, 112)
_ALGORITHMS = {(1, 2, 840, 10045, 2, 1): "EC", (1, 2, 840, 10040, 4, 1): "DSA", (1, 3, 101, 113): "Ed448"}
_RSA_HEAD = bytes.fromhex("300d06092a864886f70d0101010500")  # AlgorithmIdentifier of RSA: its name and NULL
_INTEGER, _BIT_STRING, _SEQUENCE = 0x02, 0x03, 0x30
_SMALL_PRIMES = tuple(n for n in range(3, 1000, 2) if all(n % d for d in range(3, 32, 2) if d < n))
_SMALL_FACTORS = prod(_SMALL_PRIMES)


class Form(StrEnum):
    """How a key is written down."""

    SPKI = "spki"  # SubjectPublicKeyInfo, the form that verifiers expect of RSA
    PKCS1 = "pkcs1"  # RSAPublicKey alone
    RAW = "raw"  # 32 octets, the form of Ed25519


class Trouble(StrEnum):
    """Why octets are no public key that DKIM can use."""

    EMPTY = "empty"
    TRUNCATED = "truncated"
    PRIVATE = "private"
    CERTIFICATE = "certificate"
    SSH = "ssh"
    ALGORITHM = "algorithm"
    DAMAGED = "damaged"  # begins like a key
    NONE = "none"  # nothing like a key


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key. `bits` is the length of an RSA modulus, 256 for Ed25519; `octets` is the key in the form it has.

    `modulus` and `exponent` are those of RSA, else 0; `point` is the public key of Ed25519, else empty.
    """

    type: str  # "rsa" or "ed25519", as the tag k says it
    form: Form
    bits: int
    octets: bytes
    modulus: int = 0
    exponent: int = 0
    point: bytes = b""

    @property
    def small_factor(self) -> int:
        """The least number below 1,000 that divides the modulus, 0 where none does.

        The modulus of a real key has two large prime factors and no other: a divisor shows a changed character.
        """
        if self.modulus and self.modulus % 2 == 0:
            return 2
        if gcd(self.modulus % _SMALL_FACTORS, _SMALL_FACTORS) in {1, _SMALL_FACTORS}:
            return 0
        return next((prime for prime in _SMALL_PRIMES if self.modulus % prime == 0), 0)

    def as_spki(self) -> bytes:
        """Return the octets of an RSA key as SubjectPublicKeyInfo."""
        return self.octets if self.form is Form.SPKI else _element(_SEQUENCE, _RSA_HEAD + _bits(self.octets))


@dataclass(frozen=True, slots=True)
class KeyRead:
    """A key or why there is none; `expected` is the length in octets that the data itself states, `size` what is there.

    `surplus` are octets behind the key. `algorithm` names a foreign one, by its object identifier where need be.
    """

    key: PublicKey | None = None
    trouble: Trouble | None = None
    size: int = 0
    expected: int = 0
    surplus: bytes = b""
    algorithm: str = ""


def read_key(octets: bytes) -> KeyRead:
    """Return the public key in `octets`. Nothing is raised, whatever they are."""
    size = len(octets)
    if not octets:
        return KeyRead(trouble=Trouble.EMPTY)
    if size == ED25519_OCTETS:
        return KeyRead(PublicKey("ed25519", Form.RAW, 256, octets, point=octets), size=size, expected=size)
    expected = stated_length(octets)
    whole = octets[:expected]
    if trouble := _kind(octets) if not expected else _kind(whole) or (Trouble.TRUNCATED if size < expected else None):
        return KeyRead(trouble=trouble, size=size, expected=expected)
    from ecdsa.der import UnexpectedDER  # type: ignore[import-untyped]  # noqa: PLC0415  for keys alone

    try:
        read = _read_der(whole)
    except (UnexpectedDER, ValueError, IndexError):
        read = KeyRead(trouble=Trouble.DAMAGED)
    return replace(read, size=size, expected=expected, surplus=octets[expected:])


def stated_length(octets: bytes) -> int:
    """Return the length in octets that a DER sequence states of itself, 0 where `octets` do not begin with one."""
    if len(octets) < 2 or octets[0] != _SEQUENCE:  # noqa: PLR2004  a type and a length
        return 0
    count = octets[1] & 0x7F if octets[1] & 0x80 else 0
    if count > 3 or (octets[1] & 0x80 and not count) or len(octets) < 2 + count:  # noqa: PLR2004  16 MB is enough
        return 0
    return 2 + count + (int.from_bytes(octets[2 : 2 + count]) if count else octets[1])


def _kind(octets: bytes) -> Trouble | None:
    """Return what `octets` are by their beginning, also where the end is missing; None for a public key."""
    if octets[:4] in {b"\x00\x00\x00\x07", b"\x00\x00\x00\x0b"}:
        return Trouble.SSH  # RFC 4253 6.6: the lengths of "ssh-rsa" and "ssh-ed25519"
    if not stated_length(octets):
        return Trouble.NONE
    body = octets[2 + (octets[1] & 0x7F if octets[1] & 0x80 else 0) :]
    if body[:3] == b"\x02\x01\x00" or body[:4] == b"\x02\x01\x01\x04":
        return Trouble.PRIVATE  # version 0: RSAPrivateKey, PKCS #8 (RFC 8017 A.1.2, RFC 5958 2); SEC1's is 1
    if body[:1] == b"\x30":
        inner = body[2 + (body[1] & 0x7F if body[1:2] >= b"\x80" else 0) :]
        if inner[:2] == b"\xa0\x03" or inner[:1] == b"\x02":
            return Trouble.CERTIFICATE  # RFC 5280 4.1; a request (RFC 2986 4.1) begins with its version
    return None


def _read_der(octets: bytes) -> KeyRead:
    from ecdsa import der  # type: ignore[import-untyped]  # noqa: PLC0415  for keys alone

    body, _ = der.remove_sequence(octets)
    if body[:1] == bytes([_INTEGER]):
        return KeyRead(_rsa(octets, Form.PKCS1, octets))
    head, rest = der.remove_sequence(body)
    algorithm, _ = der.remove_object(head)
    bits, behind = der.remove_bitstring(rest, 0)
    if behind:
        return KeyRead(trouble=Trouble.DAMAGED)
    if algorithm == _RSA:
        return KeyRead(_rsa(bits, Form.SPKI, octets))
    if algorithm == _ED25519:
        good = len(bits) == ED25519_OCTETS
        key = PublicKey("ed25519", Form.SPKI, 256, octets, point=bits)
        return KeyRead(key) if good else KeyRead(trouble=Trouble.DAMAGED)
    name = _ALGORITHMS.get(algorithm, ".".join(map(str, algorithm)))
    return KeyRead(trouble=Trouble.ALGORITHM, algorithm=name)


def _rsa(octets: bytes, form: Form, whole: bytes) -> PublicKey:
    from ecdsa import der  # noqa: PLC0415  for keys alone

    body, behind = der.remove_sequence(octets)
    modulus, rest = der.remove_integer(body)
    exponent, end = der.remove_integer(rest)
    if behind or end or not modulus:
        raise ValueError
    return PublicKey("rsa", form, modulus.bit_length(), whole, modulus, exponent)


def _element(tag: int, content: bytes) -> bytes:
    from ecdsa import der  # noqa: PLC0415  for keys alone

    return bytes([tag]) + bytes(der.encode_length(len(content))) + content


def _bits(octets: bytes) -> bytes:
    return _element(_BIT_STRING, b"\x00" + octets)
