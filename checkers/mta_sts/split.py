"""What of the two inputs is the record and what the policy: people mix them up, or paste both at once."""

import re
from dataclasses import dataclass

from checkers.mta_sts.model import MTA_STS
from checkers.text.mapped import Mapped

_FIELD = re.compile(
    r"^[ \t\"'>\ufeff\u200b\u201c\u201e]*(version|mode|mx|max[_-]?age)[\"']?[ \t]*(?::|=(?!=))",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST = re.compile(r"version[\"']?[ \t]*[:=]?[ \t]*sts", re.IGNORECASE)
_GLUED = re.compile(r"(?<![A-Za-z_.-])version[\"']?[ \t]*:[ \t]*STSv", re.IGNORECASE)  # not first in its line
_RECORD = re.compile(r"\bv[^A-Za-z0-9\n]{1,5}STS", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*\r?\n")
_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parts:
    """The record's text, with a blank for every character beside it, the input that it is in, and the policy."""

    record: str
    record_input: str
    policy: Mapped | None


def split(main: str, stated: str) -> Parts:
    """Return the parts of `main` (the record's input) and `stated` (the policy's)."""
    begin, end = policy_place(main)
    record = main[:begin] + _blank(main[begin:end]) + main[end:]
    if stated.strip():
        if not record.strip() and is_record(stated):
            return Parts(stated, "policy", Mapped.of(main, begin, end) if begin < end else None)
        return Parts(record, "", Mapped(stated, range(len(stated)), range(1, len(stated) + 1), "policy"))
    return Parts(record, "", Mapped.of(main, begin, end) if begin < end else None)


def is_record(text: str) -> bool:
    """Tell whether `text` holds a record and nothing of a policy."""
    begin, end = policy_place(text)
    return begin == end and MTA_STS.announced.search(text) is not None


def is_web_page(text: str) -> bool:
    """Tell whether `text` is HTML: what a web server shows in place of a file that it does not have."""
    return _WEB_PAGE.match(text) is not None


def policy_place(text: str) -> tuple[int, int]:
    """Return where in `text` a policy stands, an empty place where there is none."""
    if is_web_page(text):
        return 0, len(text)
    fields = list(_FIELD.finditer(text))
    record = _RECORD.search(text)
    glued = _GLUED.search(text, record.end()) if record else None
    if glued and not (fields and fields[0].start() < glued.start()):
        return glued.start(), len(text)
    if not fields or (len(fields) == 1 and not _FIRST.match(text, fields[0].start(1))):
        return 0, 0
    if record is None:
        return 0, len(text)
    if record.start() < fields[0].start():
        blank = _BLANK.search(text, record.end(), fields[0].start())  # what stands behind it is the policy's
        return blank.end() if blank else fields[0].start(), len(text)
    return 0, max(text.rfind("\n", 0, record.start()), 0)


def _blank(text: str) -> str:
    return "\n" * (text.count("\n") and 1) + " " * (len(text) - (text.count("\n") and 1))
