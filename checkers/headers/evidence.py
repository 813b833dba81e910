"""What the fields say about the message, value by value, each with its meaning, its place and who wrote it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from checkers.headers.vocabulary import UNKNOWN, Meaning, Vocabulary, vocabularies
from checkers.registry import finding
from checkers.report import Finding, Severity, Span, Value

NOTHING = None  # in place of advice where there is nothing to do

_CODES = {
    "cat": "headers.cat",
    "sfv": "headers.sfv",
    "scl": "headers.scl",
    "bcl": "headers.bcl",
    "sfty": "headers.sfty",
    "srv": "headers.srv",
    "asf": "headers.asf",
    "dest": "headers.dest",
    "spf": "headers.spf",
    "dkim": "headers.dkim",
    "dmarc": "headers.dmarc",
    "action": "headers.action",
    "compauth": "headers.compauth",
    "reason": "headers.reason",
}
_MAX_PLACES = 20
_SAID = {Severity.BLOCKS, Severity.RISKS, Severity.ADVICE}


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a field that has a vocabulary; `meaning` is None for one that no source explains."""

    id: str
    value: str
    span: Span | None
    meaning: Meaning | None
    severity: Severity = Severity.NOTE

    @property
    def vocabulary(self) -> Vocabulary:
        """The field's vocabulary."""
        return vocabularies()[self.id]

    @property
    def matters(self) -> bool:
        """Whether somebody should act on it."""
        return self.severity in _SAID

    def softened(self) -> "Said":
        """Return it as one that needs no action here."""
        return replace(self, severity=Severity.NOTE)

    def cells(self) -> tuple[Value, Value]:
        """Return the words' keys of its meaning and of what to do, for a table."""
        if self.meaning is None:
            return UNKNOWN, UNKNOWN
        return self.meaning.key, self.meaning.advised or NOTHING


def said(name: str, value: str, span: Span | None) -> Said:
    """Return the value of the field with the id `name` and what it stands for."""
    meaning = vocabularies()[name].meaning(value)
    return Said(name, value, span, meaning, meaning.severity if meaning else Severity.NOTE)


def findings(evidence: Iterable[Said]) -> Iterable[Finding]:
    """Yield a finding for each value that somebody should act on, and for each that no source explains.

    The same value of the same field is said once, with its places.
    """
    places: dict[tuple[str, str, Severity], list[Span]] = {}
    every = list(evidence)
    for one in every:
        places.setdefault((one.id, one.value, one.severity), []).extend([one.span] if one.span else [])
    seen = set()
    for one in every:
        key = one.id, one.value, one.severity
        if key in seen:
            continue
        seen.add(key)
        spans = places[key][:_MAX_PLACES]
        if one.meaning is None and one.value:
            yield finding("headers.unknown-value", *spans, field=one.vocabulary.name, value=one.value[:200])
        elif one.meaning and one.matters and one.id in _CODES:
            advice: dict[str, Any] = {"advice": one.meaning.advised} if one.meaning.do else {}
            yield finding(
                _CODES[one.id],
                *spans,
                severity=one.severity,
                actor=one.meaning.actor,
                because=one.meaning.because,
                value=one.value,
                meaning=one.meaning.key,
                **advice,
            )
