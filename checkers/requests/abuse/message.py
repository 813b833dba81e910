"""The junk message among what was pasted: its head, the ids that Exchange Online stamps, the people in it."""

import re
from dataclasses import dataclass
from email.utils import getaddresses

from checkers.message import Part, Source, read_parts
from checkers.message.decode import words
from checkers.message.mime import Field
from checkers.report import Span
from checkers.requests.times import utc

_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_BEFORE = re.compile(
    r"\A(?:(?!(?:received|return-path|delivered-to|x-[\w-]+|from|to|subject|date|message-id|arc-[\w-]+|dkim-signature"
    r"|authentication-results):)[^\n]*\n)+",
    re.IGNORECASE,
)
_FOR = re.compile(r"\bfor\s+<?([^\s<>;()]{1,64}@[^\s<>;()]{1,255})", re.IGNORECASE)
_VICTIM = (
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-rcpt-to",
    "to",
    "cc",
    "bcc",
    "x-delivered-to",
)
_MAX_PEOPLE = 50
_MAX_FIELD = 20_000


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a header field and where it stands."""

    value: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Message:
    """A message as text with line feeds, and its head; `inner` says that another message lies in it."""

    text: str
    head: Part
    inner: bool

    def field(self, name: str) -> Said | None:
        """Return the first field called `name` (lower case) that says something."""
        return next(
            (self._said(field) for field in self.head.fields if field.name == name and field.value.strip()), None
        )

    def guids(self, *names: str) -> list[Said]:
        """Return the different GUIDs that fields of these names hold, in order."""
        found: dict[str, Said] = {}
        for field in self.head.fields:
            if field.name in names and (match := _GUID.search(field.value)):
                found.setdefault(match[0].lower(), Said(match[0].lower(), self._said(field).span))
        return list(found.values())

    def head_text(self) -> str:
        """Return the head alone."""
        return self.text[: self.text.find("\n\n") + 1] or self.text[:_MAX_FIELD]

    def sender(self) -> Said | None:
        """Return the From address."""
        said = self.field("from")
        found = _addresses(said.value) if said else []
        return Said(found[0][1], said.span) if said and found else None

    def date(self) -> str | None:
        """Return what the Date field says, in UTC; the sender wrote it."""
        said = self.field("date")
        return utc(said.value) if said else None

    def victims(self) -> set[str]:
        """Return addresses, names and domains of the people who got the message, as far as its head names them."""
        found: set[str] = set()
        for field in self.head.fields:
            if field.name in _VICTIM:
                for name, address in _addresses(field.value)[:_MAX_PEOPLE]:
                    found |= {words(name).strip(), name.strip(), address}
            elif field.name == "received" and (match := _FOR.search(field.value[:_MAX_FIELD])):
                found.add(match[1])
        domains = {one.rpartition("@")[2] for one in found if "@" in one}
        return {one for one in found | domains if one}

    def _said(self, field: Field) -> Said:
        span = self.head.source.span(field.start, field.end) if field.start < field.end else None
        return Said(field.value, span)


def read_message(raw: str) -> Message | None:
    """Return the message in `raw`, None where there is none.

    Words before its head and quoting marks are passed over. A message without a way of its own (a draft) that has
    another one attached is only the envelope of that.
    """
    source = Source.of(raw)
    bare = source.unquoted() if ">" in raw or "|" in raw else source
    for text in (source, bare):
        for tried in (text, text.without(_BEFORE) if _BEFORE.match(text.text) else text):
            parts = read_parts(tried, opened=True)
            if parts and _is_head(parts[0]):
                return _message(tried, parts)
    return None


def _is_head(part: Part) -> bool:
    """Tell whether a part begins with the head of a message."""
    return len(part.fields) > 1 and any(field.name in {"received", "from", "return-path"} for field in part.fields)


def _message(source: Source, parts: list[Part]) -> Message:
    heads = [part for part in parts if part.head]
    outer, inner = heads[0], heads[1] if len(heads) > 1 else None
    if inner and inner.source is not source and not outer.get("received") and inner.get("received"):
        return Message(inner.source.text, inner, inner=False)
    if inner and not outer.get("received") and inner.get("received"):
        begin = inner.fields[0].start - len(inner.fields[0].name) - 1
        start = max(source.text.rfind("\n", 0, begin + 1) + 1, 0)
        end = max(part.end for part in parts if part.level >= inner.level and part.source is source)
        return Message(source.text[start:end], inner, inner=False)
    first = outer.fields[0].start
    return Message(source.text[source.text.rfind("\n", 0, first) + 1 :], outer, inner=inner is not None)


def _addresses(value: str) -> list[tuple[str, str]]:
    try:
        return [(name, address) for name, address in getaddresses([value[:_MAX_FIELD]]) if "@" in address]
    except (ValueError, IndexError, RecursionError):
        return []
