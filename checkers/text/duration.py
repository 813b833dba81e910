"""A time said in units that all languages write alike."""

_UNITS = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))


def duration(seconds: int) -> str:
    """Return `seconds` in its two largest units, a minus before it where it is negative: "2 h 5 min", "3 s"."""
    rest, parts = abs(seconds), []
    for unit, size in _UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count} {unit}")
    return ("-" if seconds < 0 else "") + (" ".join(parts[:2]) or "0 s")
