"""How far apart two short words are, for "did you mean"."""

from collections.abc import Iterable

MAX_WORD = 64  # a longer word is no slip of the pen; the table below is quadratic


def distance(left: str, right: str, limit: int) -> int:
    """Return the number of letters to insert, delete, change or swap with a neighbour (optimal string alignment).

    More than `limit` is `limit + 1`: nobody asks how much more, and most words are settled after a few letters.
    """
    if left == right:
        return 0
    if abs(len(left) - len(right)) > limit or max(len(left), len(right)) > MAX_WORD:
        return limit + 1
    if not _share_a_piece(left, right, 2 * limit + 1):
        return limit + 1
    before: list[int] = []
    last = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [limit + 1] * (len(right) + 1)
        row[0] = i
        for j in range(max(1, i - limit), min(len(right), i + limit) + 1):  # further off the diagonal it is too far
            b = right[j - 1]
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                best = min(best, before[j - 2] + 1)
            row[j] = best
        if min(row) > limit and min(last) > limit:
            return limit + 1
        before, last = last, row
    return min(last[-1], limit + 1)


def _share_a_piece(left: str, right: str, count: int) -> bool:
    """Tell whether one of `count` pieces of `right` stands in `left`: a slip spoils two of them at most, a swap."""
    size = len(right) // count
    return any(right[at : at + size] in left for at in range(0, size * count, size or 1)) or size == 0


def nearest(word: str, known: Iterable[str], limit: int) -> str | None:
    """Return the known word that is nearest to `word`, None where none is within `limit` letters."""
    ranked = sorted((distance(word, candidate, limit), candidate) for candidate in known)
    return ranked[0][1] if ranked and ranked[0][0] <= limit else None
