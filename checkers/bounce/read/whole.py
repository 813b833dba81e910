"""Which reader reads what: a message or what somebody pasted."""

import re

from checkers.bounce.model import Failure, Kind, Reading
from checkers.bounce.read.answer import read_answers
from checkers.bounce.read.columns import read_columns
from checkers.bounce.read.dsn import is_dsn, read_dsn
from checkers.bounce.read.forwarded import notice
from checkers.bounce.read.kind import is_circular, speaks
from checkers.bounce.read.log import read_log
from checkers.bounce.read.message import own_texts, read_message
from checkers.bounce.read.outcome import TEXT_LIMIT, of_log, of_status
from checkers.bounce.read.paste import forwarded, heads, plain_lines, readable
from checkers.bounce.read.session import read_session
from checkers.bounce.read.text import read_text
from checkers.bounce.read.together import read_run_together
from checkers.message import Part, Passage, Source, read_parts

_HEAD_FIELDS = ("from", "received", "subject", "return-path")
_FEW_LINES = 4
_REFUSAL = re.compile(r"(?<![\w.])[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b", re.ASCII)


def read(raw: str) -> Reading:
    """Return what `raw` (a message, a delivery status, pasted text, a line or a log) says."""
    source = Source.of(raw.replace("\xa0", " "))  # a space that does not break is a space
    if reading := _message(source):
        return reading
    lines = plain_lines(source)
    return (lines is not source and _message(lines)) or _pasted(lines)


def _message(source: Source) -> Reading | None:
    """Return what a message says; None where the text does not begin like one."""
    parts = read_parts(source, opened=True)
    if not (parts and _is_head(parts[0])):
        return None
    reading = read_message(parts)
    if reading.kind is not Kind.OTHER:
        return reading
    if listed := read_columns(source.passage()):  # "Received : ...", as PowerShell prints a message trace
        return of_log(listed)
    return _forwarded(parts) or (reading if is_circular(parts[0]) else Reading(Kind.OTHER, _quoted(parts)))


def _is_head(part: Part) -> bool:
    """Tell whether what was given begins like a message: one "word:" may begin any sentence."""
    return len(part.fields) > 1 and any(part.get(name) for name in _HEAD_FIELDS)


def _forwarded(parts: list[Part]) -> Reading | None:
    """Return the bounce that somebody forwarded within the words of a message."""
    for text in own_texts(parts):
        lines = plain_lines(Source.of(text.text[:TEXT_LIMIT])).text
        start = forwarded(lines)
        if start is not None:
            inner = Passage(lines[start:], text.source, text.start, text.end, literal=False)
            reading = _words(inner)
            if reading.kind is Kind.BOUNCE and reading.failures:
                return reading
    return None


def _quoted(parts: list[Part]) -> tuple[Failure, ...]:
    """Return the refusal that somebody's own words quote: a reply with its enhanced code, which nobody else writes."""
    for text in own_texts(parts):
        start = text.within(0, min(len(text.text), TEXT_LIMIT))
        if match := _REFUSAL.search(start.text):
            line = start.text.rfind("\n\n", 0, match.start()) + 1
            return tuple(read_answers(start.within(line, len(start.text))))
    return ()


def _pasted(source: Source) -> Reading:
    for start in heads(source):
        parts = read_parts(source, start, opened=True)
        reading = read_message(parts) if _is_head(parts[0]) else None
        if reading and reading.failures:
            return reading
    return _words(readable(source))


def _words(passage: Passage) -> Reading:
    if is_dsn(passage):
        return of_status(read_dsn(passage), [passage])
    for reader in (read_columns, read_log, read_session):
        if listed := reader(passage):
            return of_log(listed)
    start = notice(passage.within(0, min(len(passage.text), TEXT_LIMIT)))
    if together := read_run_together(start):
        return Reading(Kind.BOUNCE, tuple(together))
    short = start.text.strip().count("\n") < _FEW_LINES
    if not speaks(start.text):
        answers = read_answers(start)
        return Reading(Kind.BOUNCE, tuple(answers)) if answers else Reading(Kind.OTHER)
    failures = (read_answers(start) if short else []) or read_text(start) or read_answers(start)
    return Reading(Kind.BOUNCE, tuple(failures))
