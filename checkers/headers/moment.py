"""When a Received line was written, in the ways that servers write a date (RFC 5322 3.3, and what else there is)."""

import re
from datetime import datetime

from checkers.requests.times import stamp, utc

_LENGTH = len("2026-11-20T01:58:41Z")
_ZONE = re.compile(r"(?<=[\d ])(?P<name>CET|CEST|MEZ|MESZ|BST|WEST|EET|EEST|JST|AEST|AEDT)\Z")
_ZONES = {"CET": "+0100", "MEZ": "+0100", "CEST": "+0200", "MESZ": "+0200", "BST": "+0100", "WEST": "+0100"}
_ZONES |= {"EET": "+0200", "EEST": "+0300", "JST": "+0900", "AEST": "+1000", "AEDT": "+1100"}
_FRACTION = re.compile(r"(?<=:\d\d)\.\d{1,9}")
_WRITTEN = re.compile(  # without the semicolon that RFC 5321 4.4 puts before it
    r"(?:[A-Z][a-z]{2},\s+)?\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}\s+\d{1,2}:\d\d(?::\d\d)?\s+(?:[+-]\d{4}|GMT|UTC?)"
)
_SORTED = re.compile(r"(?<!\d)(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d:\d\d)\s*(?P<zone>Z|[+-]\d\d:?\d\d)?")


def moment(text: str, stated: str | None) -> datetime | None:
    """Return the time of a Received line `text`, None where it tells none; `stated` is the one behind its semicolon.

    There was no mail before the year 1000, and no year is written with fewer digits.
    """
    date = text.rpartition(";")[2].strip() if stated else ""
    zone = _ZONE.search(date)
    known = utc(date[: zone.start()] + _ZONES[zone["name"]]) if zone else None
    known = known or stated or _written(_FRACTION.sub("", text))
    return datetime.fromisoformat(known) if known and len(known) == _LENGTH else None


def _written(text: str) -> str | None:
    if match := _WRITTEN.search(text):
        return utc(match[0])
    if match := _SORTED.search(text):
        zone = (match["zone"] or "Z").replace("Z", "+00:00").replace(":", "")
        return _iso(f"{match['day']}T{match['time']}{zone}")
    return None


def _iso(text: str) -> str | None:
    try:
        return stamp(datetime.fromisoformat(text))
    except ValueError:
        return None
