"""The answers to the builder's questions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from checkers.dmarc.questions import QUESTIONS
from checkers.dmarc.uris import Fault, read_uris
from checkers.inputs import Inputs
from checkers.records.said import shown
from checkers.records.tags import Tag
from checkers.registry import finding
from checkers.report import Finding, Span
from checkers.text.token import Token

MAX_ADDRESSES = 10

_ENTRY = re.compile(r"[^\s,;]+")
_WORD = re.compile(r"\S+")
_SIGNS = re.compile(r"[,;\"\\]")  # in the name of a mailbox only between quotation marks
_UNUSABLE = {Fault.ADDRESS, Fault.SCHEME, Fault.EMPTY}


@dataclass(frozen=True, slots=True)
class Answers:
    """What the reader wants, each one of the choices of its question; `reports` are URIs."""

    stage: str
    reports: tuple[str, ...]
    subdomains: str
    missing: str
    alignment: str
    test: str


def read_answers(inputs: Inputs) -> tuple[Answers, list[Finding]]:
    """Return the answers, and a finding for each that cannot be used; the usual one then stands in its place."""
    wrong: list[Finding] = []
    chosen: dict[str, str] = {}
    for field in QUESTIONS:
        if not field.choices:
            continue
        given = inputs.stated(field.name).lower()
        if given and given not in field.choices:
            span = Span(0, len(inputs.text(field.name)), field.name)
            wrong.append(finding("dmarc.unknown-answer", span, answer=shown(given), choices=", ".join(field.choices)))
        chosen[field.name] = given if given in field.choices else field.choices[0]
    reports = _reports(inputs, wrong)
    answers = Answers(
        chosen["stage"],
        reports,
        chosen["subdomains"],
        chosen["missing_subdomains"],
        chosen["alignment"],
        chosen["test"],
    )
    return answers, wrong


def _reports(inputs: Inputs, wrong: list[Finding]) -> tuple[str, ...]:
    """Return the URIs of the stated addresses, written with or without "mailto:"."""
    found: dict[str, None] = {}
    for start, address in islice(_entries(inputs.text("reports")), MAX_ADDRESSES):
        token = Token(address, 0, len(address))
        uri = read_uris(Tag(token, token, token, equals=True))[0]
        span = Span(start, start + len(address), "reports")
        if uri.fault in _UNUSABLE or _SIGNS.search(_unquoted(address)):
            wrong.append(finding("dmarc.bad-address", span, address=shown(address)))
            continue
        if not address.rpartition("@")[0].isascii():
            wrong.append(finding("dmarc.address-letters", span, address=shown(address)))
        found[uri.meant or address] = None
    return tuple(found)


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between commas, semicolons and white space, with its place.

    A comma in the name of a mailbox (`"a,b"@example.com`) parts nothing: neither half is an address that was typed.
    """
    for word in _WORD.finditer(text):
        start = None  # of pieces without "@", which may be the front of the next one
        for piece in _ENTRY.finditer(text, *word.span()):
            start = piece.start() if start is None else start
            if "@" in piece[0]:
                yield start, text[start : piece.end()]
                start = None
        if start is not None:
            yield start, text[start : word.end()].rstrip(",;")


def _unquoted(address: str) -> str:
    """Return an address without the quotation marks around the whole of it."""
    whole = len(address) > 1 and address[0] == address[-1] == '"'
    return address[1:-1] if whole else address
