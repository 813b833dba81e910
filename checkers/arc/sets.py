"""The ARC sets of a message, RFC 8617 4.1 and 4.2: three fields a hop, held together by their number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from checkers.dkim.verification.octets import Field, Octets
from checkers.dkim.verification.signature import Kind, Signature, read_signature

MAX_SETS = 50  # RFC 8617 4.2.1
RESULTS = b"arc-authentication-results"

_FIELDS = (RESULTS, Kind.MESSAGE.encode(), Kind.SEAL.encode())
_INSTANCE = re.compile(r"\s*i\s*=\s*([1-9][0-9]?)\s*;")


class Flaw(StrEnum):
    """Why the fields of a message are no chain."""

    FIELD = "field"  # one of them cannot be read
    NUMBER = "number"  # one of them has no number from 1 to 50
    TWICE = "twice"
    INCOMPLETE = "incomplete"
    GAP = "gap"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class ArcSet:
    """One hop's three fields."""

    instance: int
    results: Field
    message: Signature
    seal: Signature


@dataclass(frozen=True, slots=True)
class Chain:
    """The sets in order of their number; a `flaw` at `field` or in set `instance` makes the chain fail."""

    sets: tuple[ArcSet, ...] = ()
    flaw: Flaw | None = None
    instance: int = 0
    field: Field | None = None
    signature: Signature | None = None  # the one that cannot be read

    @property
    def present(self) -> bool:
        """Tell whether there is anything of ARC in the message."""
        return bool(self.sets) or self.flaw is not None


def read_chain(message: Octets) -> Chain:
    """Return the ARC sets of a message."""
    fields = [(name, field) for name in _FIELDS for field in message.named(name)]
    if len(fields) > MAX_SETS * len(_FIELDS):
        return Chain(flaw=Flaw.TOO_MANY, field=fields[0][1])
    found: dict[int, dict[bytes, Field | Signature]] = {}
    for name, field in fields:
        read = field if name == RESULTS else read_signature(field, Kind(name.decode()))
        instance = _instance(read)
        if isinstance(read, Signature) and read.fault:
            return Chain(flaw=Flaw.FIELD, instance=instance, field=field, signature=read)
        if not 1 <= instance <= MAX_SETS:
            return Chain(flaw=Flaw.NUMBER, field=field)
        own = found.setdefault(instance, {})
        if name in own:
            return Chain(flaw=Flaw.TWICE, instance=instance, field=field)
        own[name] = read
    return _in_order(found)


def _in_order(found: Mapping[int, Mapping[bytes, Field | Signature]]) -> Chain:
    sets = []
    for expected, instance in enumerate(sorted(found), 1):
        own = found[instance]
        if instance != expected:
            return Chain(flaw=Flaw.GAP, instance=expected)
        results, message, seal = (own.get(name) for name in _FIELDS)
        if not (isinstance(results, Field) and isinstance(message, Signature) and isinstance(seal, Signature)):
            return Chain(flaw=Flaw.INCOMPLETE, instance=instance)
        sets.append(ArcSet(instance, results, message, seal))
    return Chain(tuple(sets))


def _instance(read: Field | Signature) -> int:
    if isinstance(read, Signature):
        return read.instance
    match = _INSTANCE.match(read.value)
    return int(match[1]) if match else 0
