"""In place of dns.renderer, which brings what writes whole messages: a record alone is written to compare it."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO


@contextmanager
def prefixed_length(output: BytesIO, length_length: int) -> Iterator[None]:
    """Write what is written meanwhile behind its own length, which takes so many bytes.

    Raises OverflowError where it is longer than they can say.
    """
    place = output.tell()
    output.write(bytes(length_length))
    yield
    end = output.tell()
    output.seek(place)
    output.write((end - place - length_length).to_bytes(length_length, "big"))
    output.seek(end)
