"""Which of the servers on a message's way has a wrong clock, as far as the others' times show it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

FAR = timedelta(days=365)  # no queue keeps mail that long
SKEW = timedelta(seconds=5)  # by which clocks may differ without a word
_ENOUGH = 3  # of two clocks nobody can say which one is wrong


def wrong_clocks(times: Sequence[datetime | None]) -> set[int]:
    """Return the places of times, first hop first, that do not fit to all the others; None is a hop without a time."""
    dated = [(place, time) for place, time in enumerate(times) if time]
    if len(dated) < _ENOUGH:
        return set()
    middle = sorted(time for _, time in dated)[len(dated) // 2]
    far = {place for place, time in dated if abs(time - middle) > FAR}
    near = [one for one in dated if one[0] not in far]
    if _in_order(near):
        return far
    outliers = [one[0] for at, one in enumerate(near) if _in_order(near[:at] + near[at + 1 :])]
    return far | set(outliers) if len(outliers) == 1 else far


def _in_order(dated: Sequence[tuple[int, datetime]]) -> bool:
    return all(after[1] >= before[1] - SKEW for before, after in pairwise(dated))
