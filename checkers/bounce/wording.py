"""The words that bounces use, from `data/wording.toml`."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from checkers.tables import table

_PLAIN = re.compile(r"[\w '@/:-]+")


@cache
def wording(group: str, name: str) -> re.Pattern[str]:
    """Return one pattern for all the phrases listed under `name` in `group`.

    Raises KeyError where there are none.
    """
    return re.compile("|".join(_tables()[group][name]), re.IGNORECASE | re.MULTILINE)


@cache
def listed(group: str) -> dict[str, tuple[str, ...]]:
    """Return the words of a group by their name, as they stand."""
    return {name: tuple(words) for name, words in _tables()[group].items()}


class Words:
    """Words and phrases: those that stand as they are, which are found far faster, and a pattern for the others."""

    def __init__(self, words: Sequence[str]) -> None:
        self._plain = tuple(word for word in words if _PLAIN.fullmatch(word))
        others = [word for word in words if word not in self._plain]
        self._pattern = re.compile("|".join(others), re.IGNORECASE | re.MULTILINE) if others else None

    def said(self, text: str) -> bool:
        """Tell whether a text in small letters uses one of them."""
        return any(word in text for word in self._plain) or bool(self._pattern and self._pattern.search(text))


@cache
def words(group: str, name: str) -> Words:
    """Return the phrases listed under `name` in `group`.

    Raises KeyError where there are none.
    """
    return Words(_tables()[group][name])


@cache
def reasons() -> tuple[tuple[str, Words], ...]:
    """Return (reason, its words), the particular before the general; a reason may come twice."""
    return tuple((entry["is"], Words(entry["words"])) for entry in _tables()["reason"])


@cache
def _tables() -> dict[str, Any]:
    return table("wording")
