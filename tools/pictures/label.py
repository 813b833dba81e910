"""A box with its words: how high it is in a given width, and its drawing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tools.pictures.canvas import Canvas, Point
from tools.pictures.model import Box
from tools.pictures.widths import BODY, CODE, HEAD, Style, width, wrapped

PADDING = 10
_CHIP = 5  # room beside the code in its frame
_GAP = 5  # between frames, and above the first
_ASCENT = 0.76  # where the base line is, seen from the top of a line

type Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Label:
    """A box and the lines that stand in it."""

    box: Box
    wide: float
    lines: tuple[tuple[str, Style], ...]
    code: tuple[tuple[str, ...], ...]

    @property
    def high(self) -> float:
        """Return the height in units of the picture."""
        text = sum(style.line for _, style in self.lines)
        code = len(self.code) * (CODE.line + _GAP)
        return text + code + 2 * PADDING - 2

    def draw(self, canvas: Canvas, corner: Point) -> None:
        """Draw the box with its upper left corner there."""
        x, y = corner
        round_ = self.box.kind in {"question", "end"}
        canvas.box(corner, (self.wide, self.high), self.box.kind, 16 if round_ else 6)
        y += PADDING - 1
        for line, style in self.lines:
            canvas.text((x + PADDING, y + _ASCENT * style.line), line, style)
            y += style.line
        for row in self.code:
            y += _GAP
            self._chips(canvas, (x + PADDING, y), row)
            y += CODE.line

    def _chips(self, canvas: Canvas, corner: Point, row: tuple[str, ...]) -> None:
        x, y = corner
        for code in row:
            wide = width(code, CODE) + 2 * _CHIP
            canvas.box((x, y), (wide, CODE.line), "chip", 3)
            canvas.text((x + wide / 2, y + _ASCENT * CODE.line - 0.5), code, CODE, centred=True)
            x += wide + _GAP


def label(picture: str, box: Box, said: Said, wide: float) -> Label:
    """Return a box of a picture with its words in a width.

    Its words are `picture/<picture>/<box>` and, where there is more to say, the same with `/more`. Raises KeyError for
    a box without words, ValueError for code that is wider than its box.
    """
    key = f"picture/{picture}/{box.name}"
    room = wide - 2 * PADDING
    lines = [(line, HEAD) for line in wrapped(said[key], HEAD, room)]
    lines += [(line, BODY) for line in wrapped(said.get(f"{key}/more", ""), BODY, room)]
    return Label(box, wide, tuple(lines), tuple(_rows(box.code, room)))


def _rows(code: tuple[str, ...], room: float) -> Iterator[tuple[str, ...]]:
    """Yield what stands side by side."""
    row: list[str] = []
    used = 0.0
    for one in code:
        wide = width(one, CODE) + 2 * _CHIP
        if wide > room:
            raise ValueError(f"{one} is wider than its box")
        if row and used + _GAP + wide > room:
            yield tuple(row)
            row, used = [], 0.0
        used += wide + (_GAP if row else 0)
        row.append(one)
    if row:
        yield tuple(row)
