"""Records at names where no receiver looks for them, or where they cannot stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from checkers.dns.answer import PastedRecord
from checkers.dns.model import normal_name
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Edit, Finding, Fix, Span
from checkers.together.model import Part, Zone
from checkers.together.sort import protocol_at, right_name, without_repetition

MAX_FINDINGS = 50  # of one kind

_ADDRESS = re.compile(r"\[?(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)\]?\.?", re.IGNORECASE)
_DOMAINKEYS = re.compile(r"(?:[ot]=[^;]{0,10};?[ \t]*){1,4}(?:[nr]=[^;]{0,200};?[ \t]*){0,2}", re.IGNORECASE)
_BESIDE_ALIAS = {"CNAME", "RRSIG", "NSEC"}  # RFC 4034 10


def judge_names(zone: Zone, parts: Sequence[Part]) -> Iterator[Finding]:
    """Yield what is wrong with the names of a paste's records."""
    yield from islice(_doubled(zone), MAX_FINDINGS)
    yield from islice(_misplaced(zone, parts), MAX_FINDINGS)
    yield from islice(_beside_alias(zone), MAX_FINDINGS)
    yield from islice(_mail_servers(zone), MAX_FINDINGS)
    yield from islice(_old_policies(zone), MAX_FINDINGS)


def _doubled(zone: Zone) -> Iterator[Finding]:
    seen = set()
    for record in zone.records:
        meant = without_repetition(record.name)
        if meant and record.name not in seen:
            seen.add(record.name)
            yield finding(
                "together.doubled-name", *_place(record), fix=_renamed(record, meant), name=record.name, meant=meant
            )


def _misplaced(zone: Zone, parts: Sequence[Part]) -> Iterator[Finding]:
    targets = set(zone.aliases.values())
    about = {part.group.domain for part in parts if part.group.protocol in {"spf", "dmarc"}}
    for part in parts:
        group, name = part.group, part.group.name
        if not name or name in targets or name in zone.aliases or without_repetition(name):
            continue
        if not _is_wrong(group.protocol, name, about):
            continue
        first = group.records[0] if group.records else None
        if group.protocol == "dkim" and (name == "_domainkey" or name.startswith("_domainkey.")):
            meant = right_name("dkim", group.domain)
            yield finding("together.no-selector", *_place(first), name=name, meant=meant)
            continue
        meant = right_name(group.protocol, group.domain)
        fix = _renamed(first, meant) if first else None
        yield finding("together.misplaced", *_place(first), fix=fix, name=name, meant=meant, protocol=group.protocol)


def _is_wrong(protocol: str, name: str, about: set[str]) -> bool:
    at = protocol_at(name)
    bare = name == "_domainkey" or name.startswith("_domainkey.")
    if protocol == "spf":
        return bool(at) or bare
    if at == protocol:
        return False
    # a key elsewhere may be what a customer's alias leads to; at the domain itself it is a slip
    return protocol != "dkim" or bool(at) or bare or name in about or name == "@"


def _beside_alias(zone: Zone) -> Iterator[Finding]:
    beside = {one.name: one for one in reversed(zone.records) if one.type not in _BESIDE_ALIAS}
    for record in zone.records:
        if record.type == "CNAME" and (other := beside.pop(record.name, None)):
            yield finding("together.beside-alias", *_place(record), *_place(other), name=record.name, type=other.type)


def _mail_servers(zone: Zone) -> Iterator[Finding]:
    for record in zone.records:
        words = record.data.text.split()
        if record.type != "MX" or not words:
            continue
        place, host = record.data.span(0, len(record.data)), words[-1]
        if _ADDRESS.fullmatch(host):
            yield finding("together.mx-address", place, name=record.name, host=shown(host))
            continue
        whole = normal_name(host) if host.endswith(".") or not record.origin else f"{normal_name(host)}.{record.origin}"
        if target := zone.aliases.get(whole):
            yield finding("together.mx-alias", place, name=record.name, host=shown(whole), meant=shown(target))


def _old_policies(zone: Zone) -> Iterator[Finding]:
    """Yield what is left of DomainKeys, whose policy stood at the name itself (RFC 4870)."""
    for record in zone.records:
        bare = record.name == "_domainkey" or record.name.startswith("_domainkey.")
        if bare and record.type == "TXT" and _DOMAINKEYS.fullmatch(record.data.text[:400].strip()):
            yield finding("together.domainkeys", *_place(record), name=record.name)


def _place(record: PastedRecord | None) -> Iterable[Span]:
    """Yield where a record's name stands, else its data."""
    if record is None:
        return
    if record.name_place:
        yield Span(*record.name_place)
    elif record.data.text:
        yield record.data.span(0, len(record.data))


def _renamed(record: PastedRecord, meant: str) -> Fix | None:
    """Return the edit that puts another name in place of a zone file's: a whole one is written with its final dot."""
    if not record.name_place:
        return None
    return Fix((Edit(Span(*record.name_place), f"{meant}." if "." in meant else meant),))
