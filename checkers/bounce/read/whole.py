"""Which reader reads what: a message or what somebody pasted."""

from checkers.bounce.model import Kind, Reading
from checkers.bounce.read.dsn import is_dsn, read_dsn
from checkers.bounce.read.kind import speaks
from checkers.bounce.read.log import read_answers, read_log
from checkers.bounce.read.message import TEXT_LIMIT, only_failed, read_message
from checkers.bounce.read.text import read_text
from checkers.message import Part, Source, read_parts

_HEAD_FIELDS = ("from", "received", "subject", "return-path")
_FEW_LINES = 4


def read(raw: str) -> Reading:
    """Return what `raw` (a message, a delivery status, pasted text or a line) says."""
    source = Source.of(raw)
    parts = read_parts(source)
    if parts and _is_head(parts[0]):
        return read_message(parts)
    quoted = source.text.startswith(">") or "\n>" in source.text
    return _pasted(source.unquoted() if quoted else source)


def _is_head(part: Part) -> bool:
    """Tell whether what was given begins like a message: one "word:" may begin any sentence."""
    return len(part.fields) > 1 and any(part.get(name) for name in _HEAD_FIELDS)


def _pasted(source: Source) -> Reading:
    passage = source.passage()
    if is_dsn(passage):
        return only_failed(read_dsn(passage))
    if logged := read_log(passage):
        return only_failed(logged)
    short = passage.text.strip().count("\n") < _FEW_LINES
    start = passage.within(0, min(len(passage.text), TEXT_LIMIT))
    if not speaks(start.text):
        answers = read_answers(passage)
        return Reading(Kind.BOUNCE, tuple(answers)) if answers else Reading(Kind.OTHER)
    failures = (read_answers(passage) if short else []) or read_text(start) or read_answers(passage)
    return Reading(Kind.BOUNCE, tuple(failures))
