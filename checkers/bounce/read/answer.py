"""Bare SMTP answers: a text that is nothing else."""

import re
from dataclasses import replace
from itertools import islice

from checkers.bounce.model import Action, Failure, Origin, Said
from checkers.bounce.read.address import NOBODY, Found, Rank, find
from checkers.bounce.read.reply import host_in, reply_in, status_in
from checkers.bounce.read.text import MAX_RECIPIENTS, failure
from checkers.message import Passage

_SHORT = 4000  # characters that one dialogue may have

_RCPT = re.compile(r"rcpt to: ?<([^<>\s]{1,320}@[^<>\s]{1,255})>", re.IGNORECASE)
_ENTRY = re.compile(r"(?:^|(?<=\s))<([^<>\s]{1,320}@[^<>\s]{1,255})>(?: \(expanded from [^()]{1,320}\))?:\s(?=\S)")
_RETURNED = re.compile(
    r"\s(?:-{3,} ?(?:below this line|original message|the body|start of)|return-path: <|received: (?:from|by) )",
    re.IGNORECASE,
)
_SEVERAL = 2
_MAX_ENTRY = 1000
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


def read_run_together(passage: Passage) -> list[Failure]:
    """Return the recipients of a bounce that lost its line ends: "<a@example.com>: ... <b@example.net>: ..."."""
    returned = _RETURNED.search(passage.text)
    stop = returned.start() if returned else len(passage.text)
    entries = list(islice(_ENTRY.finditer(passage.text, 0, stop), MAX_RECIPIENTS))
    if len(entries) < _SEVERAL or all(_begins_line(passage.text, entry.start()) for entry in entries):
        return []
    ends = [*(entry.start() for entry in entries[1:]), stop]
    read = [_entry(passage, entry, end) for entry, end in zip(entries, ends, strict=True)]
    return list({one.recipient and one.recipient.value.lower(): one for one in reversed(read)}.values())[::-1]


def _begins_line(text: str, place: int) -> bool:
    return not text[text.rfind("\n", 0, place) + 1 : place].strip()


def _entry(passage: Passage, entry: re.Match[str], end: int) -> Failure:
    said = passage.within(entry.end(), min(end, entry.end() + _MAX_ENTRY))
    code = reply_in(said) or status_in(said)
    action = Action.DELAYED if code and code.value[0] == "4" else Action.FAILED
    return failure(Said(entry[1], passage.span(*entry.span(1))), said, action, Origin.TEXT)


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
