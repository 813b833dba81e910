"""From pasted characters to a tag-list, in the order in which one reading needs the other."""

from dataclasses import dataclass, replace

from checkers.records.candidate import Candidate
from checkers.records.clean import clean
from checkers.records.protocol import Protocol
from checkers.records.said import Say
from checkers.records.spacing import read_inner_space, read_separators
from checkers.records.tags import TagList, parse_tags
from checkers.records.version import find_version
from checkers.text.reading import Reading

MAX_RECORD = 4_096  # characters: the longest real ones, keys of 8,192 bits, have 1,500


@dataclass(frozen=True, slots=True)
class TagRecord:
    """A record as read: where it was found, what was read over, its tags, and how findings about them are made.

    Places of tags are places in `tags.text`; `say` turns them into places of the reader's text. `unread` is the number
    of characters beyond MAX_RECORD, of which nothing is known.
    """

    protocol: Protocol
    candidate: Candidate
    reading: Reading
    tags: TagList
    say: Say
    unread: int = 0


def read_record(candidate: Candidate, protocol: Protocol) -> TagRecord | None:
    """Return the record in `candidate`, None where nothing in it looks like one of `protocol`."""
    unread = len(candidate.data) - MAX_RECORD
    if unread > 0:
        borders = tuple(border for border in candidate.borders if border < MAX_RECORD)
        candidate = replace(candidate, data=candidate.data.part(0, MAX_RECORD), borders=borders)
    reading = Reading(candidate.data)
    if protocol.prepare:
        protocol.prepare(reading)
    clean(reading, quoted=candidate.quoted)
    if protocol.strict:
        read_inner_space(reading)
    if not find_version(reading, protocol):
        return None
    read_separators(reading, protocol)
    return TagRecord(protocol, candidate, reading, parse_tags(reading.text), Say(reading.data), max(0, unread))
