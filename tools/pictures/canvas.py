"""The marks that a picture is made of, as SVG: classes for the style sheet and no colour."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from tools.pictures.widths import CODE, Style

_HEAD = 5  # half the width of an arrow's head, and its length

type Point = tuple[float, float]


@dataclass(slots=True)
class Canvas:
    """What has been drawn, lines behind boxes."""

    lines: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def box(self, corner: Point, size: Point, look: str, radius: int = 6) -> None:
        """Draw a rectangle with round corners; `look` names its class."""
        self.marks.append(
            f'<rect class="pl-{look}" x="{_n(corner[0])}" y="{_n(corner[1])}" width="{_n(size[0])}" '
            f'height="{_n(size[1])}" rx="{radius}"/>'
        )

    def text(self, at: Point, line: str, style: Style, *, centred: bool = False) -> None:
        """Write a line that begins at `at` on its base line, or has its middle there."""
        more = ' text-anchor="middle"' if centred else ""
        more += ' translate="no"' if style is CODE else ""
        self.marks.append(f'<text class="pl-{style.name}" x="{_n(at[0])}" y="{_n(at[1])}"{more}>{escape(line)}</text>')

    def line(self, points: Sequence[Point], *, arrow: bool = True) -> None:
        """Draw a line of upright and level parts, with an arrow's head at its end, which is not above its beginning."""
        *_, before, (x, y) = points
        down = before[0] == x
        path = "M" + "L".join(f"{_n(px)} {_n(py)}" for px, py in points)
        self.lines.append(f'<path class="pl-way{"" if arrow else " pl-aside"}" d="{path}"/>')
        if arrow:
            back = ((x - _HEAD, y - 1.6 * _HEAD), (x + _HEAD, y - 1.6 * _HEAD))
            level = ((x - 1.6 * _HEAD, y - _HEAD), (x - 1.6 * _HEAD, y + _HEAD))
            corners = ((x, y), *(back if down else level))
            self.lines.append(f'<path class="pl-arrow" d="M{"L".join(f"{_n(px)} {_n(py)}" for px, py in corners)}Z"/>')

    def svg(self, id_: str, size: Point, title: str, description: str) -> str:
        """Return the whole as an image with a title and a description, which `id_` makes unique on the page."""
        ids = quoteattr(f"{id_}-title {id_}-desc")
        head = f"<title id={quoteattr(f'{id_}-title')}>{escape(title)}</title>"
        head += f"<desc id={quoteattr(f'{id_}-desc')}>{escape(description)}</desc>"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(size[0])} {_n(size[1])}" role="img" '
            f"aria-labelledby={ids}>{head}{''.join(self.lines)}{''.join(self.marks)}</svg>"
        )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
