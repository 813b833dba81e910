"""What a pasted DNS answer holds."""

from dataclasses import dataclass
from functools import cached_property

from checkers.dns.model import Status, normal_name
from checkers.dns.status import asked_name, asked_type, said_status
from checkers.text.mapped import Mapped, joined


@dataclass(frozen=True, slots=True)
class PastedRecord:
    """One record of a pasted answer; `strings` are the strings of a TXT record, else the one text of its data.

    `name` is whole where the text says the origin, else as written ("@", "_dmarc"); `origin` is that of the place.
    """

    name: str
    type: str
    strings: tuple[Mapped, ...]
    complete: bool = True  # False where the tool cut the text off
    lines: tuple[int, int] = (0, 0)  # the whole lines that it takes, line break included
    type_place: tuple[int, int] | None = None  # where its type stands
    origin: str = ""
    name_place: tuple[int, int] | None = None  # where its name stands in a zone file's line

    @property
    def data(self) -> Mapped:
        """The strings joined without anything between them (RFC 7208 3.3)."""
        return self.strings[0] if len(self.strings) == 1 else joined(self.strings)

    @property
    def borders(self) -> tuple[int, ...]:
        """Where in `data` one string ends and the next begins."""
        places, at = [], 0
        for string in self.strings[:-1]:
            at += len(string)
            places.append(at)
        return tuple(places)


@dataclass(frozen=True)
class Paste:
    """A pasted answer: its records in order, and what `text` says beside them, which is seldom asked."""

    records: tuple[PastedRecord, ...]
    text: str

    @cached_property
    def status(self) -> Status | None:
        """How the lookup ended, None where the text does not say it."""
        return said_status(self.text)

    @cached_property
    def asked(self) -> str:
        """The name that was asked for, in normal form, empty where the text does not say it."""
        return normal_name(asked_name(self.text))

    @cached_property
    def asked_type(self) -> str:
        """The record type that was asked for, empty where the text does not say it."""
        return asked_type(self.text)
