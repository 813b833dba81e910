"""Lines of mail server logs (Postfix, Exim, sendmail) and bare SMTP answers."""

import re
from collections.abc import Iterator
from itertools import islice

from checkers.bounce.model import Action, Failure, Origin, Said
from checkers.bounce.read.address import NOBODY, Rank, find
from checkers.bounce.read.reply import host_in, reply_in, status_in
from checkers.bounce.read.text import MAX_RECIPIENTS, failure
from checkers.bounce.read.words import in_one_line
from checkers.message import Passage

MAX_LINES = 20_000
_SHORT = 4000  # characters that one dialogue may have

_POSTFIX = re.compile(r"\bto=<?(?P<to>[^>,\s]{1,320})>?,(?P<rest>.*?\b(?:stat|status)=(?P<status>\w+).*)")
_EXIM = re.compile(r"(?:^| )(?P<flag>\*\*|==) (?P<to>[^\s<]{1,320})(?: <[^>]{1,320}>)?(?P<rest>[ :].*)")
_DSN = re.compile(r"\bdsn=([245]\.\d{1,3}\.\d{1,3})")
_REASON = re.compile(r"\b(?:stat|status)=\w+[ ,:(]*(.*)")
_RCPT = re.compile(r"rcpt to: ?<([^<>\s]{1,320}@[^<>\s]{1,255})>", re.IGNORECASE)
_ENTRY = re.compile(r"(?:^|(?<=\s))<([^<>\s]{1,320}@[^<>\s]{1,255})>(?: \(expanded from [^()]{1,320}\))?: (?=\S)")
_MAX_ENTRY = 1000
_STATED = {
    "bounced": Action.FAILED,
    "undeliverable": Action.FAILED,
    "expired": Action.FAILED,
    "deferred": Action.DELAYED,
    "user": Action.FAILED,  # sendmail: stat=User unknown
    "service": Action.FAILED,
    "host": Action.FAILED,
    "reply": Action.FAILED,
}
_ANSWER = re.compile(
    r"(?<![\w.:/@-])[45]\d\d[ \t-]+#?(?:[45]\.\d{1,3}\.\d{1,3}\b|[A-Za-z<\[(\"'])"
    r"|(?<![\w.])[45]\.\d{1,3}\.\d{1,3}(?![\w.]*\d)",
    re.ASCII,
)


def read_log(passage: Passage) -> list[Failure]:
    """Return what each log line says of its recipient; lines that are none are passed over."""
    failures = []
    for start, end in _lines(passage.text):
        line = passage.text[start:end]
        if ("to=" in line and "stat" in line) and (match := _POSTFIX.search(line)):
            failures.append(_logged(passage, start, match, _STATED.get(match["status"].lower(), Action.DELIVERED)))
        elif ("** " in line or "== " in line) and (match := _EXIM.search(line)) and "@" in match["to"]:
            action = Action.FAILED if match["flag"] == "**" else Action.DELAYED
            failures.append(_logged(passage, start, match, action))
    return failures


def read_answers(passage: Passage) -> list[Failure]:
    """Return the SMTP answers in a text that is nothing else: an answer of several lines is one."""
    if not (match := _ANSWER.search(passage.text)):
        return []
    entries = list(islice(_ENTRY.finditer(passage.text), MAX_RECIPIENTS))
    if len(entries) > 1:  # a bounce that lost its line ends
        ends = [*(entry.start() for entry in entries[1:]), len(passage.text)]
        return [_entry(passage, entry, end) for entry, end in zip(entries, ends, strict=True)]
    start = passage.text.rfind("\n", 0, match.start()) + 1
    said = passage.within(start, len(passage.text) if len(passage.text) - start < _SHORT else start + _SHORT)
    status, reply = status_in(said), reply_in(said)
    code = (reply.value if reply else "") or (status.value if status else "5")
    action = Action.DELAYED if code[0] == "4" else Action.FAILED
    return [failure(_recipient(_whole(passage, said)), said, action, Origin.LOG)]


def _entry(passage: Passage, entry: re.Match[str], end: int) -> Failure:
    said = passage.within(entry.end(), min(end, entry.end() + _MAX_ENTRY))
    code = reply_in(said) or status_in(said)
    action = Action.DELAYED if code and code.value[0] == "4" else Action.FAILED
    return failure(Said(entry[1], passage.span(*entry.span(1))), said, action, Origin.TEXT)


def _whole(passage: Passage, said: Passage) -> Passage:
    """Return the whole of a short dialogue: the recipient stands before the answer."""
    return passage if len(passage.text) < _SHORT else said


def _recipient(said: Passage) -> Said | None:
    """Return who the answer is about: the address that begins a line, or that RCPT named, else the first."""
    named = _RCPT.search(said.text)
    found = [one for one in find(said.text) if one.rank < Rank.NOT and not NOBODY.search(one.address)]
    first = min(found, key=lambda one: (one.rank is not Rank.ALONE, one.start), default=None)
    if named and (first is None or first.rank is not Rank.ALONE):
        return Said(named[1], said.span(*named.span(1)))
    return Said(first.address, said.span(first.start, first.end)) if first else None


def _logged(passage: Passage, start: int, match: re.Match[str], action: Action) -> Failure:
    rest = passage.within(start + match.start("rest"), start + match.end("rest"))
    reason = _REASON.search(rest.text)
    said = rest.within(*reason.span(1)) if reason else rest
    dsn = _DSN.search(rest.text)
    status = status_in(said) or (Said(dsn[1], rest.span(*dsn.span(1))) if dsn else None)
    to = Said(match["to"], passage.span(start + match.start("to"), start + match.end("to")))
    return Failure(action, Origin.LOG, to, None, status, None, reply_in(said), in_one_line(said), host_in(rest))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = number = 0
    while start < len(text) and number < MAX_LINES:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start:
            yield start, min(end, start + 20_000)
        start, number = end + 1, number + 1
