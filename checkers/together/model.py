"""The records of a paste, by what they are and whose they are."""

from dataclasses import dataclass, field
from enum import StrEnum

from checkers.dns.answer import PastedRecord
from checkers.records.tags import TagList, parse_tags
from checkers.report import Report, Severity


class Sort(StrEnum):
    """What a record is that no check judges; the words of `others`."""

    ADDRESS = "address"
    MAIL_SERVER = "mail-server"
    ALIAS = "alias"
    NAME_SERVER = "name-server"
    REVERSE = "reverse"
    VERIFICATION = "verification"  # a service's proof that the domain is its customer's
    CONSENT = "consent"  # to take DMARC reports about another domain
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Group:
    """What one check judges: the records of one protocol at one name; `records` may be none in free text.

    `name` is empty where the text does not tell it; `domain` is what the record is about.
    """

    protocol: str
    name: str
    domain: str
    selector: str = ""
    pieces: tuple[tuple[int, int], ...] = ()
    policy: tuple[tuple[int, int], ...] = ()  # an MTA-STS policy file
    records: tuple[PastedRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Zone:
    """Everything in a paste: groups that are judged, other records with their sort, and aliases by name."""

    groups: tuple[Group, ...]
    others: tuple[tuple[Sort, PastedRecord], ...] = ()
    aliases: dict[str, str] = field(default_factory=dict)
    records: tuple[PastedRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A group and what its check says."""

    group: Group
    report: Report

    @property
    def text(self) -> str:
        """The record as read, empty where there are several or none."""
        records = [str(fact.value) for fact in self.report.facts if fact.name == "record"]
        return records[0] if len(records) == 1 else ""

    @property
    def tags(self) -> TagList:
        """The tags of the record."""
        return parse_tags(self.text)

    @property
    def blocked(self) -> bool:
        """True where receivers cannot use the record."""
        return any(found.severity is Severity.BLOCKS for found in self.report.findings)
