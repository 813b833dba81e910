"""Hashing many bodies that begin alike: what they have in common is hashed once."""

import hashlib
from dataclasses import dataclass
from typing import Any, NamedTuple

from checkers.verify.changes.budget import Budget


class Cut(NamedTuple):
    """A body without something: what comes before `keep`, then `middle`, then what comes from `resume` on."""

    keep: int
    middle: bytes
    resume: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """The digest that a canonical body must have."""

    hash_name: str
    digest: bytes
    relaxed: bool
    budget: Budget

    def holds(self, *pieces: bytes | memoryview) -> bool:
        """Tell whether a canonical body in pieces is the one."""
        if not self.budget.take(sum(map(len, pieces))):
            return False
        digest = self.new()
        for piece in pieces:
            digest.update(piece)
        return bool(digest.digest() == self.digest)

    def new(self) -> Any:
        """Return a hash of nothing yet."""
        return hashlib.new(self.hash_name, usedforsecurity=False)


class Walker:
    """A canonical body hashed from `at` on, whose cuts must come in the order of their `keep`."""

    def __init__(self, wanted: Wanted, octets: bytes, state: Any = None, at: int = 0) -> None:
        self._wanted = wanted
        self._view = memoryview(octets)
        self._state = state or wanted.new()
        self._at = at

    def holds(self, cut: Cut) -> bool:
        """Tell whether the body with this cut is the wanted one."""
        return (state := self.after(cut, len(self._view))) is not None and state.digest() == self._wanted.digest

    def after(self, cut: Cut, end: int) -> Any:
        """Return the hash of the body with this cut up to `end`, None where the budget does not reach."""
        if cut.keep < self._at or not self._wanted.budget.take(cut.keep - self._at + max(end - cut.resume, 0)):
            return None
        self._state.update(self._view[self._at : cut.keep])
        self._at = cut.keep
        state = self._state.copy()
        state.update(cut.middle)
        state.update(self._view[cut.resume : end])
        return state
