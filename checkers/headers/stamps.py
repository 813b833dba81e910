"""Fields that say one thing each: ids, times, servers, marks. Those that nobody explains are shown as they stand."""

from collections.abc import Iterator

from checkers.headers import antispam
from checkers.headers.evidence import NOTHING, Said, said
from checkers.headers.model import Field, Reading, shortened
from checkers.headers.vocabulary import UNKNOWN, stamps
from checkers.report import Fact, Table, Value

MAX_SHOWN = 300
_MAX_VALUE = 500
_WORDED = {
    "x-ms-exchange-crosstenant-fromentityheader": "from-entity",
    "x-ms-exchange-organization-fromentityheader": "from-entity",
    "x-ms-exchange-crosstenant-authas": "auth-as",
    "x-ms-exchange-organization-authas": "auth-as",
    "x-sid-result": "sid",
    "x-ms-exchange-organization-scl": "scl",
    "x-customspam": "asf",
}
_MICROSOFT = (
    "x-ms-",
    "x-microsoft-",
    "x-forefront-",
    "x-eop",
    "x-exchange-",
    "x-sid-",
    "x-originatororg",
    "x-hmca",
    "x-tmn",
)
# Those with a view of their own.
_ELSEWHERE = {*antispam.REPORTS, *antispam.UNTRUSTED, antispam.DELIVERY}

type Row = tuple[str, tuple[Value, ...]]


def facts(reading: Reading) -> Iterator[Fact]:
    """Yield the value of each known field once, named as the field in lower case."""
    seen = set()
    for field in reading.fields:
        if field.key in stamps() and field.key not in seen and field.text:
            seen.add(field.key)
            yield Fact(field.key, shortened(field.raw, _MAX_VALUE), field.span)


def table(reading: Reading) -> tuple[Table, ...]:
    """Return every field that is known or looks like Microsoft's with what it means, nothing where there is none."""
    rows: list[Row] = []
    for field in reading.fields:
        known = field.key in stamps() or field.key in _WORDED
        if len(rows) < MAX_SHOWN and field.key not in _ELSEWHERE and (known or field.key.startswith(_MICROSOFT)):
            rows.append((field.name, _cells(field)))
    return (Table("stamps", ("value", "meaning", "advice"), tuple(rows)),) if rows else ()


def evidence(reading: Reading) -> Iterator[Said]:
    """Yield the values of fields that have a vocabulary."""
    for field in reading.fields:
        if (name := _WORDED.get(field.key)) and name != "asf" and field.text:
            yield said(name, field.text, field.span)


def _cells(field: Field) -> tuple[Value, ...]:
    value = shortened(field.raw, _MAX_VALUE)
    if name := _WORDED.get(field.key):
        return value, *said(name, field.text.rstrip(";"), field.span).cells()
    return (value, f"stamp/{field.key}", NOTHING) if field.key in stamps() else (value, UNKNOWN, NOTHING)
