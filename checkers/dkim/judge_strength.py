"""How strong a key is, and whether its numbers can be those of a key."""

from collections.abc import Iterator

from checkers.dkim.key import PublicKey
from checkers.records.read import TagRecord
from checkers.records.tags import Tag
from checkers.report import Finding

MIN_BITS = 1024  # verifiers must not accept less, RFC 8301 3.2
ADVISED_BITS = 2048
MAX_BITS = 4096  # verifiers need not support more
MAX_EXPONENT_BITS = 32  # the usual one is 65,537; libraries refuse very large ones


def judge_strength(record: TagRecord, tag: Tag, key: PublicKey) -> Iterator[Finding]:
    """Yield the findings about a key that could be read."""
    say, place = record.say, tag.value
    if key.type == "ed25519":
        if not _on_curve(key.point):
            yield say.about("dkim.corrupt-point", place, term="")
        yield say.about("dkim.ed25519", place, term="")
        return
    if key.bits < MIN_BITS:
        yield say.about("dkim.weak", place, bits=key.bits, term="")
    elif key.bits < ADVISED_BITS:
        yield say.about("dkim.short", place, bits=key.bits, term="")
    elif key.bits > MAX_BITS:
        yield say.about("dkim.long", place, bits=key.bits, term="")
    if divisor := key.small_factor:
        yield say.about("dkim.corrupt", place, divisor=divisor, term="")
    if key.exponent <= 1 or key.exponent % 2 == 0:
        yield say.about("dkim.exponent", place, exponent=str(key.exponent), term="")
    elif key.exponent.bit_length() > MAX_EXPONENT_BITS:
        yield say.about("dkim.exponent-large", place, bits=key.exponent.bit_length(), term="")


def _on_curve(point: bytes) -> bool:
    """Tell whether 32 octets are a point of the curve (RFC 8032 5.1.3); half of all damaged ones are not."""
    from ecdsa import Ed25519, VerifyingKey  # type: ignore[import-untyped]  # noqa: PLC0415  for Ed25519 keys alone
    from ecdsa.errors import MalformedPointError  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        VerifyingKey.from_string(point, curve=Ed25519)
    except (MalformedPointError, ValueError):
        return False
    return True
