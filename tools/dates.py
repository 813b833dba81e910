"""Dates as a language writes them: a day, a month or a year, as exactly as a source gives it."""

import re
from datetime import date

from babel.dates import format_date

from tools.facts import Words, say

DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")

_EXACT = ("year", "month", "day")


def written(given: str, language: str, words: Words) -> str:
    """Return "2025-05-05", "2025-05" or "2025" by the pattern `reference/date/<day, month or year>` of the language.

    Raises ValueError for anything else.
    """
    if not DATE.fullmatch(given):
        raise ValueError(f"no date: {given}")
    year, month, day = (*map(int, given.split("-")), 1, 1)[:3]
    pattern = say(words, f"reference/date/{_EXACT[given.count('-')]}")
    return format_date(date(year, month, day), pattern, locale=language)
