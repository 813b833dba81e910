"""Whether a record of a pasted zone or answer stands at a name where receivers look for it."""

from collections.abc import Iterable, Iterator

from checkers.dns.answer import Paste
from checkers.records.protocol import Protocol
from checkers.records.read import TagRecord
from checkers.registry import finding
from checkers.report import Finding


def wrong_names(records: Iterable[TagRecord], paste: Paste | None) -> Iterator[Finding]:
    """Yield a finding for each record whose name in `paste` lacks its protocol's label or holds the domain twice.

    A name that an alias in the same paste leads to is where its owner wants it.
    """
    if paste is None or any(record.type == "CNAME" for record in paste.records):
        return
    for record in records:
        owner, protocol = record.candidate.owner, record.protocol
        if not owner or not protocol.label or paste.asked not in {"", owner}:
            continue
        if not _labelled(owner, protocol) or _doubled(owner):
            span = record.reading.data.span(0, len(record.reading.data))
            yield finding("record.wrong-name", span, name=owner, label=protocol.label, protocol=protocol.name)


def _labelled(owner: str, protocol: Protocol) -> bool:
    """Tell whether the label is in the name; what stands before it is a selector or a report's domain."""
    label = protocol.label.partition(".")[2] if not protocol.label.startswith("_") else protocol.label
    return f".{label}." in f".{owner}."


def _doubled(owner: str) -> bool:
    """Tell whether the name ends in the same domain twice: "_dmarc.example.com.example.com"."""
    labels = owner.split(".")
    return any(len(labels) > 2 * size and labels[-size:] == labels[-2 * size : -size] for size in (2, 3))
