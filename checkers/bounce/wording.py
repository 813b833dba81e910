"""The words that bounces use, from `data/wording.toml`."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def wording(table: str, name: str) -> re.Pattern[str]:
    """Return one pattern for all the phrases listed under `name` in `table`.

    Raises KeyError where there are none.
    """
    return re.compile("|".join(_tables()[table][name]), re.IGNORECASE | re.MULTILINE)


@cache
def reasons() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return (reason, its words), the particular before the general; a reason may come twice."""
    return tuple((entry["is"], re.compile("|".join(entry["words"]))) for entry in _tables()["reason"])


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("checkers") / "data" / "wording.toml").read_text("utf-8"))
