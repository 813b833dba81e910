"""For which domain a pasted record is an answer: its owner name says it, and an alias that leads there."""

from collections.abc import Iterable, Iterator

from checkers.dmarc.judge import is_permission
from checkers.dmarc.model import DMARC
from checkers.dmarc.walk import Step, step_of
from checkers.dns.model import full_name
from checkers.dns.paste import pasted_records
from checkers.records.read import TagRecord
from checkers.report import Finding
from checkers.text.domains import is_domain

MAX_ALIASES = 8  # in a chain

_LABEL = f"{DMARC.label}."


def steps_in(records: Iterable[TagRecord], domain: str, text: str, said: Iterable[Finding]) -> dict[str, Step]:
    """Return what stands at which domain by a paste, each as receivers see it.

    A record without a name stands at `domain`, one at a wrong name nowhere: of these `said` tells.
    """
    texts: dict[str, list[str]] = {}
    for record in _policies(records):
        if place := _domain_of(record.candidate.owner, domain, text, _lost(said)):
            texts.setdefault(place, []).append(_as_published(record))
    return {place: step_of(place, several) for place, several in texts.items()}


def domain_in(records: Iterable[TagRecord], text: str, said: Iterable[Finding]) -> str | None:
    """Return the one domain whose records were pasted, None where there are several or a name does not tell it."""
    places = {_domain_of(record.candidate.owner, "", text, _lost(said)) for record in _policies(records)}
    domain = places.pop() if len(places) == 1 else ""
    return domain if is_domain(domain) else None


def answered_domain(said: Iterable[Finding]) -> str | None:
    """Return the domain of a pasted answer in which there is no record, None where no answer was pasted."""
    codes = {"record.no-record", "record.lookup-failed", "record.alias"}
    name = next((str(found.values["name"]) for found in said if found.code in codes), "")
    domain = name.removeprefix(_LABEL)
    return domain if is_domain(domain) else None


def _policies(records: Iterable[TagRecord]) -> Iterator[TagRecord]:
    return (record for record in records if not is_permission(record))


def _lost(said: Iterable[Finding]) -> set[str]:
    return {str(found.values["name"]) for found in said if found.code == "record.wrong-name"}


def _domain_of(owner: str, domain: str, text: str, lost: set[str]) -> str:
    """Return the domain of a record at `owner`, empty where no receiver asks for that name.

    A relative name belongs to the zone of `domain`, which is that domain itself or above it.
    """
    if owner in lost:
        return ""
    owner = _alias_of(owner, text)
    written = owner.removeprefix(_LABEL)
    if written == owner or not written or is_domain(written):
        return domain if written == owner else written
    return domain if not domain or domain.startswith(f"{written}.") else f"{written}.{domain}"


def _alias_of(owner: str, text: str) -> str:
    """Return the name of DMARC that aliases in `text` lead from to `owner`, else `owner`."""
    if owner.startswith(_LABEL) or not owner:
        return owner
    aliases = {
        full_name(record.data.text, record.origin): record.name
        for record in pasted_records(text)
        if record.type == "CNAME"
    }
    name = owner
    for _ in range(MAX_ALIASES):
        if name.startswith(_LABEL) or name not in aliases:
            break
        name = aliases[name]
    return name if name.startswith(_LABEL) else owner


def _as_published(record: TagRecord) -> str:
    """Return the text of a record as it stands in DNS; quotes around it are the paste's."""
    return record.tags.text if all(note.valid for note in record.reading.noted) else record.candidate.data.text
