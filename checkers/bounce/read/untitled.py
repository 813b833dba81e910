"""Lines of Exchange's message tracking log without the line of titles: the shape of the cells tells what they are."""

import re

from checkers.bounce.read.cells import Cells, cells_at
from checkers.bounce.read.reply import ADDRESS
from checkers.bounce.wording import wording

_MAX_LINES = 20_000
_FEW = 8  # cells of a line
_TIMED = re.compile(r"\"?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]*Z?\"?,")
_MESSAGE = re.compile(r"<[^<>\s]{1,900}>")
_LIST = re.compile(rf"{ADDRESS.pattern}(?:; ?{ADDRESS.pattern})*")
_EVENTS = [wording("event", kind) for kind in ("failed", "delayed", "delivered", "relayed", "expanded", "other")]


def untitled(text: str) -> list[Cells]:
    """Return the cells of each line that begins with a time, as Exchange writes it (Microsoft, message tracking).

    The recipients are the first cell with nothing but addresses after the Message-ID, what was answered is the next
    one, and the event stands before the Message-ID. Empty where no line has that shape.
    """
    rows: list[Cells] = []
    position = 0
    for _ in range(_MAX_LINES):
        if not _TIMED.match(text, position):
            end = text.find("\n", position)
            if end < 0 or (not rows and text[position:end].strip() and not text.startswith("#", position)):
                break
            position = end + 1
            continue
        cells, position = cells_at(text, position, ",")
        if row := _row(text, cells):
            rows.append(row)
        if position >= len(text):
            break
    return rows


def _row(text: str, cells: list[tuple[int, int]]) -> Cells | None:
    message = next((n for n, place in enumerate(cells) if _MESSAGE.fullmatch(text, *place)), None)
    if message is None or len(cells) < _FEW:
        return None
    after = range(message + 1, len(cells) - 1)
    to = next((number for number in after if _LIST.fullmatch(text, *cells[number])), None)
    event = next((place for place in reversed(cells[:message]) if _is_event(text[slice(*place)])), None)
    if to is None or event is None:
        return None
    row: Cells = {"recipient": cells[to], "event": event, "message": cells[message]}
    start, end = cells[to + 1]
    return row | {"answer": (start, end)} if start < end else row


def _is_event(cell: str) -> bool:
    return cell.isalpha() and any(kind.fullmatch(cell) for kind in _EVENTS)
