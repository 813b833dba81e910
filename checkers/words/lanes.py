"""Where the boxes of a diagram stand, and which way its arrows take: one past a rank gets a place of its own in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from checkers.report import Box, Diagram, Link, Severity

type Key = tuple[str, int, int, Severity | None]  # a box, or arrows that go through together: what, rank, place, state


@dataclass(frozen=True, slots=True)
class Lane:
    """A piece of an arrow from one rank to the next: heights in parts of 1."""

    start: float
    end: float
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class Rank:
    """The boxes of a rank from the top with their places in the diagram, and the arrows to the next one.

    A place without a box lets arrows through: its severity is theirs.
    """

    cells: tuple[tuple[Box | None, int, Severity | None], ...]
    lanes: tuple[Lane, ...]


def links_of(diagram: Diagram) -> list[Link]:
    """Return the arrows that lead from a box to one of a later rank."""
    sizes = [len(rank) for rank in diagram.ranks]

    def there(place: tuple[int, int]) -> bool:
        return 0 <= place[0] < len(sizes) and 0 <= place[1] < sizes[place[0]]

    return [one for one in diagram.links if there(one.start) and there(one.end) and one.start[0] < one.end[0]]


def lanes(diagram: Diagram) -> list[Rank]:
    """Return the ranks as they are drawn."""
    heights: list[dict[Key, float]] = [
        {("box", number, place, None): (place + 0.5) / len(rank) for place in range(len(rank))}
        for number, rank in enumerate(diagram.ranks)
    ]
    ways: list[list[Key]] = []
    for link in links_of(diagram):
        start: Key = ("box", *link.start, None)
        end: Key = ("box", *link.end, None)
        high, low = heights[link.start[0]][start], heights[link.end[0]][end]
        between: list[Key] = []
        for number in range(link.start[0] + 1, link.end[0]):
            share = (number - link.start[0]) / (link.end[0] - link.start[0])
            key: Key = ("through", *link.end, link.severity)
            heights[number].setdefault(key, high + share * (low - high))
            between.append(key)
        ways.append([start, *between, end])
    orders = [sorted(rank, key=rank.__getitem__) for rank in heights]
    return [_rank(diagram, number, orders, ways) for number in range(len(diagram.ranks))]


def _rank(diagram: Diagram, number: int, orders: Sequence[list[Key]], ways: Sequence[list[Key]]) -> Rank:
    cells = tuple(
        (diagram.ranks[number][place] if what == "box" else None, place, severity)
        for what, _, place, severity in orders[number]
    )
    found: dict[Lane, None] = {}
    for way, link in zip(ways, links_of(diagram), strict=True):
        at = number - link.start[0]
        if 0 <= at < len(way) - 1:
            start, end = orders[number], orders[number + 1]
            found[Lane(_middle(start, way[at]), _middle(end, way[at + 1]), link.severity)] = None
    return Rank(cells, tuple(found))


def _middle(order: list[Key], key: Key) -> float:
    return (order.index(key) + 0.5) / len(order)
