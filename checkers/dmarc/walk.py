"""The DNS tree walk, RFC 9989 4.10: which names are tried, what stands there, and where it ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from checkers.dmarc.asked import Asked
from checkers.dmarc.model import DMARC
from checkers.dmarc.settings import Settings, read_settings
from checkers.records.tags import parse_tags
from checkers.text.domains import MAX_NAME
from checkers.text.suffixes import suffixes

MAX_LABELS = 7  # a longer name is cut to this many after the first query, which makes eight queries at most


class At(StrEnum):
    """What stands at a name."""

    RECORD = "record"
    NONE = "none"
    OTHER = "other"  # TXT records, and none of them is one of DMARC
    SEVERAL = "several"  # all of them are discarded
    FAILED = "failed"  # no answer that says anything
    OPEN = "open"  # not asked yet
    ASSUMED = "assumed"  # not asked yet, and a public suffix, few of which have a record


@dataclass(frozen=True, slots=True)
class Step:
    """One name that is tried: `domain` without the label, what stands there, and the record's text and values.

    `status` is the answer's, empty where there was no need to ask.
    """

    domain: str
    at: At
    text: str = ""
    settings: Settings | None = None
    status: str = ""

    @property
    def name(self) -> str:
        """The name that is asked."""
        return f"{DMARC.label}.{self.domain}"

    @property
    def psd(self) -> str:
        """The tag `psd`, "u" where there is no record."""
        return self.settings.psd if self.settings else "u"


@dataclass(frozen=True, slots=True)
class Walk:
    """The names of one walk in order, as far as it goes."""

    domain: str
    steps: tuple[Step, ...]


def names(domain: str) -> list[str]:
    """Return the domains whose record is asked for, the longest first, as if nothing stopped the walk."""
    labels = domain.split(".")
    sizes = [len(labels), *range(min(len(labels) - 1, MAX_LABELS), 0, -1)]
    return [".".join(labels[-size:]) for size in sizes]


def walk(domain: str, asked: Asked, known: Mapping[str, Step] | None = None) -> Walk:
    """Walk up from `domain`; `known` are steps that need no question, by their domain.

    All names are asked at once: an open one does not keep those above it from being asked. A public suffix above
    `domain` that is not answered is taken to have no record.
    """
    steps: list[Step] = []
    for name in names(domain):
        step = (known or {}).get(name) or step_at(name, asked)
        if step.at is At.OPEN and steps and suffixes().is_public(name):
            step = replace(step, at=At.ASSUMED)
        steps.append(step)
        # psd=y where the walk begins does not end it: a registry's own mail has an organization too
        if step.psd == "n" or (step.psd == "y" and len(steps) > 1):
            break
    return Walk(domain, tuple(steps))


def step_at(domain: str, asked: Asked) -> Step:
    """Return what stands at the record's name of `domain`."""
    name = f"{DMARC.label}.{domain}"
    if len(name) > MAX_NAME:  # there can be no such name
        return Step(domain, At.NONE)
    answer = asked.ask(name, "TXT")
    if answer is None:
        return Step(domain, At.OPEN)
    if answer.failed:
        return Step(domain, At.FAILED, status=answer.status.value)
    return step_of(domain, answer.records, answer.status.value)


def step_of(domain: str, texts: Sequence[str], status: str = "") -> Step:
    """Return what the texts of TXT records make of a step; a record is what begins with the version."""
    records = [text for text in texts if DMARC.right.match(text)]
    if len(records) == 1:
        return Step(domain, At.RECORD, records[0], read_settings(parse_tags(records[0])), status)
    if records:
        return Step(domain, At.SEVERAL, status=status)
    return Step(domain, At.OTHER if texts else At.NONE, status=status)


def organizational(found: Walk) -> str | None:
    """Return the organizational domain (RFC 9989 4.10.2), None where a name without an answer could change it.

    Below a record only `psd=n` could, which hardly any name has: a name there that is not asked yet is passed over.
    """
    chosen = found.domain
    highest = max((place for place, step in enumerate(found.steps) if step.at is At.RECORD), default=-1)
    for place, step in enumerate(found.steps):
        if step.at is At.FAILED or (step.at is At.OPEN and place > highest):
            return None
        if step.psd == "n":
            return step.domain
        if step.psd == "y" and place:
            return below(found.domain, step.domain)
        if step.at is At.RECORD:
            chosen = step.domain
    return chosen


def below(domain: str, parent: str) -> str:
    """Return the name one label below `parent` on the way to `domain`."""
    return ".".join(domain.split(".")[-parent.count(".") - 2 :])
