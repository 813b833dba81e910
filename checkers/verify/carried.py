"""A message that another one only carries, forwarded as an attachment: it is the one in question."""

import re
from typing import NamedTuple

from checkers.message import Source, read_parts
from checkers.message.mime import Part
from checkers.report import Report, Span
from checkers.verify.prefix import placed

_ATTACHED = re.compile(r"^Content-Type:[ \t]*message/(?:rfc822|global)", re.MULTILINE | re.IGNORECASE)
_JUDGED = {
    "x-forefront-antispam-report",
    "x-microsoft-antispam",
}  # fields of a message that Microsoft's filter has seen
_WAY = {"received", "authentication-results", *_JUDGED}


class Carried(NamedTuple):
    """The attached message as it was given, and where it begins in the text of the one around it."""

    value: str | bytes
    start: int
    size: int

    def placed(self, report: Report) -> Report:
        """Return a report on the attached message that points into the whole text."""
        return placed(report, lambda span: Span(span.start + self.start, span.end + self.start, span.input))


def carried(text: str, value: str | bytes) -> Carried | None:
    """Return the attached message where it has a way and the one around it was not judged by Microsoft's filter.

    `text` is what `value` says. None for bounces and reports, whose attachment is no subject of its own.
    """
    if not _ATTACHED.search(text):
        return None
    parts = read_parts(Source.of(text))
    outer = parts[0]
    inner = [part for part in parts if part.head and part.level == 1 and _names(part) & _WAY]
    if outer.type == "multipart/report" or _names(outer) & _JUDGED or len(inner) != 1:
        return None
    [one] = inner
    start = one.source.place(one.source.text.rfind("\n", 0, one.fields[0].start) + 1)
    end = one.source.place(one.end - 1) + 1
    return Carried(_cut(text, value, start, end), start, end - start)


def _names(part: Part) -> set[str]:
    return {field.name for field in part.fields}


def _cut(text: str, value: str | bytes, start: int, end: int) -> str | bytes:
    """Return the stretch in the form of the whole: octets stay what they are."""
    if isinstance(value, str):
        return text[start:end]
    if len(value) == len(text):  # a charset of one octet a character
        return value[start:end]
    return text[start:end].encode()
