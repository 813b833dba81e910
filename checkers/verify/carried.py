"""A message that another one only carries, forwarded as an attachment: it is the one in question."""

import re
from typing import NamedTuple

from checkers.message import Source, read_parts
from checkers.message.decode import octets
from checkers.message.mime import Part, is_sealed
from checkers.report import Report, Span
from checkers.verify.prefix import placed

_ATTACHED = re.compile(r"^Content-Type:[ \t]*message/(?:rfc822|global)", re.MULTILINE | re.IGNORECASE)
_JUDGED = {
    "x-forefront-antispam-report",
    "x-microsoft-antispam",
}  # fields of a message that Microsoft's filter has seen
_WAY = {"received", "authentication-results", *_JUDGED}


class Carried(NamedTuple):
    """The attached message as it was given, and where it begins in the text of the one around it.

    `sealed` says that it stood there encoded: what is said of any place in it is said of all of it.
    """

    value: str | bytes
    start: int
    size: int
    sealed: bool = False

    def placed(self, report: Report) -> Report:
        """Return a report on the attached message that points into the whole text."""
        if self.sealed:
            whole = (self.start, self.start + self.size)
            return placed(report, lambda span: Span(*whole) if span.input in {"", "message"} else span)
        return placed(report, lambda span: Span(span.start + self.start, span.end + self.start, span.input))


def carried(text: str, value: str | bytes) -> Carried | None:
    """Return the attached message where it has a way and the one around it was not judged by Microsoft's filter.

    `text` is what `value` says. None for bounces and reports, whose attachment is no subject of its own.
    """
    if not _ATTACHED.search(text):
        return None
    parts = read_parts(Source.of(text), opened=True)
    outer = parts[0]
    inner = [part for part in parts if part.head and part.level == 1 and _names(part) & _WAY]
    if outer.type == "multipart/report" or _names(outer) & _JUDGED or len(inner) != 1:
        return None
    [one] = inner
    if whole := one.source.whole:
        return _opened(text, whole)
    start = one.source.place(one.source.text.rfind("\n", 0, one.fields[0].start) + 1)
    end = one.source.place(one.end - 1) + 1
    return Carried(_cut(text, value, start, end), start, end - start)


def _opened(text: str, whole: Span) -> Carried | None:
    """Return the message that is encoded at `whole`, its octets as they were signed."""
    for part in read_parts(Source.of(text)):
        if is_sealed(part) and part.start < part.end and part.source.span(part.start, part.end) == whole:
            encoding = part.get("content-transfer-encoding").strip().lower()
            value = octets(text[whole.start : whole.end], encoding)
            return Carried(value, whole.start, whole.end - whole.start, sealed=True) if value else None
    return None  # it lies in another that is encoded


def _names(part: Part) -> set[str]:
    return {field.name for field in part.fields}


def _cut(text: str, value: str | bytes, start: int, end: int) -> str | bytes:
    """Return the stretch in the form of the whole: octets stay what they are."""
    if isinstance(value, str):
        return text[start:end]
    if len(value) == len(text):  # a charset of one octet a character
        return value[start:end]
    return text[start:end].encode()
