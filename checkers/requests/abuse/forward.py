"""An inline forward: somebody of the recipient's own side wrote a new message round a few lines of the junk's head."""

import re
from functools import cache

from checkers.bounce.wording import listed
from checkers.message import Source, read_parts
from checkers.report import Span
from checkers.requests.abuse.message import Message
from checkers.requests.abuse.trace import Trace

_LINE = re.compile(r"^[>| \t*]*([^\W\d_][\w -]{0,18}?)\*?[ \t\xa0]?[::]\*?[ \t\xa0]*\S", re.MULTILINE)
_PREFIX = re.compile(r"\s*(?:wg|fwd?|tr|rv|enc|vs|vb|vl|i|pd|doorst)\s*:", re.IGNORECASE)
_SUBMITTED = re.compile(r"\bwith e?smtps?a\b|authenticated", re.IGNORECASE)
_REACH = 20_000  # characters of a part that are looked through
_NEAR = 600  # characters within which the fields of one block stand
_FEWEST = 3


def inline_forward(message: Message, way: Trace) -> Span | None:
    """Return where the forwarded head begins, None where the message is no forward of the recipient's own side.

    The quoted lines alone prove nothing, for junk quotes such lines too: the message must also have been written in
    the recipient's own domain, or have no way behind it and a subject that says that it was forwarded.
    """
    if way.taken and not _SUBMITTED.search(way.taken.text):
        return None
    subject = message.field("subject")
    forwarded = not way.hops and subject is not None and _PREFIX.match(subject.value) is not None
    return _quoted(message) if forwarded or _colleague(message) else None


def _colleague(message: Message) -> bool:
    sender = message.sender()
    domains = {address.rpartition("@")[2].lower() for address in message.victims() if "@" in address}
    return sender is not None and sender.value.rpartition("@")[2].lower() in domains


def _quoted(message: Message) -> Span | None:
    first, others = _words()
    for part in read_parts(Source(message.text)):
        if not part.type.startswith("text/"):
            continue
        text = part.passage().text[:_REACH]
        lines = [(line.start(1), line[1].lower().strip()) for line in _LINE.finditer(text)]
        for number, (start, name) in enumerate(lines):
            near = {other for place, other in lines[number + 1 : number + 8] if place - start < _NEAR}
            if name in first and len(near & others) >= _FEWEST - 1:
                found = message.head.source.text.find(text[start : start + 40].splitlines()[0])
                return message.head.source.span(found, found + len(name)) if found >= 0 else Span(0, 0)
    return None


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    named = listed("forwarded")
    return frozenset(named["from"]), frozenset(named["field"])
