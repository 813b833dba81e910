"""The mail that came back inside a bounce: its headers are evidence, what somebody wrote in it is not."""

import re

from checkers.message import Source, read_parts
from checkers.message.mime import read_fields

# How servers without MIME announce the copy (qmail, Exim, old sendmail).
_COPY = re.compile(
    r"^[-\s>]*(?:-{2,}|this is a copy of)[^\n]{0,60}"
    r"\b(?:copy of (?:the|your) message|original message|returned mail|unsent message)\b[^\n]*\n\s*",
    re.IGNORECASE | re.MULTILINE,
)
_FEWEST = 2  # fields that make a head


def without_body(raw: str) -> tuple[str, int]:
    """Return a bounce with line feeds and without the body of the mail that came back, and how many characters went.

    Its head stays. Nothing goes where no returned mail is found.
    """
    source = Source.of(raw)
    text = source.text
    parts = read_parts(source)
    inner = next((part for part in parts if part.head and part.level), None)
    if inner is not None:
        start, end = inner.start, max(part.end for part in parts if part.level >= inner.level)
        return text[:start] + "\n" * (end < len(text)) + text[end:], max(0, end - start)
    for copy in _COPY.finditer(text):
        fields, start = read_fields(text, copy.end(), len(text))
        if len(fields) >= _FEWEST and start < len(text):
            return text[:start], len(text) - start
    return text, 0
