"""From pasted characters to a record, in the order in which one reading needs the other."""

from collections.abc import Sequence

from checkers.spf.clean import clean
from checkers.spf.model import Record
from checkers.spf.parse import parse
from checkers.spf.spacing import read_borders, read_gaps, read_joints, read_separators
from checkers.spf.version import find_version
from checkers.text.mapped import Mapped
from checkers.text.reading import Reading


def read_record(data: Mapped, borders: Sequence[int] = ()) -> tuple[Reading, Record | None]:
    """Return how `data` reads and the record in it, None where nothing in it looks like one.

    `borders` are the places where one string of the TXT record ends and the next begins.
    """
    reading = Reading(data)
    read_borders(reading, borders)
    clean(reading)
    if not find_version(reading):
        return reading, None
    read_separators(reading)
    read_joints(reading)
    read_gaps(reading)
    return reading, parse(reading.text)
