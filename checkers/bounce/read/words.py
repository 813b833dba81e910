"""Which words of a bounce explain why an address failed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from checkers.bounce.model import Said
from checkers.bounce.read.address import Found, Rank, find
from checkers.bounce.read.reply import REPLY, STATUS
from checkers.bounce.wording import wording
from checkers.message import Passage

_MAX_DIAGNOSTIC = 1000
_MAX_LINES = 50
_MENTIONS = 6  # places of one address that are looked at
_WHY = wording("place", "why")
_BLANK = re.compile(r"\n[ \t]*\n")
_CODE_ALONE = re.compile(r"[45]\.\d{1,3}\.\d{1,3}[ \t]*(?:$|\n(?![ \t]))", re.ASCII)  # "Status code: 550 5.1.10"


@dataclass(frozen=True, slots=True)
class Words:
    """The words before the returned message, with what they hold."""

    head: Passage
    found: tuple[Found, ...]
    mentions: Mapping[str, list[tuple[int, int]]]  # by address: from its end to the next one that is another
    answers: tuple[int, ...]  # where lines begin that hold an SMTP answer
    codes: tuple[int, ...]  # where lines begin that hold an enhanced code

    @classmethod
    def of(cls, head: Passage) -> Self:
        """Look through a text once."""
        found = tuple(find(head.text))
        mentions = _mentions(found, len(head.text))
        return cls(head, found, mentions, _lines(REPLY, head.text), _lines(STATUS, head.text))

    def why(self, address: str, *, alone: bool) -> Passage | None:
        """Return what was said of `address` (lower case): next to it, else in a line that names it.

        Where it is `alone`, no other address having failed, any line with a code is about it.
        """
        text = self.head.text
        chunks = [chunk for place in self.mentions.get(address, ())[:_MENTIONS] for chunk in _chunk(text, *place)]
        coded = list(self._coded(address, chunks, alone=alone))
        if coded:  # the code that says why, before one that only stands in a table
            return self.head.within(*next((place for place in coded if not self._code_alone(*place)), coded[0]))
        return self.head.within(*chunks[0]) if chunks else self._paragraph(address)

    def _coded(self, address: str, chunks: Sequence[tuple[int, int]], *, alone: bool) -> Iterator[tuple[int, int]]:
        text = self.head.text
        for code, lines in ((REPLY, self.answers), (STATUS, self.codes)):
            yield from (place for place in chunks if code.search(text, *place))
            for start in lines:
                stop = _paragraph_end(text, start)
                if alone or address in text[start:stop].lower():
                    yield start, stop

    def _code_alone(self, start: int, stop: int) -> bool:
        """Tell whether the first code of a stretch ends its line and the next does not go on with it."""
        code = STATUS.search(self.head.text, start, stop)
        return code is not None and _CODE_ALONE.match(self.head.text, code.start(1)) is not None

    def _paragraph(self, address: str) -> Passage | None:
        """Return the paragraph that names the address where nothing follows it, else the first that says why."""
        text = self.head.text
        places = self.mentions.get(address)
        said = None if places else _WHY.search(text)
        if not places and not said:
            return None
        place = places[0][0] if places else said.start() if said else 0
        earliest = max(0, place - _MAX_DIAGNOSTIC)
        blank = text.rfind("\n\n", earliest, place)
        return self.head.within(blank + 2 if blank >= 0 else earliest, _paragraph_end(text, place))


def _mentions(found: Sequence[Found], length: int) -> dict[str, list[tuple[int, int]]]:
    """Return where each address stands and where the next one begins that begins a line and is another."""
    mentions: dict[str, list[tuple[int, int]]] = {}
    near, far = ("", length), ("", length)  # the next such address, and the next that is not the same as that
    for one in reversed(found):
        address = one.address.lower()
        mentions.setdefault(address, []).append((one.end, far[1] if near[0] == address else near[1]))
        if one.rank <= Rank.NAMED:
            near, far = (address, one.start), near if near[0] != address else far
    return {address: places[::-1] for address, places in mentions.items()}


def in_one_line(said: Passage) -> Said | None:
    """Return the words of a passage in one line, None where there are none."""
    words = " ".join(said.text.split())
    if not words:
        return None
    lead = len(said.text) - len(said.text.lstrip())
    return Said(words, said.span(lead, len(said.text.rstrip())))


def _lines(code: re.Pattern[str], text: str) -> tuple[int, ...]:
    lines: list[int] = []
    position = 0
    while len(lines) < _MAX_LINES and (match := code.search(text, position)):
        lines.append(text.rfind("\n", position, match.start()) + 1 or position)
        position = text.find("\n", match.end())
        if position < 0:
            break
        position += 1
    return tuple(lines)


def _chunk(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in ">)]\"':;,. \t":
        start += 1
    stop = min(_paragraph_end(text, start), end)
    if not _said(text, start, stop):  # a blank line comes first
        while stop < end and text[stop] in " \t\n":
            stop += 1
        start, stop = stop, min(_paragraph_end(text, stop), end)
    if _said(text, start, stop).endswith(":") and stop < end:  # "for the following reason:"
        stop = min(_paragraph_end(text, stop + 1), end)
    if start < stop:
        yield start, stop


def _said(text: str, start: int, stop: int) -> str:
    return text[start:stop].strip(" \t\n>)-<*")


def _paragraph_end(text: str, start: int) -> int:
    blank = _BLANK.search(text, start, start + _MAX_DIAGNOSTIC)
    return blank.start() if blank else min(len(text), start + _MAX_DIAGNOSTIC)
