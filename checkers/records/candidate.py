"""A text that is meant as a record of some protocol, wherever it was found."""

from dataclasses import dataclass

from checkers.dns.answer import Paste
from checkers.text.mapped import Mapped


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that is meant as a record. `lines` is what to delete in order to delete it."""

    data: Mapped
    borders: tuple[int, ...] = ()
    lines: tuple[int, int] = (0, 0)
    quoted: bool = False
    owner: str = ""
    type: str = "TXT"
    type_place: tuple[int, int] | None = None
    complete: bool = True

    @classmethod
    def of(cls, strings: tuple[str, ...]) -> "Candidate":
        """Return the record that a DNS answer holds as these strings."""
        borders, at = [], 0
        for string in strings[:-1]:
            at += len(string)
            borders.append(at)
        return cls(Mapped.of("".join(strings)), tuple(borders))


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates; `paste` where the text is a DNS answer; `alone` where it is nothing but the record."""

    candidates: tuple[Candidate, ...]
    paste: Paste | None = None
    alone: bool = False
