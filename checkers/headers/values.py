"""A field's lines as one value: folded lines as they stand, lines that lost their blank joined as they were meant."""

import re
from collections.abc import Iterable
from itertools import pairwise

from checkers.headers.lines import Group, Piece
from checkers.text.mapped import Change, Mapped, joined

# Left by a transfer encoding that was not undone (RFC 2045 6.7): "spf=3Dpass", a "=" at the end of a line.
_ENCODED = re.compile(r"=3D|=2[0-9A-F](?=[^A-Za-z0-9+/=]|$)|=[ \t]*\r?\n[ \t]*|=\Z")
_HARD = 2  # lines of the same length: cut at a column
_INNER = re.compile(r"[\w.=:@/+-]")
_LISTED = (
    "pass fail softfail softpass neutral none temperror permerror bestguesspass spf dkim dmarc compauth action reason"
    " arc quarantine oreject reject from with by id for via esmtp esmtps smtp https version cipher client-ip helo"
    " envelope-from smtp.mailfrom smtp.helo header.from header.d header.i header.s header.b"
)
_WORDS = frozenset(_LISTED.split())


def value_of(group: Group, source: Mapped, width: int) -> Mapped:
    """Return what a field says; `width` is the column at which the paste's lines are cut, 0 where they are not."""
    pieces = group.pieces
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1 or not any(piece.lost or piece.bare for piece in pieces):
        start = next((piece.start for piece in pieces if piece.start < piece.end), first.start)
        value = source.part(start, max(start, last.end))
    else:
        value = joined(_glued(pieces, source, width))
    return _decoded(value)


def cut_at(groups: Iterable[Group], text: str) -> int:
    """Return the column at which lines are cut anywhere, 0 where nothing shows that they are."""
    lengths = [
        before.end - text.rfind("\n", 0, before.end) - 1
        for group in groups
        for before, after in pairwise(group.pieces)
        if after.lost
    ]
    width = max(lengths, default=0)
    return width if lengths.count(width) >= _HARD and 2 * lengths.count(width) >= len(lengths) else 0


def _glued(pieces: list[Piece], source: Mapped, width: int) -> Iterable[Mapped]:
    text = source.text
    yield source.part(pieces[0].start, pieces[0].end)
    for before, piece in pairwise(pieces):
        apart = text[before.end - 1 : before.end].isspace() or not (piece.lost and _belong(before, piece, text, width))
        if apart and before.end:
            place = source.span(before.end - 1, before.end).end
            yield Mapped(" ", [place], [place], source.origin)
        yield source.part(piece.start, piece.end)


def _belong(before: Piece, piece: Piece, text: str, width: int) -> bool:
    """Tell whether a line was cut within a word."""
    if width:
        return before.end - text.rfind("\n", 0, before.end) - 1 == width
    if not (_INNER.match(text, max(before.end - 1, 0)) and _INNER.match(text, piece.start)):
        return False
    left = re.split(r"[\s=;()]", text[max(before.start, before.end - 40) : before.end])[-1].lower()
    right = re.split(r"[\s=;()]", text[piece.start : min(piece.end, piece.start + 40)])[0].lower()
    whole = left in _WORDS and right in _WORDS
    return not whole and (
        left + right in _WORDS or left[-1:] in {"", ".", "@", ":", "-", "/"} or right[:1] in set(".@=-/")
    )


def _decoded(value: Mapped) -> Mapped:
    text = value.text
    if "=?" in text:  # encoded words (RFC 2047) are something else
        return value
    if "=3D" not in text and not (text.endswith("=") and text[-2:-1].isdigit() and "(" in text):
        return value
    changes: list[Change] = []
    for match in _ENCODED.finditer(value.text):
        code = match[0][1:3]
        changes.append((match.start(), match.end(), chr(int(code, 16)) if re.fullmatch("[23][0-9A-F]", code) else ""))
    return value.changed(changes) if changes else value
