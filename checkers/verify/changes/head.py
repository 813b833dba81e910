"""The change that makes the signature over the head right again.

An RSA signature gives back the digest that was signed, so that an attempt costs no more than a hash.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from checkers.dkim.verification.arithmetic import ed25519_holds
from checkers.dkim.verification.canonical import canonical_field
from checkers.dkim.verification.octets import Field, Octets
from checkers.dkim.verification.verify import Verified, selected, signed_octets
from checkers.verify.changes.budget import Budget
from checkers.verify.changes.fields import Alternative, alternatives, spellings

_MAX_SLOTS = 60  # names in h= that are looked at
_MAX_SIZE = 64 * 1024  # octets of a head that is searched
_TOGETHER = 3  # fields that may have changed at once
_SLOW = 40  # attempts with Ed25519, whose signature gives nothing back


@dataclass(frozen=True, slots=True)
class HeadChange:
    """What was done to the head: words of the vocabulary `change`, each with its field, and the fields' places."""

    changes: tuple[str, ...]
    names: tuple[str, ...]
    fields: tuple[Field, ...]


def head_change(message: Octets, verified: Verified, budget: Budget) -> HeadChange | None:
    """Return what was done to the head after it was signed, None where no known change explains it."""
    signature = verified.signature
    slots = selected(message, signature.names)[:_MAX_SLOTS]
    octets = [signed_octets(field, signature) if field else b"" for field in slots]
    if len(signature.names) > _MAX_SLOTS or sum(map(len, octets)) > _MAX_SIZE:
        return None
    holds = _test(verified, budget)
    for name, spell in spellings(signature):
        if holds([spell(piece) for piece in octets], spell):
            return HeadChange((name,), (), ())
    listed = [
        (number, tried)
        for number, field in enumerate(slots)
        for tried in alternatives(message, signature, signature.names[number], field, octets[number])
    ]
    for count in range(1, _TOGETHER + 1):
        for chosen in combinations(listed, count):
            if len({number for number, _ in chosen}) < count:
                continue
            pieces = list(octets)
            for number, tried in chosen:
                pieces[number] = tried.octets
            if holds(pieces, None):
                return _found(chosen, slots)
            if budget.spent:
                return None
    return None


type _Test = Callable[[Sequence[bytes], Callable[[bytes], bytes] | None], bool]


def _test(verified: Verified, budget: Budget) -> _Test:
    signature = verified.signature
    own = signature.unsigned
    if signature.relaxed_head:
        own = canonical_field(own, signature.field.colon)[:-2]
    if not verified.signed:
        budget.tries = min(budget.tries, _SLOW)

    def holds(pieces: Sequence[bytes], spell: Callable[[bytes], bytes] | None) -> bool:
        if not budget.take(sum(map(len, pieces)) + len(own)):
            return False
        last = spell(own + b"\r\n")[:-2] if spell else own
        digest = hashlib.new(signature.hash_name, b"".join((*pieces, last)), usedforsecurity=False).digest()
        if verified.signed:
            return digest == verified.signed
        key = verified.record.key if verified.record else None
        return key is not None and key.type == "ed25519" and ed25519_holds(key, signature.signature, digest)

    return holds


def _found(chosen: tuple[tuple[int, Alternative], ...], slots: Sequence[Field | None]) -> HeadChange:
    fields = tuple(field for number, _ in chosen if (field := slots[number]))
    return HeadChange(
        tuple(dict.fromkeys(tried.change for _, tried in chosen)),
        tuple(dict.fromkeys(tried.name for _, tried in chosen)),
        fields,
    )
