"""Bounces that lost their line ends: several recipients in one line, each with its answer."""

import re
from collections.abc import Iterator
from itertools import islice

from checkers.bounce.model import Action, Failure, Origin, Said
from checkers.bounce.read.address import NOBODY, Found, Rank, find
from checkers.bounce.read.reply import reply_in, status_in
from checkers.bounce.read.text import MAX_RECIPIENTS, failure
from checkers.message import Passage

_ENTRY = re.compile(r"(?:^|(?<=\s))<([^<>\s]{1,320}@[^<>\s]{1,255})>(?: \(expanded from [^()]{1,320}\))?:\s(?=\S)")
_RETURNED = re.compile(
    r"\s(?:-{3,} ?(?:below this line|original message|the body|start of)|return-path: <|received: (?:from|by) )",
    re.IGNORECASE,
)
_OPENS = re.compile(  # "Remote Server returned '550 5.1.10 ...'": in every language between quotes
    r"(?<=\s)['\"‘“„«‹]\s?(?=[45]\d\d[ \n-])", re.ASCII
)
_CLOSES = re.compile(r"\s?['\"’”“»›](?=[\s.,;)]|$)|\n\n")
_SEVERAL = 2
_MAX_ENTRY = 1000


def read_run_together(passage: Passage) -> list[Failure]:
    """Return the recipients of a bounce that lost its line ends, empty where it has them.

    Read are "<a@example.com>: ... <b@example.net>: ..." and "a@example.com ... '550 ...' b@example.net ... '550 ...'".
    """
    returned = _RETURNED.search(passage.text)
    stop = returned.start() if returned else len(passage.text)
    return _entries(passage, stop) or _answers(passage, stop)


def _entries(passage: Passage, stop: int) -> list[Failure]:
    entries = list(islice(_ENTRY.finditer(passage.text, 0, stop), MAX_RECIPIENTS))
    if len(entries) < _SEVERAL or all(_begins_line(passage.text, entry.start()) for entry in entries):
        return []
    ends = [*(entry.start() for entry in entries[1:]), stop]
    read = [
        _failure(passage, Said(entry[1], passage.span(*entry.span(1))), entry.end(), end)
        for entry, end in zip(entries, ends, strict=True)
    ]
    return _latest(read)


def _answers(passage: Passage, stop: int) -> list[Failure]:
    answers = list(islice(_quoted(passage.text, stop), MAX_RECIPIENTS))
    if len(answers) < _SEVERAL:
        return []
    read: list[Failure] = []
    named: list[Found] = []
    found = (one for one in find(passage.text) if one.rank < Rank.NOT and not NOBODY.search(one.address))
    waiting = next(found, None)
    for begins, ends in answers:
        before: list[Found] = []
        while waiting and waiting.start < begins:
            before.append(waiting)
            waiting = next(found, None)
        while waiting and waiting.start < ends:  # named within the answer
            waiting = next(found, None)
        if before:
            one = before[0]
            named.append(one)
            said = Said(one.address, passage.span(one.start, one.end))
            read.append(_failure(passage, said, begins, ends))
    if len(named) < _SEVERAL or all(_begins_line(passage.text, one.start) for one in named):
        return []
    return _latest(read)


def _quoted(text: str, stop: int) -> Iterator[tuple[int, int]]:
    """Yield where answers in quotes begin and end; one that nothing closes ends where an entry must."""
    position = 0
    while opens := _OPENS.search(text, position, stop):
        limit = min(stop, opens.end() + _MAX_ENTRY)
        closes = _CLOSES.search(text, opens.end(), limit)
        position = closes.start() if closes else limit
        yield opens.end(), position


def _latest(read: list[Failure]) -> list[Failure]:
    return list({one.recipient and one.recipient.value.lower(): one for one in reversed(read)}.values())[::-1]


def _begins_line(text: str, place: int) -> bool:
    return not text[text.rfind("\n", 0, place) + 1 : place].strip()


def _failure(passage: Passage, recipient: Said, start: int, end: int) -> Failure:
    said = passage.within(start, min(end, start + _MAX_ENTRY))
    code = reply_in(said) or status_in(said)
    action = Action.DELAYED if code and code.value[0] == "4" else Action.FAILED
    return failure(recipient, said, action, Origin.TEXT)
