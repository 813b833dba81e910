"""What many recipients' outcomes come to, with the words added that the fields of a delivery status lack."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from checkers.bounce.model import Action, Failure, Kind, Reading
from checkers.bounce.read.region import split
from checkers.bounce.read.reply import host_in, reply_in, status_in
from checkers.bounce.read.words import Words, in_one_line
from checkers.message import Passage

TEXT_LIMIT = 400_000  # characters of text read for words; what explains a bounce stands at its beginning
MAX_CONTEXT = 4000  # characters
_MAX_EXPLAINED = 300  # recipients; more are named by no words meant for people

_BAD = {Action.FAILED, Action.DELAYED}


def of_status(failures: Collection[Failure], texts: Sequence[Passage]) -> Reading:
    """Return what a delivery status says, with the words of `texts` where its fields say little."""
    unclear = heads(texts) if any(map(_unexplained, failures)) else []
    around = unclear[0].head.text[:MAX_CONTEXT] if unclear and len(failures) == 1 else None
    read = [
        _explained(failure, unclear, around) if number < _MAX_EXPLAINED and _unexplained(failure) else failure
        for number, failure in enumerate(failures)
    ]
    kept = tuple(failure for failure in read if failure.action in _BAD)
    return Reading(Kind.BOUNCE, kept) if kept else Reading(Kind.DELIVERY_RECEIPT)


def of_log(failures: Collection[Failure]) -> Reading:
    """Return what failed or waits; where nothing does it is good news."""
    kept = tuple(failure for failure in failures if failure.action in _BAD)
    return Reading(Kind.BOUNCE, kept) if kept else Reading(Kind.DELIVERED)


def heads(texts: Sequence[Passage]) -> list[Words]:
    """Return the words of each text before the returned message in it."""
    return [Words.of(text.within(0, split(text.text[:TEXT_LIMIT]))) for text in texts]


def why(unclear: list[Words], address: str) -> Passage | None:
    """Return what was said of an address, the only one that failed."""
    return next((said for head in unclear if (said := head.why(address.lower(), alone=True))), None)


def _vague(failure: Failure) -> bool:
    return failure.status is None or failure.status.value.endswith(".0.0")


def _unexplained(failure: Failure) -> bool:
    return failure.recipient is not None and (failure.diagnostic is None or _vague(failure))


def _explained(failure: Failure, unclear: list[Words], around: str | None) -> Failure:
    """Add to what the fields say what only the words say."""
    said = why(unclear, failure.recipient.value) if failure.recipient else None
    if said is None:
        return failure
    spoken = status_in(said) if _vague(failure) else None
    return replace(
        failure,
        status=spoken or failure.status,
        field_status=failure.status if spoken else failure.field_status,
        reply=failure.reply or reply_in(said),
        diagnostic=failure.diagnostic or in_one_line(said),
        remote_host=failure.remote_host or host_in(said),
        context=around,
    )
