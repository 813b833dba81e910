"""A picture in words: the same sentences as a list, for whoever cannot see it or would rather read."""

from collections.abc import Iterator
from html import escape

from tools.pictures.label import Said
from tools.pictures.model import Box, Flow, Picture, Step


def listed(picture: Picture, said: Said) -> str:
    """Return the HTML of a list of what a picture says, in the order of its ways."""
    items = _steps(picture, said) if isinstance(picture, Flow) else _rows(picture.name, picture.rows, said)
    return f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>"


def _steps(flow: Flow, said: Said) -> Iterator[str]:
    for step in flow.steps:
        yield _box(flow.name, step.box, said) + "".join(_ways(flow.name, step, said))


def _ways(name: str, step: Step, said: Said) -> Iterator[str]:
    ways = []
    if step.aside:
        ways.append(_named(step.to_aside, said) + _box(name, step.aside, said))
    if step.onward:
        ways.append(_named(step.onward, said) + escape(said["picture/onward"]))
    if ways:
        yield f"<ul>{''.join(f'<li>{way}</li>' for way in ways)}</ul>"


def _rows(name: str, rows: tuple[tuple[Box, ...], ...], said: Said) -> Iterator[str]:
    for row in rows:
        boxes = [_box(name, box, said) for box in row]
        yield boxes[0] if len(boxes) == 1 else f"<ul>{''.join(f'<li>{box}</li>' for box in boxes)}</ul>"


def _named(key: str, said: Said) -> str:
    return f"<em>{escape(said[key])}</em>: " if key else ""


def _box(name: str, box: Box, said: Said) -> str:
    key = f"picture/{name}/{box.name}"
    head, more = said[key], said.get(f"{key}/more", "")
    colon = ":" if more and head[-1].isalnum() else ""
    code = " ".join(f"<code>{escape(one)}</code>" for one in box.code)
    parts = (f"<strong>{escape(head)}</strong>{colon}", escape(more), code)
    return " ".join(part for part in parts if part).replace("\N{SOFT HYPHEN}", "&shy;")
