"""How a finding about a place in a record is made."""

from dataclasses import replace

from checkers.records.protocol import Protocol
from checkers.registry import finding
from checkers.report import Edit, Finding, Fix, Severity, Value
from checkers.text.mapped import Mapped
from checkers.text.token import Token

MAX_SHOWN = 80  # characters of a term in a sentence; the place is marked in the text anyway


def shown(text: str) -> str:
    """Return `text` short enough for a sentence, with nothing in it that could not be seen."""
    plain = "".join(char if char.isprintable() else "\u2423" for char in text[: MAX_SHOWN + 1]).replace("`", "'")
    return plain if len(text) <= MAX_SHOWN else plain[: MAX_SHOWN - 1] + "\u2026"


def told(found: Finding, protocol: Protocol) -> Finding:
    """Return a finding about any record with who reads those of `protocol`: receivers of mail, or its senders."""
    if not found.code.startswith("record."):
        return found
    who = "senders" if protocol.inbound else "receivers"
    return replace(found, values={**found.values, "readers": who, "Readers": who, "a_record": protocol.name})


class Say:
    """Makes findings about tokens of one record."""

    def __init__(self, data: Mapped) -> None:
        self.data = data

    def about(
        self,
        code: str,
        *tokens: Token,
        fix: list[Edit] | None = None,
        severity: Severity | None = None,
        **values: Value,
    ) -> Finding:
        """Return the finding `code` about `tokens`; `term` is the first one's text unless it is given."""
        values.setdefault("term", tokens[0].text if tokens else "")
        short = {name: shown(value) if isinstance(value, str) else value for name, value in values.items()}
        places = [self.data.span(token.start, token.end) for token in tokens]
        spans = [place for place in places if place.start < place.end]  # what was read into the text cannot be marked
        found = finding(code, *spans, severity=severity, fix=Fix(tuple(fix)) if fix else None)
        return replace(found, values=short)

    def put(self, token: Token, text: str) -> Edit:
        """Return the edit that puts `text` in place of a token."""
        return self.data.edit(token.start, token.end, text)

    def remove(self, token: Token) -> Edit:
        """Return the edit that deletes a term and the space before it."""
        start = token.start
        while start > 0 and self.data.text[start - 1] == " ":
            start -= 1
        return self.data.edit(start, token.end, "")

    def insert(self, place: int, text: str) -> Edit:
        """Return the edit that inserts `text` at a place."""
        return self.data.edit(place, place, text)
