"""The change that makes the signature over the head right again.

An RSA signature gives back the digest that was signed, so that an attempt costs no more than a hash.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from checkers.dkim.verification.arithmetic import ed25519_holds
from checkers.dkim.verification.canonical import canonical_field
from checkers.dkim.verification.octets import Field, Octets
from checkers.dkim.verification.signature import Signature
from checkers.dkim.verification.verify import Verified, selected, signed_octets
from checkers.verify.changes.budget import Budget
from checkers.verify.changes.fields import Alternative, alternatives, spellings

_MAX_SLOTS = 60  # names in h= that are looked at
_MAX_SIZE = 64 * 1024  # octets of a head that is searched
_TOGETHER = 3  # fields that may have changed at once
_FEW = 60  # alternatives of which three may hold together
_BY_LISTS = ("from", "reply-to", "subject", "content-type", "content-transfer-encoding")
_ENCODINGS, _FROMS, _SUBJECTS = 5, 24, 6  # alternatives of each that are tried together
_SLOW = 40  # attempts with Ed25519, whose signature gives nothing back

type _Spelling = tuple[str, Callable[[bytes], bytes]]
type _Attempt = tuple[tuple[_Listed, ...], _Spelling | None]
type _Listed = tuple[int, Alternative]
type _Test = Callable[[Sequence[bytes], Callable[[bytes], bytes] | None], bool]


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
    listed.sort(key=lambda one: not one[1].likely)
    for chosen, spelling in _attempts(listed, signature):
        pieces = list(octets)
        for number, tried in chosen:
            pieces[number] = tried.octets
        if spelling:
            pieces = list(map(spelling[1], pieces))
        if holds(pieces, spelling[1] if spelling else None):
            return _found(chosen, slots, spelling[0] if spelling else "")
        if budget.spent:
            return None
    return None


def _attempts(listed: Sequence[_Listed], signature: Signature) -> Iterator[_Attempt]:
    """Yield one change, then one with all fields folded otherwise, then two changes, then more."""
    for chosen in _combinations(listed):
        if len(chosen) == 2:  # noqa: PLR2004  two of them
            break
        yield chosen, None
    for spelling in spellings(signature):
        yield from (((one,), spelling) for one in listed if one[1].likely)
    yield from ((chosen, None) for chosen in _combinations(listed) if len(chosen) == 2)  # noqa: PLR2004
    yield from ((chosen, None) for chosen in _of_lists(listed))
    yield from ((chosen, None) for chosen in _combinations(listed) if len(chosen) > 2)  # noqa: PLR2004


def _of_lists(listed: Sequence[_Listed]) -> Iterator[tuple[_Listed, ...]]:
    """Yield what lists do all at once: From, Reply-To and the subject, and the type where they wrap the message."""
    written = [one for one in listed if one[1].octets and one[1].change not in {"refolded", "spacing"}]
    of = {name: [one for one in written if one[1].name == name] for name in _BY_LISTS}
    added = [one for one in listed if one[1].name == "reply-to" and not one[1].octets][:1]
    encodings: list[list[_Listed]] = [[], *([one] for one in of["content-transfer-encoding"][:_ENCODINGS])]
    types = [[], *([*of["content-type"][:1], *encoding] for encoding in encodings)]
    rest = [of["from"][:_FROMS], of["subject"][:_SUBJECTS]]
    pairs = [(a, b) for a in [None, *rest[0]] for b in [None, *rest[1]]]
    for reply in ([], added) if added else ([],):
        for kind in types:
            for pair in pairs:
                chosen = (*reply, *kind, *(one for one in pair if one))
                if len(chosen) > 2:  # noqa: PLR2004  fewer were tried
                    yield chosen


def _combinations(listed: Sequence[_Listed]) -> Iterator[tuple[_Listed, ...]]:
    """Yield one change, then two, then more, of as many fields; the more at once, the likelier each must be."""
    for count in range(1, _TOGETHER + 1):
        few = listed if count < _TOGETHER else [one for one in listed if one[1].likely][:_FEW]
        for chosen in combinations(few, count):
            if len({number for number, _ in chosen}) == count:
                yield chosen


def _test(verified: Verified, budget: Budget) -> _Test:
    signature = verified.signature
    own = signature.unsigned
    if signature.relaxed_head:
        own = canonical_field(own, signature.field.colon)[:-2]
    left = _SLOW

    def holds(pieces: Sequence[bytes], spell: Callable[[bytes], bytes] | None) -> bool:
        if not budget.take(sum(map(len, pieces)) + len(own)):
            return False
        last = spell(own + b"\r\n")[:-2] if spell else own
        digest = hashlib.new(signature.hash_name, b"".join((*pieces, last)), usedforsecurity=False).digest()
        if verified.signed:
            return digest == verified.signed
        nonlocal left
        left -= 1
        key = verified.record.key if verified.record else None
        if left < 0 or key is None or key.type != "ed25519":
            return False
        return ed25519_holds(key, signature.signature, digest)

    return holds


def _found(chosen: tuple[_Listed, ...], slots: Sequence[Field | None], spelling: str) -> HeadChange:
    fields = tuple(field for number, _ in chosen if (field := slots[number]))
    return HeadChange(
        tuple(dict.fromkeys((*(tried.change for _, tried in chosen), *([spelling] if spelling else [])))),
        tuple(dict.fromkeys(tried.name for _, tried in chosen)),
        fields,
    )
