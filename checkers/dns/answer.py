"""What a pasted DNS answer holds."""

from dataclasses import dataclass

from checkers.dns.model import Status
from checkers.text.mapped import Mapped, joined


@dataclass(frozen=True, slots=True)
class PastedRecord:
    """One record of a pasted answer; `strings` are the strings of a TXT record, else the one text of its data."""

    name: str
    type: str
    strings: tuple[Mapped, ...]
    complete: bool = True  # False where the tool cut the text off
    lines: tuple[int, int] = (0, 0)  # the whole lines that it takes, line break included
    type_place: tuple[int, int] | None = None  # where its type stands

    @property
    def data(self) -> Mapped:
        """The strings joined without anything between them (RFC 7208 3.3)."""
        return joined(self.strings)

    @property
    def borders(self) -> tuple[int, ...]:
        """Where in `data` one string ends and the next begins."""
        places, at = [], 0
        for string in self.strings[:-1]:
            at += len(string)
            places.append(at)
        return tuple(places)


@dataclass(frozen=True, slots=True)
class Paste:
    """A pasted answer: its records in order; `status`, `asked` and `asked_type` where the text says them."""

    records: tuple[PastedRecord, ...]
    status: Status | None = None
    asked: str = ""
    asked_type: str = ""
