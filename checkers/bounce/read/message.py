"""A whole message: its delivery status where it has one, else its words, else a bounce that was forwarded in it."""

from collections.abc import Iterable
from dataclasses import replace

from checkers.bounce.model import Action, Failure, Kind, Origin, Reading, Said
from checkers.bounce.read.dsn import is_dsn, read_dsn
from checkers.bounce.read.kind import is_auto_reply, signs, special
from checkers.bounce.read.region import split
from checkers.bounce.read.reply import ADDRESS, host_in, reply_in, status_in
from checkers.bounce.read.text import failure as from_words
from checkers.bounce.read.text import read_text
from checkers.bounce.read.words import Words, in_one_line
from checkers.message import Part, Passage

TEXT_LIMIT = 400_000  # characters of text read for words; what explains a bounce stands at its beginning

_ENOUGH_SIGNS = 3
_SIGNS_AGAINST_AUTO_REPLY = 5
_OWN_FIELDS = ("to", "delivered-to", "envelope-to", "from", "sender", "errors-to", "reply-to", "cc")
_STATUS_TYPES = {
    "message/delivery-status",
    "message/global-delivery-status",
    "message/disposition-notification",  # only where it says "rejected": others were sorted out before
}


def read_message(parts: list[Part], level: int = 0) -> Reading:
    """Return what the message at `level` says; `parts` are its own and those of the messages in it."""
    head = next((part for part in parts if part.level == level and part.head), parts[0])
    if kind := special(head, parts):
        return Reading(kind)
    own = [part for part in parts if part.level == level and not part.type.startswith("multipart/")]
    inner = [part for part in parts if part.level > level]
    texts = _texts(own)
    if machine := [failure for part in own for failure in _status_fields(part)]:
        if inner and _came_back(inner[0]):
            machine += [failure for part in inner for failure in _status_fields(part)]
        heads = _heads(texts) if any(map(_unexplained, machine)) else []
        return only_failed([_explained(failure, heads) if _unexplained(failure) else failure for failure in machine])
    failed = [match[1].lower() for match in ADDRESS.finditer(head.get("x-failed-recipients"))]
    found = signs(head, "\n".join(text.text[:TEXT_LIMIT] for text in texts), returns=bool(inner))
    if not failed and found < _SIGNS_AGAINST_AUTO_REPLY and is_auto_reply(head):
        return Reading(Kind.AUTO_REPLY)
    if failed or found >= _ENOUGH_SIGNS:
        return Reading(Kind.BOUNCE, tuple(_in_words(head, texts, failed)))
    return _forwarded(inner, level) or Reading(Kind.OTHER)


def _forwarded(inner: list[Part], level: int) -> Reading | None:
    reading = read_message(inner, level + 1) if inner else None
    return reading if reading and reading.kind is Kind.BOUNCE else None


def _came_back(returned: Part) -> bool:
    """Tell whether the message that could not be delivered was itself a bounce: then its failure is told too."""
    sender = returned.get("return-path").lower()
    return "<>" in sender or "mailer-daemon" in sender


def _status_fields(part: Part) -> list[Failure]:
    if part.type not in _STATUS_TYPES and part.type != "text/plain":
        return []
    passage = part.passage()
    return read_dsn(passage) if part.type in _STATUS_TYPES or is_dsn(passage) else []


def _texts(parts: Iterable[Part]) -> list[Passage]:
    plain = [part.passage() for part in parts if part.type == "text/plain"]
    if any(passage.text.strip() for passage in plain):
        return plain
    return [part.passage() for part in parts if part.type == "text/html"] or plain


def _in_words(head: Part, texts: list[Passage], failed: list[str]) -> list[Failure]:
    own = {match[1].lower() for name in _OWN_FIELDS for match in ADDRESS.finditer(head.get(name))}
    for text in texts:
        if found := read_text(text.within(0, min(len(text.text), TEXT_LIMIT)), own, set(failed)):
            return found
    said = _why(_heads(texts), failed[0]) if failed else None  # named in the head alone
    return [from_words(Said(address), said, Action.FAILED, Origin.TEXT) for address in failed]


def _heads(texts: list[Passage]) -> list[Words]:
    return [Words.of(text.within(0, split(text.text[:TEXT_LIMIT]))) for text in texts]


def _why(heads: list[Words], address: str) -> Passage | None:
    return next((said for head in heads if (said := head.why(address.lower(), alone=True))), None)


def _vague(failure: Failure) -> bool:
    return failure.status is None or failure.status.value.endswith(".0.0")


def _unexplained(failure: Failure) -> bool:
    return failure.recipient is not None and (failure.diagnostic is None or _vague(failure))


def _explained(failure: Failure, heads: list[Words]) -> Failure:
    """Add to what the fields say what only the words say."""
    said = _why(heads, failure.recipient.value) if failure.recipient else None
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
    )


def only_failed(failures: list[Failure]) -> Reading:
    """Return what failed or waits; where nothing does it is good news."""
    kept = tuple(failure for failure in failures if failure.action in {Action.FAILED, Action.DELAYED})
    return Reading(Kind.BOUNCE, kept) if kept else Reading(Kind.DELIVERY_RECEIPT)
