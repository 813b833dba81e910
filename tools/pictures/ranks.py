"""Rows of boxes that lead to the next row; on a narrow page a row of more than two stands one below the other."""

from collections.abc import Sequence

from tools.pictures.canvas import Canvas, Point
from tools.pictures.label import Label, Said, label
from tools.pictures.model import Ranks

WIDE, NARROW = 680, 328
_BETWEEN, _CLOSE = 20, 10  # boxes side by side
_STEP = 34  # rows
_RAIL, _INDENT = 14, 42  # where boxes hang one below the other
_STACKED = 12
_BESIDE = 2  # as many stand side by side on a narrow page


def wide(ranks: Ranks, said: Said) -> tuple[Canvas, Point]:
    """Return the drawing for a wide page and its size."""
    return _drawn(ranks, said, WIDE, _BETWEEN)


def narrow(ranks: Ranks, said: Said) -> tuple[Canvas, Point]:
    """Return the drawing for a narrow page and its size; raises ValueError for a long row that is not the last."""
    if any(len(row) > _BESIDE for row in ranks.rows[:-1]):
        raise ValueError(f"{ranks.name}: only the last row can be longer than {_BESIDE}")
    return _drawn(ranks, said, NARROW, _CLOSE)


def _drawn(ranks: Ranks, said: Said, whole: int, between: int) -> tuple[Canvas, Point]:
    canvas, y = Canvas(), 1.0
    feet: dict[str, Point] = {}  # where a way leaves a box
    for number, row in enumerate(ranks.rows):
        y += _STEP if number else 0
        starts = [[feet[start] for start, end in ranks.edges if end == box.name] for box in row]
        if whole == NARROW and len(row) > _BESIDE:
            y = _stack(canvas, [label(ranks.name, box, said, whole - _INDENT - 1) for box in row], starts, y)
            continue
        each = (whole - 2 - between * (len(row) - 1)) / len(row)
        labels = [label(ranks.name, box, said, each) for box in row]
        high = max(one.high for one in labels)
        for place, (one, from_) in enumerate(zip(labels, starts, strict=True)):
            x = 1 + place * (each + between)
            one.draw(canvas, (x, y))
            _ways(canvas, from_, (x, each, y), len(row))
            feet[one.box.name] = (x + each / 2, y + one.high)
        y += high
    return canvas, (whole, y + 1)


def _ways(canvas: Canvas, starts: Sequence[Point], end: tuple[float, float, float], beside: int) -> None:
    """Draw the ways to the top of a box that begins at `end[0]`, is `end[1]` wide and begins at the height `end[2]`."""
    x, wide_, y = end
    for start in starts:
        straight = beside == 1 and x < start[0] < x + wide_  # to wherever it meets a box that has the row to itself
        target = start[0] if straight else x + wide_ / 2
        bend = y - _STEP / 2
        points = [start, (target, y)] if target == start[0] else [start, (start[0], bend), (target, bend), (target, y)]
        canvas.line(points)


def _stack(canvas: Canvas, labels: Sequence[Label], starts: Sequence[Sequence[Point]], top: float) -> float:
    """Draw boxes one below the other, hung from a rail at their left; return where the last one ends."""
    y = top
    for one, from_ in zip(labels, starts, strict=True):
        middle = y + one.high / 2
        bend = top - _STEP / 2
        for start in from_:
            canvas.line([start, (start[0], bend), (_RAIL, bend), (_RAIL, middle), (_INDENT, middle)])
        one.draw(canvas, (_INDENT, y))
        y += one.high + _STACKED
    return y - _STACKED
