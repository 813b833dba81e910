"""Selectors that many use: a key that is found there is one, and nothing found there says nothing."""

from collections.abc import Mapping
from functools import cache

from checkers.tables import table


@cache
def guesses() -> Mapping[str, str]:
    """Return each selector that is worth a guess with the provider that uses it, empty where many do."""
    return {selector: entry["provider"] for selector, entry in table("selectors").items()}
