"""Channels that died, from `data/dead_channels.toml`."""

from functools import cache
from typing import Any

from checkers.report import Table
from checkers.tables import table


@cache
def _channels() -> dict[str, dict[str, Any]]:
    return table("dead_channels")


def dead_channels(*purposes: str) -> Table:
    """Return the dead addresses for these purposes ("delist", "abuse", "false-positive"), since when and by whom."""
    named = {address: entry for address, entry in _channels().items() if entry["was"] in purposes}
    rows = tuple((address, (str(entry["since"]),)) for address, entry in named.items())
    sources = tuple(dict.fromkeys(claim for entry in named.values() for claim in entry["claims"]))
    return Table("dead-channels", ("since",), rows, sources)
