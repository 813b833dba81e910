"""The words that bounces use, from `data/wording.toml`."""

import re
from functools import cache
from typing import Any

from checkers.tables import table


@cache
def wording(group: str, name: str) -> re.Pattern[str]:
    """Return one pattern for all the phrases listed under `name` in `group`.

    Raises KeyError where there are none.
    """
    return re.compile("|".join(_tables()[group][name]), re.IGNORECASE | re.MULTILINE)


@cache
def reasons() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return (reason, its words), the particular before the general; a reason may come twice."""
    return tuple((entry["is"], re.compile("|".join(entry["words"]))) for entry in _tables()["reason"])


@cache
def _tables() -> dict[str, Any]:
    return table("wording")
