"""A text on its way to a record: every slip that is read over is noted with its place and its edit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from checkers.report import Edit, Span
from checkers.text.mapped import Change, Mapped
from checkers.text.slips import Place, Slip


@dataclass(frozen=True, slots=True)
class Noted:
    """A slip, all its places in the input, and the edits that undo it."""

    slip: Slip
    spans: tuple[Span, ...]
    edits: tuple[Edit, ...]
    shown: str  # the first place as it stood
    meant: str  # and what it is read as
    valid: bool  # the grammar allows it all the same


MAX_PLACES = 500  # that are read over at once: who has more needs no list of them


class Reading:
    """The text as it is understood so far, and what was read over."""

    def __init__(self, data: Mapped) -> None:
        self.data = data
        self.noted: list[Noted] = []
        self.partly = False  # something is left that ought to be read over

    @property
    def text(self) -> str:
        """The text as it is understood so far."""
        return self.data.text

    def read_over(self, found: Mapping[Slip, Iterable[Place]]) -> None:
        """Note each slip that has a place, and go on with the text as it is meant. Places do not overlap.

        Those beyond the first MAX_PLACES are left as they stand.
        """
        changes: list[Change] = []
        for slip, places in found.items():
            listed = iter(places)
            kept = list(islice(listed, MAX_PLACES - len(changes)))
            self.partly |= next(listed, None) is not None
            if kept:
                self.noted.append(self._note(slip, kept))
                changes += [(place.start, place.end, place.meant) for place in kept]
        if changes:
            self.data = self.data.changed(changes)

    def _note(self, slip: Slip, places: list[Place]) -> Noted:
        marked = _merged(place.shown or (place.start, place.end) for place in places)
        return Noted(
            slip,
            tuple(self.data.span(*mark) for mark in marked),
            tuple(self.data.edit(place.start, place.end, place.meant) for place in places),
            self.text[marked[0][0] : marked[0][1]],
            places[0].meant,
            all(place.valid for place in places),
        )


def _merged(marks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in marks:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
