"""Octets that are meant to be text."""

from codecs import getincrementaldecoder
from collections.abc import Sequence

_utf8 = getincrementaldecoder("utf-8")


def decoded(strings: Sequence[bytes]) -> tuple[str, ...]:
    """Return a record's strings as text: UTF-8 where the whole of them can be, else Latin-1, which every octet is.

    A character that begins in one string and ends in the next stands in the one where it ends.
    """
    try:
        if all(string.isascii() for string in strings):
            return tuple(string.decode("ascii") for string in strings)
        decoder = _utf8()
        last = len(strings) - 1
        return tuple(decoder.decode(string, number == last) for number, string in enumerate(strings))
    except UnicodeDecodeError:
        return tuple(string.decode("latin-1") for string in strings)
