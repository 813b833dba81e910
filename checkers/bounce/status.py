"""What an enhanced status code means in general (RFC 3463 and its successors), whoever says it."""

from functools import cache

from checkers.tables import table


def meaning(status: str) -> str | None:
    """Return the name of a code without its class, "x.7.1" for "5.7.1"; None where no RFC defines it.

    The name is a value of the fact `status_meaning`; data/rfc3463.toml lists them.
    """
    name = f"x{status[1:]}"
    return name if name in _known() else None


@cache
def _known() -> frozenset[str]:
    return frozenset(table("rfc3463")["details"])
