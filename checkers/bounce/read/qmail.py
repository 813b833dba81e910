"""The log of qmail: one line begins a delivery and names the recipient, a later one says what became of it."""

import re
from collections.abc import Iterator

from checkers.bounce.model import Action, Failure, Origin, Said
from checkers.bounce.read.reply import host_in, reply_in, status_in
from checkers.message import Passage

_STARTING = re.compile(r"starting\s+delivery\s+(\d+):\s+msg\s+(\d+)\s+to\s+(?:remote|local)\s+(\S+)")
_ENDED = re.compile(r"delivery\s+(\d+):\s+(success|failure|deferral):\s+(\S+)")
_ENDINGS = {"success": Action.DELIVERED, "failure": Action.FAILED, "deferral": Action.DELAYED}


class Deliveries:
    """The deliveries that were begun and have not ended yet."""

    def __init__(self) -> None:
        self._begun: dict[str, tuple[str, Said]] = {}

    def read(self, record: Passage) -> Iterator[Failure]:
        """Yield what a record says of a delivery that ended; its words come with "_" in place of spaces."""
        if match := _STARTING.search(record.text):
            self._begun[match[1]] = match[2], Said(match[3], record.span(*match.span(3)))
        elif (match := _ENDED.search(record.text)) and match[1] in self._begun:
            message, recipient = self._begun.pop(match[1])
            place = record.within(*match.span(3))
            said = Passage(place.text.replace("_", " "), place.source, place.start, place.end, literal=False)
            code, reply, host = status_in(said), reply_in(said), host_in(said)
            words = Said(said.text, record.span(*match.span(3)))
            yield Failure(
                _ENDINGS[match[2]], Origin.LOG, recipient, None, code, None, reply, words, host, queue_id=message
            )
