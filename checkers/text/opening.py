"""How much of a text is marked or quoted where all of it is meant."""

import re

_LONGEST = 200  # characters: enough to know the text by
_LAST_WORD = re.compile(r"\s+\S*\Z")


def opening(text: str) -> int:
    """Return where the beginning ends that stands for a text: behind a word, where it has words."""
    if len(text) <= _LONGEST:
        return len(text)
    cut = _LAST_WORD.search(text[: _LONGEST + 1])
    return cut.start() if cut and cut.start() > _LONGEST // 2 else _LONGEST
