"""Whether a limit holds, in a word."""


def at_most(value: float, limit: float) -> str:
    """Return "ok" where `value` is no more than `limit`."""
    return "ok" if value <= limit else "MISSED"


def at_least(value: float, limit: float) -> str:
    """Return "ok" where `value` is no less than `limit`."""
    return "ok" if value >= limit else "MISSED"
