"""Pasted answers of dig, host, nslookup and Resolve-DnsName, and zone-file lines, as records with their places."""

import re
from collections.abc import Iterator
from dataclasses import replace

from checkers.dns.answer import Paste, PastedRecord
from checkers.dns.model import normal_name
from checkers.dns.status import asked_name, asked_type, said_status
from checkers.dns.strings import read_strings
from checkers.text.mapped import Mapped

MAX_READ = 262_144  # characters: an answer is shorter, and nobody reads a longer one

_TYPES = "A|AAAA|CAA|CNAME|DNSKEY|DS|HINFO|MX|NS|PTR|RRSIG|SOA|SPF|SRV|TLSA|TXT"
# "name 3600 IN TXT data"; without class and time to live it takes a quoted TXT or SPF to tell it from other text
_ZONE = re.compile(
    rf"(?P<name>[^\s;\"=:]*)[ \t]+(?:(?:\d+[smhdw]?[ \t]+)?IN[ \t]+(?:\d+[smhdw]?[ \t]+)?(?P<type>{_TYPES})"
    rf"|\d+[smhdw]?[ \t]+(?P<timed>{_TYPES})|(?P<bare>TXT|SPF)(?=[ \t]*[\"(\u201c]|[ \t]+v=))[ \t]*(?P<data>.*)",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?P<name>[^\s;\"]+) descriptive text (?P<data>.*)")
_NSLOOKUP = re.compile(r"(?P<name>[^\s;\"]+)[ \t]+text[ \t]*=[ \t]*(?P<data>.*)")
_POWERSHELL = re.compile(
    r"(?:(?P<name>[^\s;\"{]+)[ \t]+(?P<type>TXT|SPF)[ \t]+\d+[ \t]+\w+[ \t]+|Strings[ \t]*:[ \t]*|(?=\{v=))"
    r"\{(?P<data>.*)"
)
_NAME_LINE = re.compile(r"Name[ \t]*:[ \t]*(?P<name>\S+)[ \t]*$")
_SIGNS = re.compile(
    r"^;; (?:->>HEADER|ANSWER|QUESTION|Got|Query|connection|communications)|^; <<>> DiG|^Non-authoritative answer"
    r"|^Nicht autorisierende Antwort|^DNS request timed out|^[ \t]+primary name server =[ \t]"
    r"|^\S+[ \t]+SOA[ \t]+[0-9]+[ \t]+Authority[ \t]"
    r"|^\*\*\* .{0,200}nicht (?:gefunden|finden)|^\*\*\* (?:Request to|Zeit.berschreitung) "
    r"|can't find \S+: |^\*\*\* .{0,80}(?:can't find|No text)|^Host \S+ not found"
    r"|^\S+ has no TXT record|^Resolve-DnsName[ :]|^\$ORIGIN|^\$TTL",
    re.MULTILINE,
)
_ADDRESS_LINES = re.compile(r"^\S+ (?:has (?:IPv6 )?address|mail is handled by|is an alias for) \S", re.MULTILINE)


def looks_like_answer(text: str) -> bool:
    """Tell whether `text` holds what a DNS tool prints or a zone file's record lines."""
    short = text[:MAX_READ]
    return bool(_SIGNS.search(short) or _ADDRESS_LINES.search(short)) or next(_records(short), None) is not None


def read_paste(text: str) -> Paste | None:
    """Return the records in a pasted answer or zone file, None where the text is neither."""
    short = text[:MAX_READ]
    if not looks_like_answer(short):
        return None
    return Paste(tuple(_records(short)), said_status(short), normal_name(asked_name(short)), asked_type(short))


def _records(text: str) -> Iterator[PastedRecord]:
    lines, name = _Lines(text), ""
    while lines.more:
        start, end = lines.take()
        if match := _NAME_LINE.match(text, start, end):
            name = match["name"]
        elif match := _ZONE.match(text, start, end):
            name = match["name"] or name
            stop = lines.close("(", ")", match.start("data"))
            if match["data"].startswith('"'):
                stop = lines.take_quoted(blank=False)  # wrapped on its way here
            group = next(group for group in ("type", "timed", "bare") if match[group])
            record = _record(text, name, match[group].upper(), match.start("data"), stop)
            yield replace(record, lines=(start, lines.at), type_place=match.span(group))
        elif match := _HOST.match(text, start, end):
            yield replace(_record(text, match["name"], "TXT", match.start("data"), end), lines=(start, lines.at))
        elif match := _NSLOOKUP.match(text, start, end):
            record = _record(text, match["name"], "TXT", match.start("data"), lines.take_quoted())
            yield replace(record, lines=(start, lines.at))
        elif match := _POWERSHELL.match(text, start, end):
            stop = lines.close("{", "}", match.start("data") - 1)
            record = _powershell(text, match["name"] or name, match["type"] or "TXT", match.start("data"), stop)
            yield replace(record, lines=(start, lines.at))


def _record(text: str, name: str, type_: str, start: int, end: int) -> PastedRecord:
    strings = read_strings(text, start, end) if type_ in {"TXT", "SPF"} else None
    return PastedRecord(normal_name(name), type_, strings or (_bare(text, start, end),))


def _powershell(text: str, name: str, type_: str, start: int, end: int) -> PastedRecord:
    stop = text.rfind("}", start, end)
    body = _bare(text, start, stop if stop >= 0 else end)
    cut = body.text.endswith(("...", "\u2026")) or stop < 0
    # the table wraps inside words: a line break and the indentation behind it are the console's
    body = body.changed((m.start(), m.end(), "") for m in re.finditer(r"\r?\n[ \t]*", body.text))
    ends = [m.start() for m in re.finditer(", ", body.text)]
    starts = [0, *(place + 2 for place in ends)]
    parts = tuple(body.part(a, b) for a, b in zip(starts, [*ends, len(body)], strict=True))
    return PastedRecord(normal_name(name), type_.upper(), parts, complete=not cut)


def _bare(text: str, start: int, end: int) -> Mapped:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Mapped.of(text, start, end)


class _Lines:
    """The lines of a text, taken one by one or several at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    @property
    def more(self) -> bool:
        return self.at < len(self.text)

    def take(self) -> tuple[int, int]:
        """Return start and end of the next line, without its line break."""
        start = self.at
        found = self.text.find("\n", start)
        end = found if found >= 0 else len(self.text)
        self.at = end + 1
        return start, end - (end > start and self.text[end - 1] == "\r")

    def take_quoted(self, *, blank: bool = True) -> int:
        """Take the lines that hold nothing but quoted strings, also after a `blank` one; return where they end."""
        end = min(self.at - 1, len(self.text))
        while self.more:
            before = self.at
            start, stop = self.take()
            line = self.text[start:stop].strip()
            if (line or not blank) and not line.startswith('"'):
                self.at = before
                break
            end = stop if line else end
        return end

    def close(self, opening: str, closing: str, start: int) -> int:
        """Take lines until `opening`, where it stands at `start`, is closed; return the end of the last one."""
        end = min(self.at - 1, len(self.text))
        if self.text[start : start + 1] == opening:
            found = self.text.find(closing, start)
            while found >= end and self.more:
                _, end = self.take()
        return end
