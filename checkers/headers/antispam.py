"""Microsoft's filter reports: X-Forefront-Antispam-Report, X-Microsoft-Antispam and their kin, a part each."""

from collections.abc import Iterator

from checkers.headers.evidence import NOTHING, Said, findings, said
from checkers.headers.model import Field, Reading
from checkers.headers.pairs import Pair, pairs
from checkers.headers.vocabulary import UNKNOWN, in_report
from checkers.registry import finding
from checkers.report import Fact, Finding, Report, Table, Value

REPORTS = ("x-forefront-antispam-report", "x-microsoft-antispam")
# What another organisation's filter wrote, renamed at the border; seen in real mail.
UNTRUSTED = tuple(f"{name}-{suffix}" for name in REPORTS for suffix in ("untrusted", "original"))
DELIVERY = "x-microsoft-antispam-mailbox-delivery"
_COMPARED = {"cat", "sfv", "scl", "bcl"}
_DECIDING = {"cat", "sfv"}
_GRAVE = {"malware", "phishing", "outbound-spam"}
_BY_LIST = {"blocked", "marked"}
_COUNTRY = {"ctry": "country", "lang": "language"}

type Row = tuple[str, tuple[Value, ...]]


def evidence_of(field: Field) -> list[Said]:
    """Return the values of a filter report whose fields are known, in order; empty ones are left out.

    The level asks for nothing of its own where category or verdict says why, nor does spam beside malware, phishing
    or the entry of a list.
    """
    found = [one for one in _evidence(field) if one.value or one.id == "ptr"]
    results = {one.id: one.meaning.result for one in found if one.id in _DECIDING and one.meaning}
    quiet = {"scl"} if any(one.id in _DECIDING and one.matters for one in found) else set()
    if results.get("cat") in _GRAVE:
        quiet.add("sfv")
    elif results.get("sfv") in _BY_LIST:
        quiet.add("cat")
    return [one.softened() if one.id in quiet else one for one in found]


def part_of(field: Field, evidence: list[Said], *, judged: bool) -> Report:
    """Return the report on one filter report; `judged` where it is the one that decided about the message."""
    facts: list[Fact] = [Fact("name", field.name)]
    facts += [Fact(_COUNTRY[one.id], one.value, one.span) for one in evidence if one.id in _COUNTRY and one.value]
    rows = tuple(_rows(field))
    return Report(
        "antispam",
        tuple(findings(evidence)) if judged else (),
        tuple(facts),
        tables=(Table("antispam", ("value", "meaning", "advice"), rows, _sources(evidence)),) if rows else (),
    )


def contradictions(reading: Reading) -> Iterator[Finding]:
    """Yield the first value of each kind of report that a report of the same name further up says differently."""
    for name in REPORTS:
        upper: dict[str, Said] = {}
        for number, field in enumerate(reading.all(name)):
            said_here = [one for one in _evidence(field) if one.id in _COMPARED and one.value]
            differing = [one for one in said_here if one.id in upper and upper[one.id].value != one.value]
            if number == 0:
                upper = {one.id: one for one in reversed(said_here)}
            elif differing:
                first = next((one for one in differing if one.id == "sfv"), differing[0])
                spans = [one.span for one in (upper[first.id], first) if one.span]
                yield finding(
                    "headers.contradiction",
                    *spans,
                    field=first.vocabulary.name,
                    upper=upper[first.id].value,
                    lower=first.value,
                )
                break


def custom_spam(reading: Reading) -> list[Said]:
    """Return what X-CustomSpam fields say: the options of the advanced filter that the message hit."""
    return [said("asf", field.text.rstrip(";"), field.span) for field in reading.all("x-customspam") if field.text]


def _evidence(field: Field) -> Iterator[Said]:
    if field.key == DELIVERY:
        yield from (said("dest", one.value, one.span) for one in pairs(field) if one.name.lower() == "dest")
        return
    for one in pairs(field):
        if known := in_report().get(one.name.lower()):
            yield said(known, one.value, one.span)


def _rows(field: Field) -> Iterator[Row]:
    for one in pairs(field):
        yield _row(field, one)


def _row(field: Field, pair: Pair) -> Row:
    name = pair.name.lower()
    known = {"dest": "dest"}.get(name) if field.key == DELIVERY else in_report().get(name)
    if known is None:
        return pair.name, (pair.raw, UNKNOWN, UNKNOWN)
    read = said(known, pair.value, pair.span)
    if not pair.value and known != "ptr":
        return read.vocabulary.name, ("", "empty", NOTHING)
    return read.vocabulary.name, (pair.value if read.meaning else pair.raw, *read.cells())


def _sources(evidence: list[Said]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in evidence if one.meaning for name in one.meaning.because))
