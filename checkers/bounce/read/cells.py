"""The cells of a table's row (RFC 4180)."""

import re

_MAX_CELL = 20_000
_MAX_CELLS = 200  # of a row
_QUOTED = re.compile(r"\"((?:[^\"]|\"\")*)\"[ \t]*")

type Cells = dict[str, tuple[int, int]]  # by what they mean


def cells_at(text: str, position: int, comma: str) -> tuple[list[tuple[int, int]], int]:
    """Return where the cells of a row stand (RFC 4180), and where the next row begins."""
    cells: list[tuple[int, int]] = []
    end = -1  # of the line
    while len(cells) < _MAX_CELLS:
        while text.startswith(" ", position):
            position += 1
        if match := _QUOTED.match(text, position, position + _MAX_CELL):
            cells.append(match.span(1))
            position = match.end()
        else:
            end = end if end >= position else _line_end(text, position)
            comes = text.find(comma, position, end)
            stop = comes if comes >= 0 else end
            cells.append((position, stop))
            position = stop
        if not text.startswith(comma, position):
            break
        position += 1
    return cells, _line_end(text, position) + 1


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return end if end >= 0 else len(text)
