"""The tags of signatures and seals (RFC 6376 3.5, RFC 8617 4.1), read and not verified."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checkers.headers.model import Field, Reading
from checkers.records.tags import parse_tags
from checkers.report import Table

FIELDS = ("dkim-signature", "arc-seal", "arc-message-signature")
MAX_SIGNATURES = 150  # fifty ARC sets (RFC 8617 4.2.1)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature or a seal; `covers` are the names of the fields that it signs, in lower case."""

    field: Field
    domain: str
    selector: str
    algorithm: str
    instance: str
    chain: str  # cv=: what the seal says of the chain before it
    covers: frozenset[str]
    limited: bool  # l=: only a part of the body is signed


def signatures(reading: Reading) -> list[Signature]:
    """Return the signatures and seals in the order in which they stand."""
    found: list[Signature] = []
    for field in reading.all(*FIELDS):
        if len(found) < MAX_SIGNATURES and field.value.text.strip():
            found.append(_signature(field))
    return found


def table(found: Sequence[Signature]) -> tuple[Table, ...]:
    """Return the signatures as a table, none where there is no signature."""
    rows = tuple(_rows(found))
    return (
        (Table("signatures", ("domain", "selector", "algorithm", "instance", "chain", "signs"), rows),) if rows else ()
    )


def _signature(field: Field) -> Signature:
    tags = parse_tags(field.value.text[:20_000])

    def value(name: str) -> str:
        return "".join(tags.value(name).split())

    covers = frozenset(name for name in value("h").lower().split(":") if name)
    return Signature(
        field, value("d").lower(), value("s"), value("a"), value("i"), value("cv").lower(), covers, bool(tags.tag("l"))
    )


def _rows(found: Sequence[Signature]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in found:
        instance = one.instance if one.field.key.startswith("arc-") else ""
        signs = " ".join(sorted(one.covers))
        yield one.field.name, (one.domain, one.selector, one.algorithm, instance, one.chain, signs)
