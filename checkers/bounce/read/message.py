"""A whole message: its delivery status where it has one, else its words, else a bounce that was forwarded in it."""

from collections.abc import Iterable
from dataclasses import replace

from checkers.bounce.model import Action, Failure, Kind, Origin, Reading, Said
from checkers.bounce.read.dsn import is_dsn, read_dsn
from checkers.bounce.read.forwarded import notice
from checkers.bounce.read.kind import is_auto_reply, is_circular, signs, special
from checkers.bounce.read.outcome import MAX_CONTEXT, TEXT_LIMIT, heads, of_status, why
from checkers.bounce.read.reply import ADDRESS
from checkers.bounce.read.text import failure as from_words
from checkers.bounce.read.text import read_text
from checkers.message import Part, Passage

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
        return of_status(machine, texts)
    failed = [match[1].lower() for match in ADDRESS.finditer(head.get("x-failed-recipients"))]
    found = signs(head, "\n".join(text.text[:TEXT_LIMIT] for text in texts), returns=bool(inner))
    if not failed and found < _SIGNS_AGAINST_AUTO_REPLY and is_auto_reply(head):
        return Reading(Kind.AUTO_REPLY)
    if failed or (found >= _ENOUGH_SIGNS and not is_circular(head)):
        told = tuple(_in_words(head, texts, failed))  # none where a bounce was passed on under its own subject
        return (None if told else _forwarded(inner, level)) or Reading(Kind.BOUNCE, told)
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


def own_texts(parts: list[Part]) -> list[Passage]:
    """Return the words of the outermost message."""
    level = parts[0].level
    return _texts(part for part in parts if part.level == level and not part.type.startswith("multipart/"))


def _texts(parts: Iterable[Part]) -> list[Passage]:
    plain = [part.passage() for part in parts if part.type == "text/plain"]
    if any(passage.text.strip() for passage in plain):
        return plain
    return [part.passage() for part in parts if part.type == "text/html"] or plain


def _in_words(head: Part, texts: list[Passage], failed: list[str]) -> list[Failure]:
    own = {match[1].lower() for name in _OWN_FIELDS for match in ADDRESS.finditer(head.get(name))}
    for text in texts:
        if found := read_text(notice(text.within(0, min(len(text.text), TEXT_LIMIT))), own, set(failed)):
            return found
    words = heads(texts) if failed else []
    said = why(words, failed[0]) if failed else None  # named in the head alone
    around = words[0].head.text[:MAX_CONTEXT] if words else None
    return [replace(from_words(Said(address), said, Action.FAILED, Origin.TEXT), context=around) for address in failed]
