"""What a picture shows, without a word: its boxes, in which order, and what leads to what. One TOML file a picture."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = ("step", "question", "end", "carries", "good", "risks", "blocks", "advice")  # how a box looks

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Box:
    """A box: the last part of its key in the catalogue, how it looks, and code that no language changes."""

    name: str
    kind: str = "step"
    code: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A box on the way down, what stands beside it, and the keys of what the two ways out of it are called."""

    box: Box
    aside: Box | None = None
    to_aside: str = ""
    onward: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Steps from top to bottom."""

    name: str
    steps: tuple[Step, ...]

    def boxes(self) -> Iterator[Box]:
        """Yield every box in the order of reading."""
        for step in self.steps:
            yield step.box
            if step.aside:
                yield step.aside


@dataclass(frozen=True, slots=True)
class Ranks:
    """Rows of boxes side by side, and the names of boxes of one row that lead to boxes of the next."""

    name: str
    rows: tuple[tuple[Box, ...], ...]
    edges: tuple[tuple[str, str], ...]

    def boxes(self) -> Iterator[Box]:
        """Yield every box in the order of reading."""
        for row in self.rows:
            yield from row


type Picture = Flow | Ranks


def names() -> list[str]:
    """Return the names of all pictures."""
    return sorted(path.stem for path in _HERE.glob("*.toml"))


def read(name: str) -> Picture:
    """Return the picture of that name.

    Raises FileNotFoundError where there is none, ValueError for a description that cannot be drawn.
    """
    content = tomllib.loads((_HERE / f"{name}.toml").read_text("utf-8"))
    picture = _flow(name, content) if "step" in content else _ranks(name, content)
    said = [box.name for box in picture.boxes()]
    if len(said) != len(set(said)) or not all(box.kind in KINDS for box in picture.boxes()):
        raise ValueError(f"{name}: a box twice, or of no known kind")
    return picture


def _flow(name: str, content: dict[str, Any]) -> Flow:
    steps = (
        Step(
            _box(step),
            _box(step["aside"]) if "aside" in step else None,
            _key(name, step.get("to-aside", "")),
            _key(name, step.get("onward", "")),
        )
        for step in content["step"]
    )
    return Flow(name, tuple(steps))


def _ranks(name: str, content: dict[str, Any]) -> Ranks:
    rows = tuple(tuple(_box(box) for box in row["box"]) for row in content["row"])
    row_of = {box.name: number for number, row in enumerate(rows) for box in row}
    edges = tuple((start, end) for start, ends in content["leads-to"].items() for end in ends)
    if any(row_of[end] != row_of[start] + 1 for start, end in edges):
        raise ValueError(f"{name}: a box can only lead to the next row")
    return Ranks(name, rows, edges)


def _box(content: dict[str, Any]) -> Box:
    return Box(content["name"], content.get("kind", "step"), tuple(content.get("code", ())))


def _key(name: str, short: str) -> str:
    """Return the catalogue's key of a way's name: yes and no are said for all pictures alike."""
    return f"picture/{short}" if short in {"yes", "no"} else f"picture/{name}/{short}" if short else ""
