"""Validating a chain, RFC 8617 5.2."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from checkers.arc.sets import ArcSet, Chain, read_chain
from checkers.dkim.verification.canonical import canonical_field
from checkers.dkim.verification.octets import Octets
from checkers.dkim.verification.verify import Verified, digest_of, seal, verify
from checkers.dns import Book

MAX_BODIES = 20  # message signatures that are verified; the newest alone decides


class Broken(StrEnum):
    """What makes a chain fail, beside its structure."""

    ENDED = "ended"  # a hop found it broken and said so
    STATED = "stated"  # a seal states what its place in the chain does not allow
    MESSAGE = "message"  # the newest message signature
    SEAL = "seal"


@dataclass(frozen=True, slots=True)
class Validated:
    """A chain and what came of it.

    `result` is none, pass, fail, temperror where DNS did not answer, None while a key is open. `messages` and `seals`
    are by set, in order; a message signature that was not tried is None. `oldest_pass` is the lowest number from which
    on every message signature holds, 0 where all do, None where the newest does not.
    """

    chain: Chain
    result: str | None
    broken: Broken | None = None
    instance: int = 0  # of the set that breaks it
    messages: tuple[Verified | None, ...] = ()
    seals: tuple[Verified, ...] = ()
    oldest_pass: int | None = None


def validate(message: Octets, book: Book) -> Validated:
    """Return what a receiver makes of the ARC sets of a message."""
    chain = read_chain(message)
    if not chain.present:
        return Validated(chain, "none")
    if chain.flaw:
        return Validated(chain, "fail", instance=chain.instance)
    count = len(chain.sets)
    messages = tuple(
        verify(message, one.message, book) if one.instance > count - MAX_BODIES else None for one in chain.sets
    )
    seals = tuple(seal(one.seal, digest, book) for one, digest in zip(chain.sets, _digests(chain), strict=True))
    done = Validated(chain, "pass", None, 0, messages, seals, _oldest(messages))
    return _judged(done)


def _judged(done: Validated) -> Validated:
    """Return the result in the order of the RFC's steps."""
    sets = done.chain.sets
    if sets[-1].seal.chain == "fail":
        return _with(done, "fail", Broken.ENDED, len(sets))
    for one in sets:
        if one.seal.chain != ("none" if one.instance == 1 else "pass"):
            return _with(done, "fail", Broken.STATED, one.instance)
    newest = done.messages[-1]
    assert newest
    tried = [(Broken.MESSAGE, len(sets), newest)]
    tried += [(Broken.SEAL, one.instance, sealed) for one, sealed in zip(sets, done.seals, strict=True)][::-1]
    for result in ("fail", None, "temperror"):
        for broken, instance, verified in tried:
            if _outcome(verified) == result:
                return _with(done, result, broken, instance)
    return done


def _outcome(verified: Verified) -> str | None:
    """Return what a signature does to its chain; a body that differs does it whatever the key is."""
    if verified.passed:
        return "pass"
    if verified.body is False:
        return "fail"
    return verified.result if verified.result in {None, "temperror"} else "fail"


def _oldest(messages: tuple[Verified | None, ...]) -> int | None:
    """Return `oldest-pass` (RFC 8617 5.2, step 5)."""
    passing = 0
    for verified in reversed(messages):
        if verified is None or not verified.passed:
            break
        passing += 1
    if not passing:
        return None
    return 0 if passing == len(messages) else len(messages) - passing + 1


def _digests(chain: Chain) -> list[bytes]:
    """Return what each seal covers (5.1.1): the fields of all sets up to its own, the seal's own last."""
    before: list[bytes] = []
    found = []
    for one in chain.sets:
        before += _canonical(one)
        found.append(digest_of(before, one.seal) if one.seal.hash_name else hashlib.sha256().digest())
        own = one.seal.field
        before.append(canonical_field(own.octets, own.colon))
    return found


def _canonical(one: ArcSet) -> list[bytes]:
    fields = (one.results, one.message.field)
    return [canonical_field(field.octets, field.colon) for field in fields]


def _with(done: Validated, result: str | None, broken: Broken, instance: int) -> Validated:
    return Validated(done.chain, result, broken, instance, done.messages, done.seals, done.oldest_pass)
