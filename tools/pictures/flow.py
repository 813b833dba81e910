"""Steps from top to bottom: what stands beside a step is beside it on a wide page and below it on a narrow one."""

from tools.pictures.canvas import Canvas, Point
from tools.pictures.label import Label, Said, label
from tools.pictures.model import Flow, Step
from tools.pictures.widths import BODY, width, wrapped

WIDE, NARROW = 680, 328
_MAIN, _BETWEEN = 362, 88  # on a wide page: the steps, and the way to what stands beside
_SPINE = 14  # on a narrow page: the way down, seen from the left
_INDENT = 42
_STEP = 26  # between steps
_NAMED = 34  # the same where the way has a name
_BEFORE = 5  # between a way and its name


def wide(flow: Flow, said: Said) -> tuple[Canvas, Point]:
    """Return the drawing for a wide page and its size."""
    canvas, y, x = Canvas(), 1.0, _MAIN / 2
    for number, step in enumerate(flow.steps):
        box, aside = _labels(flow, step, said, _MAIN, WIDE - _MAIN - _BETWEEN - 1)
        high = max(box.high, aside.high if aside else 0)
        box.draw(canvas, (1, y + (high - box.high) / 2))
        if aside:
            middle = y + high / 2
            canvas.line([(_MAIN, middle), (_MAIN + _BETWEEN, middle)], arrow=_leads(step))
            _name_above(canvas, said.get(step.to_aside, ""), middle)
            aside.draw(canvas, (_MAIN + _BETWEEN, y + (high - aside.high) / 2))
        start, y = y + (high + box.high) / 2, y + high
        if number + 1 < len(flow.steps):
            following = _labels(flow, flow.steps[number + 1], said, _MAIN, WIDE - _MAIN - _BETWEEN - 1)
            rest = max(following[1].high - following[0].high, 0) / 2 if following[1] else 0
            gap = _NAMED if step.onward else _STEP
            canvas.line([(x, start), (x, y + gap + rest)])
            _name(canvas, said.get(step.onward, ""), (x + 2 * _BEFORE, y + gap / 2 + BODY.size / 3), _MAIN / 2)
            y += gap
    return canvas, (WIDE, y + 1)


def narrow(flow: Flow, said: Said) -> tuple[Canvas, Point]:
    """Return the drawing for a narrow page and its size."""
    canvas, y = Canvas(), 1.0
    for number, step in enumerate(flow.steps):
        last = number + 1 == len(flow.steps)
        box, aside = _labels(flow, step, said, NARROW - 2, NARROW - _INDENT - 1)
        box.draw(canvas, (1, y))
        y += box.high
        start = y
        if aside:
            y += _NAMED - 8 if step.to_aside else _STEP / 2
            _name(canvas, said.get(step.to_aside, ""), (_SPINE + 2 * _BEFORE, y - 8), NARROW - 3 * _SPINE)
            middle = y + aside.high / 2
            canvas.line([(_SPINE, start), (_SPINE, middle), (_INDENT, middle)], arrow=_leads(step))
            aside.draw(canvas, (_INDENT, y))
            y += aside.high
        if not last:
            gap = _NAMED if step.onward else _STEP
            canvas.line([(_SPINE, start), (_SPINE, y + gap)])
            _name(canvas, said.get(step.onward, ""), (_SPINE + 2 * _BEFORE, y + gap / 2 + BODY.size / 3), NARROW / 2)
            y += gap
    return canvas, (NARROW, y + 1)


def _labels(flow: Flow, step: Step, said: Said, main: float, beside: float) -> tuple[Label, Label | None]:
    aside = label(flow.name, step.aside, said, beside) if step.aside else None
    return label(flow.name, step.box, said, main), aside


def _leads(step: Step) -> bool:
    """Tell whether the way leads to what stands beside a step, which else only shows what goes on with it."""
    return step.aside is not None and step.aside.kind != "carries"


def _name(canvas: Canvas, text: str, at: Point, limit: float) -> None:
    """Write a way's name in one line; raises ValueError where it is too long for that."""
    if width(text, BODY) > limit:
        raise ValueError(f"the name of a way is too long: {text}")
    if text:
        canvas.text(at, text, BODY)


def _name_above(canvas: Canvas, text: str, y: float) -> None:
    """Write a way's name over the level line at `y`, the way's whole length at its disposal."""
    lines = wrapped(text, BODY, _BETWEEN - 8) if text else []
    for number, line in enumerate(lines, 1):
        at = (_MAIN + _BETWEEN / 2 - 2, y - _BEFORE - 1 - (len(lines) - number) * (BODY.line - 2))
        canvas.text(at, line, BODY, centred=True)
