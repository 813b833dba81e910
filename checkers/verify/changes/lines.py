"""Lines that were put into a body, taken out again at its end and at its beginning; parts that were put in."""

import hashlib
from dataclasses import dataclass
from itertools import pairwise

from checkers.dkim.verification.octets import CRLF
from checkers.verify.changes.digests import Wanted
from checkers.verify.changes.leaves import boundaries, marks

MAX_CUTS = 4_000  # lines at the end of a body that may be a footer
_BANNER_LINES = 60


@dataclass(frozen=True, slots=True)
class Inserted:
    """What was put in: a word of the vocabulary `change` and its place in the body."""

    change: str
    start: int
    end: int


def find_footer(canonical: bytes, wanted: Wanted) -> Inserted | None:
    """Return the lines at the end of a canonical body without which it is the wanted one.

    The digest is carried on from line to line, so that all cuts together cost one pass.
    """
    ends = [0, *_line_ends(canonical)]
    if not wanted.budget.take(len(canonical)):
        return None
    digest = hashlib.new(wanted.hash_name, usedforsecurity=False)
    view, at = memoryview(canonical), 0
    for end in ends:
        digest.update(view[at:end])
        at = end
        if end == len(canonical):
            break
        if not end and not wanted.relaxed:
            empty = hashlib.new(wanted.hash_name, CRLF, usedforsecurity=False)
            if empty.digest() == wanted.digest:
                return Inserted("footer", 0, len(canonical))
        elif digest.copy().digest() == wanted.digest:
            return Inserted("footer", end, len(canonical))
    return None


def find_banner(canonical: bytes, wanted: Wanted) -> Inserted | None:
    """Return the lines at the beginning without which a canonical body is the wanted one."""
    at, view = 0, memoryview(canonical)
    for _ in range(_BANNER_LINES):
        at = canonical.find(b"\n", at) + 1
        if not at or at >= len(canonical):
            return None
        if wanted.holds(view[at:]):
            return Inserted("banner", 0, at)
    return None


def find_part(canonical: bytes, head: bytes, wanted: Wanted) -> Inserted | None:
    """Return the whole part of a multipart without which, or with which alone, the body is the wanted one."""
    if wanted.budget.octets < len(canonical):
        return None
    names = boundaries(head, canonical)
    view = memoryview(canonical)
    for name in names:
        places = marks(canonical, name)
        for start, end in pairwise(places):
            if wanted.holds(view[:start], view[end:]):
                return Inserted("part-added", start, end)
            inner = canonical.find(b"\r\n\r\n", start, end)
            if inner >= 0 and _is_wanted_body(canonical[inner + 4 : end], wanted):
                return Inserted("wrapped", inner + 4, end)
    return None


def _is_wanted_body(content: bytes, wanted: Wanted) -> bool:
    stripped = content.rstrip(CRLF)
    return wanted.holds(stripped + CRLF) if stripped else False


def _line_ends(canonical: bytes) -> list[int]:
    """Return where the last MAX_CUTS lines that are not empty end, in order."""
    found: list[int] = []
    at = len(canonical)
    while at > 0 and len(found) < MAX_CUTS:
        end = canonical.rfind(b"\n", 0, at)
        if end < 0:
            break
        if canonical[max(end - 3, 0) : end + 1] != b"\r\n\r\n" and end > 1:
            found.append(end + 1)
        at = end
    return found[::-1]
