"""Lines that were put into a body: taken out again at its end, at its beginning, at the ends of its parts."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from checkers.dkim.verification.octets import CRLF
from checkers.verify.changes.budget import Budget
from checkers.verify.changes.encodings import boundaries, marks

MAX_CUTS = 4_000  # lines at the end of a body that may be a footer
_PART_LINES = 80  # lines at the end or the beginning of a part
_BANNER_LINES = 60


@dataclass(frozen=True, slots=True)
class Inserted:
    """What was put in: a word of the vocabulary `change` and its place in the body."""

    change: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """The digest that a canonical body must have."""

    hash_name: str
    digest: bytes
    relaxed: bool
    budget: Budget

    def holds(self, *pieces: bytes | memoryview) -> bool:
        """Tell whether a canonical body in pieces is the one."""
        if not self.budget.take(sum(map(len, pieces))):
            return False
        digest = hashlib.new(self.hash_name, usedforsecurity=False)
        for piece in pieces:
            digest.update(piece)
        return digest.digest() == self.digest


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


def find_in_parts(canonical: bytes, head: bytes, wanted: Wanted) -> Inserted | None:
    """Return the lines in a part of a multipart, or the whole part, without which the body is the wanted one."""
    names = boundaries(head, canonical)
    places = [(place, name) for name in names for place in marks(canonical, name)]
    return _whole_part(canonical, names, wanted) or _inner_lines(canonical, sorted(places), wanted)


def _whole_part(canonical: bytes, names: list[bytes], wanted: Wanted) -> Inserted | None:
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


def _inner_lines(canonical: bytes, places: list[tuple[int, bytes]], wanted: Wanted) -> Inserted | None:
    view = memoryview(canonical)
    for number, (place, _) in enumerate(places):
        after = places[number - 1][0] if number else 0
        for start in _starts_before(canonical, place, after):
            if wanted.holds(view[:start], view[place:]):
                return Inserted("part-footer", start, place)
            if start and wanted.holds(view[:start], CRLF, view[place:]):
                return Inserted("part-footer", start, place)
        content = canonical.find(b"\r\n\r\n", place)
        if content < 0:
            continue
        following = places[number + 1][0] if number + 1 < len(places) else len(canonical)
        for end in _ends_after(canonical, content + 4, following):
            if wanted.holds(view[: content + 4], view[end:]):
                return Inserted("part-banner", content + 4, end)
    return None


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


def _starts_before(canonical: bytes, place: int, after: int) -> Iterator[int]:
    at = place
    for _ in range(_PART_LINES):
        at = canonical.rfind(b"\n", 0, max(at - 1, 0)) + 1
        if at <= after:
            return
        yield at


def _ends_after(canonical: bytes, start: int, limit: int) -> Iterator[int]:
    at = start
    for _ in range(_PART_LINES):
        at = canonical.find(b"\n", at, limit) + 1
        if not at:
            return
        yield at
