"""What redaction did, as findings and a table for a report."""

from collections import Counter

from checkers.inputs import Inputs
from checkers.registry import finding
from checkers.report import Finding, Span, Table
from checkers.requests.redact import Redacted

_MAX_ROWS = 200
_CHOICES = ("", "no", "yes")


def said(redacted: Redacted, *, prose: bool, left_out: int = 0) -> list[Finding]:
    """Return what to say of a redaction; `prose` where words that people wrote are in the text.

    `left_out` counts the characters of the returned mail's body that were dropped.
    """
    found = [finding("redact.hidden", count=len(redacted.hidden)) if redacted.hidden else finding("redact.nothing")]
    if redacted.unseen:
        found.append(finding("redact.unseen", *redacted.unseen, count=len(redacted.unseen)))
    if left_out:
        found.append(finding("redact.body-left-out", count=left_out))
    if prose:
        found.append(finding("redact.prose"))
    return found


def asked(inputs: Inputs) -> tuple[bool, list[Finding]]:
    """Return whether the input `redact` asks for redaction, and what to say of a value that it does not take."""
    text = inputs.text("redact")
    said_there = text.strip()
    if said_there in _CHOICES:
        return said_there == "yes", []
    place = Span(len(text) - len(text.lstrip()), len(text.rstrip()), "redact")
    choices = [choice for choice in _CHOICES if choice]
    return False, [finding("redact.unknown-choice", place, text=said_there[:100], field="redact", choices=choices)]


def hidden_table(redacted: Redacted) -> Table:
    """Return each pseudonym with its kind and how often it was put in; the originals are not in it."""
    counted = Counter((kind.value, pseudonym) for kind, _, pseudonym in redacted.hidden)
    rows = tuple((pseudonym, (kind, count)) for (kind, pseudonym), count in counted.items())
    return Table("hidden", ("kind", "count"), rows[:_MAX_ROWS])
