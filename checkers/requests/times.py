"""Times as mail writes them, in UTC."""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime


def utc(text: str) -> str | None:
    """Return a date field's value (RFC 5322 3.3) in UTC as "2026-11-20T01:58:41Z" (RFC 3339), None where it is no date.

    A date without a zone, or with "-0000", is taken for UTC.
    """
    try:
        parsed = parsedate_to_datetime(text.strip()[:200])
        return stamp(parsed)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def stamp(moment: datetime) -> str:
    """Return a moment in UTC (RFC 3339), to the second; one without a zone is taken for UTC."""
    zoned = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return zoned.strftime("%Y-%m-%dT%H:%M:%SZ")


def mail_date(utc_time: str | None) -> str | None:
    """Return a time of `utc` as a date field's value (RFC 5322 3.3), None for None."""
    return format_datetime(datetime.fromisoformat(utc_time)) if utc_time else None
