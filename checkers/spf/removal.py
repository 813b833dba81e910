"""Taking terms out of a record."""

from collections.abc import Sequence

from checkers.records.said import Say
from checkers.report import Edit
from checkers.text.token import Token

MAX_EDITS = 500  # places that one finding offers to change


def removal(say: Say, tokens: Sequence[Token], others: Sequence[Edit] = ()) -> list[Edit] | None:
    """Return `others` and the edits that delete terms, neighbours in one; None where they are too many to offer."""
    runs: list[Token] = []
    for token in tokens:
        if runs and _are_neighbours(say, runs[-1], token):
            runs[-1] = Token("", runs[-1].start, token.end)
        else:
            runs.append(token)
    return [*others, *map(say.remove, runs)] if len(runs) <= MAX_EDITS else None


def _are_neighbours(say: Say, left: Token, right: Token) -> bool:
    """Tell whether nothing but spaces stands between two terms, and stands there in the reader's text too."""
    gap, starts = right.start - left.end, say.data.starts
    if starts[right.start] - starts[left.end] != gap:
        return False
    return gap == 1 or say.data.text[left.end : right.start].isspace()
