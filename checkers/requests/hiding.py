"""What redaction did, as findings and a table for a report."""

from collections import Counter

from checkers.registry import finding
from checkers.report import Finding, Table
from checkers.requests.redact import Redacted

_MAX_ROWS = 200


def said(redacted: Redacted, *, prose: bool) -> list[Finding]:
    """Return what to say of a redaction; `prose` where words that people wrote are in the text."""
    found = [finding("redact.hidden", count=len(redacted.hidden)) if redacted.hidden else finding("redact.nothing")]
    if redacted.unseen:
        found.append(finding("redact.unseen", *redacted.unseen, count=len(redacted.unseen)))
    if prose:
        found.append(finding("redact.prose"))
    return found


def hidden_table(redacted: Redacted) -> Table:
    """Return each pseudonym with its kind and how often it was put in; the originals are not in it."""
    counted = Counter((kind.value, pseudonym) for kind, _, pseudonym in redacted.hidden)
    rows = tuple((pseudonym, (kind, count)) for (kind, pseudonym), count in counted.items())
    return Table("hidden", ("kind", "count"), rows[:_MAX_ROWS])
