"""A paste of several records: each judged by its own check, then held against each other."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from checkers.checks import Check
from checkers.dns import Book, Question
from checkers.dns.paste import MAX_READ
from checkers.inputs import Inputs
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Fact, Finding, Report, Severity, Span, Table, Value
from checkers.text.domains import is_domain
from checkers.together.judge_names import judge_names
from checkers.together.judge_policies import judge_policies
from checkers.together.model import Group, Part, Zone
from checkers.together.sites import sites
from checkers.together.stitch import moved, stitch

MAX_PARTS = 40
MAX_OTHERS = 200

_SHORT = {"spf": "SPF", "dkim": "DKIM", "dmarc": "DMARC", "mta-sts": "MTA-STS", "tls-rpt": "TLS-RPT", "bimi": "BIMI"}
_ABOUT_NAMES = {"record.wrong-name", "spf.other-domain", "dkim.name-doubled", "dkim.cname-and-txt"}


def check_together(
    zone: Zone, text: str, book: Book, now: datetime | None, checks: Mapping[str, Check]
) -> Report | None:
    """Return the report on the records of `text`, None where there is only one and nothing to hold it against.

    Each record is a part, with the report of its check and the name it stands at; other records are in a table.
    """
    if not zone.groups or _stands_alone(zone):
        return None
    parts = [judge_group(group, text, book, now, checks) for group in zone.groups[:MAX_PARTS]]
    every = sites(parts, zone)
    named = list(judge_names(zone, parts))
    said = [*named, *judge_policies(every, zone)]
    if len(zone.groups) > MAX_PARTS:
        said.append(finding("together.too-many", count=len(zone.groups), limit=MAX_PARTS))
    if len(text) > MAX_READ:
        said.append(finding("answers.too-long", Span(MAX_READ, len(text)), size=len(text), limit=MAX_READ))
    parts = [_old_key(part) for part in parts] if len(zone.groups) > 1 else parts
    domains = [site.domain for site in every if site.domain and not site.domain.startswith("_")]
    needs: dict[Question, None] = {need: None for part in parts for need in part.report.needs}
    return Report(
        "auto",
        tuple(said),
        (
            Fact("domains", domains),
            Fact("records", len(zone.groups) + len(zone.others)),
            *_unusable(parts, said),
        ),
        tuple(needs),
        tuple(_named(part, {found.values.get("name") for found in named}) for part in parts),
        tables=_others(zone),
        settled=not any(part.report.needs and not part.report.settled for part in parts),
    )


def _old_key(part: Part) -> Part:
    """Return a DKIM part in which a revoked key is no fault: among other records it is one that was replaced."""
    findings = tuple(
        replace(one, severity=Severity.NOTE, actor=None) if one.code == "dkim.revoked" else one
        for one in part.report.findings
    )
    return replace(part, report=replace(part.report, findings=findings))


def _unusable(parts: Sequence[Part], said: Sequence[Finding]) -> tuple[Fact, ...]:
    """Return the records that receivers cannot use, each with its protocol and name, and how many these are."""
    blocked = [found for found in said if found.severity is Severity.BLOCKS]
    names = dict.fromkeys(str(found.values.get("name", "")) for found in blocked)
    labels = {_label(part): None for part in parts if part.blocked or (part.group.name and part.group.name in names)}
    judged = {part.group.name for part in parts}
    labels |= {name: None for name in names if name and name not in judged}
    if not labels:
        return ()
    return Fact("unusable", list(labels)), Fact("unusable_records", len(labels))


def _label(part: Part) -> str:
    group = part.group
    return f"{_SHORT[group.protocol]} {group.selector or group.domain or group.name}".rstrip()


def _stands_alone(zone: Zone) -> bool:
    """Tell whether there is one record and nothing to hold it against."""
    if len(zone.groups) > 1:
        return False
    unread = [Part(group, Report(group.protocol)) for group in zone.groups]
    return not any(judge_names(zone, unread)) and not any(site.mx for site in sites(unread, zone))


def judge_group(group: Group, text: str, book: Book, now: datetime | None, checks: Mapping[str, Check]) -> Part:
    """Return what the check of a group's protocol says about it, every place being one of `text`."""
    stitched = {"": stitch(text, group.pieces)}
    given: dict[str, str | bytes] = {"record": stitched[""].text} if group.pieces else {}
    known = checks[group.protocol]
    if group.policy:
        stitched["policy"] = stitch(text, group.policy)
        given["policy"] = stitched["policy"].text
    if is_domain(group.domain):
        given["domain"] = group.domain
    if group.selector and "selector" in known.inputs and is_domain(group.domain):
        given["selector"] = group.selector
    return Part(group, moved(known.run(Inputs(given, known.main), book, now), stitched))


def _named(part: Part, said: Collection[Value]) -> Report:
    """Return the part's report with the record's name first, without what is `said` of that name for the whole."""
    name, report = part.group.name, part.report
    facts = (*((Fact("name", name),) if name else ()), *(fact for fact in report.facts if fact.name != "name"))
    kept = tuple(found for found in report.findings if name not in said or found.code not in _ABOUT_NAMES)
    return replace(report, facts=facts, findings=kept)


def _others(zone: Zone) -> tuple[Table, ...]:
    rows = [
        (record.name or "@", (record.type, sort.value, shown(record.data.text)))
        for sort, record in zone.others[:MAX_OTHERS]
    ]
    return (Table("others", ("type", "sort", "data"), tuple(rows)),) if rows else ()
