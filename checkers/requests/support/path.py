"""The decision path from symptom to channel, from `data/support.toml`."""

from enum import StrEnum
from functools import cache
from typing import Any

from checkers.report import Node, Severity
from checkers.tables import table


class Symptom(StrEnum):
    """What happens to the visitor's mail."""

    BOUNCE = "bounce"
    DELAYED = "delayed"
    JUNK = "junk"  # it lands in the recipient's junk folder
    VANISHED = "vanished"  # accepted, and nobody finds it
    RECEIVING = "receiving"  # mail from Microsoft's customers does not reach the visitor
    SPAM = "spam"  # junk comes from Microsoft's customers
    LEGAL = "legal"  # the block is meant for a whole network


def path(symptom: Symptom | None, channel: str | None) -> tuple[Node, ...]:
    """Return every symptom with where it leads; the way that was found is marked as good."""
    return tuple(
        Node(
            f"symptom-{name}",
            "",
            severity=Severity.NOTE if name == symptom else None,
            children=tuple(_lead(lead, taken=name == symptom and lead == channel) for lead in entry["leads"]),
        )
        for name, entry in _symptoms().items()
    )


def gathered(symptom: Symptom) -> tuple[str, ...]:
    """Return what to have at hand before writing to anybody, as names."""
    return tuple(_symptoms()[symptom]["gather"])


def leads(symptom: Symptom) -> tuple[str, ...]:
    """Return where a symptom can lead."""
    return tuple(_symptoms()[symptom]["leads"])


def _lead(lead: str, *, taken: bool) -> Node:
    return Node(f"lead-{lead}", "", severity=Severity.GOOD if taken else None)


@cache
def _symptoms() -> dict[str, dict[str, Any]]:
    return table("support")
