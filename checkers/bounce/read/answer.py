"""Bare SMTP answers: a text that is nothing else."""

import re
from dataclasses import replace

from checkers.bounce.model import Action, Failure, Origin, Said
from checkers.bounce.read.address import NOBODY, Found, Rank, find
from checkers.bounce.read.reply import host_in, reply_in, status_in
from checkers.bounce.read.text import failure
from checkers.message import Passage

_SHORT = 4000  # characters that one dialogue may have

_RCPT = re.compile(r"rcpt to: ?<([^<>\s]{1,320}@[^<>\s]{1,255})>", re.IGNORECASE)
_ANSWER = re.compile(
    r"(?<![\w.:/@-])[45]\d\d[ \t-]+#?[45]\.\d{1,3}\.\d{1,3}\b"
    r"|(?:^|[:;'\"(<>*|]) *[45]\d\d[ \t-]+#?[A-Za-z<\[(\"']"  # a number in a sentence is no answer
    r"|(?<![\w.])[45]\.\d{1,3}\.\d{1,3}(?![\w.]*\d)",
    re.ASCII | re.MULTILINE,
)


def read_answers(passage: Passage) -> list[Failure]:
    """Return the SMTP answers in a text that is nothing else: an answer of several lines is one."""
    if not (match := _ANSWER.search(passage.text)):
        return []
    start = passage.text.rfind("\n", 0, match.start()) + 1
    said = passage.within(start, len(passage.text) if len(passage.text) - start < _SHORT else start + _SHORT)
    status, reply = status_in(said), reply_in(said)
    code = (reply.value if reply else "") or (status.value if status else "5")
    action = Action.DELAYED if code[0] == "4" else Action.FAILED
    whole = _whole(passage, said)
    one = failure(_recipient(whole), said, action, Origin.LOG)
    return [replace(one, remote_host=one.remote_host or host_in(whole))]


def _whole(passage: Passage, said: Passage) -> Passage:
    """Return the whole of a short dialogue: the recipient stands before the answer."""
    return passage if len(passage.text) < _SHORT else said


def _order(one: Found) -> tuple[bool, bool, int]:
    return one.rank is not Rank.ALONE, one.rank is Rank.ANYWHERE, one.start


def _recipient(said: Passage) -> Said | None:
    """Return who the answer is about: the address that begins a line, or that RCPT named, else the first."""
    named = _RCPT.search(said.text)
    found = [one for one in find(said.text) if one.rank < Rank.NOT and not NOBODY.search(one.address)]
    first = min(found, key=_order, default=None)
    if named and (first is None or first.rank is not Rank.ALONE):
        return Said(named[1], said.span(*named.span(1)))
    return Said(first.address, said.span(first.start, first.end)) if first else None
