"""Bounces written for people: which of the addresses failed, and which words say why.

No program's wording is demanded. What bounces of all programs share is the place: the failed address begins its line,
or stands in a line that says why; then comes the answer of the other server.
"""

from collections.abc import Collection
from dataclasses import replace

from checkers.bounce.model import Action, Failure, Origin, Said
from checkers.bounce.read.address import NOBODY, Found, Rank
from checkers.bounce.read.outcome import MAX_CONTEXT
from checkers.bounce.read.region import split
from checkers.bounce.read.reply import generating_host, host_in, receiving_host, reply_in, status_in
from checkers.bounce.read.words import Words, in_one_line
from checkers.bounce.wording import wording
from checkers.message import Passage

MAX_RECIPIENTS = 300

_DELAYED = wording("place", "delayed")
_GIVEN_UP = wording("place", "given_up")


def read_text(passage: Passage, own: Collection[str] = (), known: Collection[str] = ()) -> list[Failure]:
    """Return the recipients that the words of a bounce say have failed.

    `own` are addresses in lower case that did not fail: the sender's and the bounce's own; `known` are those that
    certainly did.
    """
    words = Words.of(passage.within(0, split(passage.text)))
    chosen = _chosen(words.found, own, known)
    if not chosen and not known and len(words.head.text) < len(passage.text):
        words = Words.of(passage)
        chosen = [one for one in _chosen(words.found, own, known) if one.rank <= Rank.SAYS_WHY]
    action = Action.DELAYED if is_delay(words.head.text) else Action.FAILED
    wrote, refused = generating_host(passage.text), receiving_host(words.head)
    read = [_failure(words, one, action, alone=len(chosen) == 1) for one in chosen]
    around = words.head.text[:MAX_CONTEXT] if len(read) == 1 else None
    return [replace(one, reporting_host=wrote, remote_host=one.remote_host or refused, context=around) for one in read]


def is_delay(text: str) -> bool:
    """Tell whether a text says that delivery is still being tried."""
    return _DELAYED.search(text) is not None and _GIVEN_UP.search(text) is None


def failure(recipient: Said | None, said: Passage | None, action: Action, origin: Origin) -> Failure:
    """Return what the words `said` tell about a recipient."""
    if said is None:
        return Failure(action, origin, recipient)
    code, reply, host = status_in(said), reply_in(said), host_in(said)
    return Failure(action, origin, recipient, None, code, None, reply, in_one_line(said), host)


def _chosen(found: Collection[Found], own: Collection[str], known: Collection[str]) -> list[Found]:
    if known:
        pool = [one for one in found if one.address.lower() in known]
    else:
        placed = [one for one in found if one.rank < Rank.NOT]
        others = [one for one in placed if one.address.lower() not in own]
        pool = [one for one in others if not NOBODY.search(one.address)]
        pool = pool or [one for one in others if one.rank <= Rank.SAYS_WHY]
        pool = pool or [one for one in placed if one.rank <= Rank.NAMED]  # mail to oneself
        best = min((one.rank for one in pool), default=Rank.NOT)
        pool = [one for one in pool if one.rank == best]
    first: dict[str, Found] = {}
    for one in sorted(pool, key=lambda one: (one.rank, one.start)):
        first.setdefault(one.address.lower(), one)
    return sorted(first.values(), key=lambda one: one.start)[:MAX_RECIPIENTS]


def _failure(words: Words, one: Found, action: Action, *, alone: bool) -> Failure:
    recipient = Said(one.address, words.head.span(one.start, one.end))
    return failure(recipient, words.why(one.address.lower(), alone=alone), action, Origin.TEXT)
