"""A key that was pasted without its name: taken for the one key that is asked for."""

import re

from checkers.arc.sets import MAX_SETS
from checkers.dkim.verification.octets import Octets
from checkers.dkim.verification.record import Trouble, read_record
from checkers.dkim.verification.signature import Kind, read_signature
from checkers.dkim.verification.verify import MAX_SIGNATURES
from checkers.dns import Answer, Book, Question, Status
from checkers.inputs import Inputs
from checkers.registry import finding
from checkers.report import Finding, Span

_MAX = 16_384  # characters: a key record is shorter
_STRING = re.compile(r'"([^"]*)"')
_LIMITS = {Kind.DKIM: MAX_SIGNATURES, Kind.MESSAGE: MAX_SETS, Kind.SEAL: MAX_SETS}


def learn_bare_key(message: Octets, inputs: Inputs, book: Book) -> tuple[Finding, ...]:
    """Enter a key without a name into `book` where exactly one of the message's keys is open, and say so."""
    given = inputs.text("answers")
    text = given.strip()
    if not text or len(text) > _MAX:
        return ()
    record = "".join(_STRING.findall(text)) if text.startswith('"') else text
    if read_record(record).trouble is Trouble.OTHER:
        return ()
    open_ = [name for name in _names(message) if book.known(name, "TXT") is None]
    if len(open_) != 1:
        return ()
    book.learn({Question.ask(open_[0], "TXT"): Answer(Status.NOERROR, (record,))})
    start = given.index(text)
    return (finding("message.bare-key", Span(start, start + len(text), "answers"), name=open_[0]),)


def _names(message: Octets) -> list[str]:
    fields = [(kind, field) for kind, limit in _LIMITS.items() for field in message.named(kind.encode())[:limit]]
    found = (read_signature(field, kind) for kind, field in fields)
    return list(dict.fromkeys(one.key_name for one in found if one.key_name and not one.fault))
