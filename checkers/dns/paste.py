"""Pasted answers of dig, host, nslookup and Resolve-DnsName, and zone-file lines, as records with their places."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from checkers.dns import forms
from checkers.dns.answer import Paste, PastedRecord
from checkers.dns.lines import Lines
from checkers.dns.model import full_name, normal_name
from checkers.dns.strings import read_strings
from checkers.text.mapped import Mapped, joined

MAX_READ = 262_144  # characters: an answer is shorter, and nobody reads a longer one

_SIGNS = re.compile(
    r"\n(?:;; (?:->>HEADER|ANSWER|QUESTION|Got|Query|connection|communications)|; <<>> DiG|Non-authoritative answer"
    r"|Nicht autorisierende Antwort|DNS request timed out|[ \t]+primary name server =[ \t]"
    r"|\S+[ \t]+SOA[ \t]+[0-9]+[ \t]+Authority[ \t]"
    r"|\*\*\* .{0,200}nicht (?:gefunden|finden)|\*\*\* (?:Request to|Zeit.berschreitung) "
    r"|.{0,200}can't find \S+: |\*\*\* .{0,80}(?:can't find|No text)|Host \S+ not found"
    r"|\S+ has no [A-Z]+ record|Resolve-DnsName[ :]|\$ORIGIN|\$TTL)"
)
MAX_SIGN = 1_000  # characters of the first line that show whose it is

_LINE = re.compile(r"[^\n]{4}")  # no record is shorter
_TXT = {"TXT", "SPF"}
_CUT = ("...", "\u2026")


def looks_like_answer(text: str) -> bool:
    """Tell whether `text` holds what a DNS tool prints or a zone file's record lines."""
    short = text[:MAX_READ]
    return _has_sign(short) or bool(pasted_records(short))


def read_paste(text: str) -> Paste | None:
    """Return the records in a pasted answer or zone file, None where the text is neither."""
    short = text[:MAX_READ]
    records = pasted_records(short)
    if not records and not _has_sign(short):
        return None
    return Paste(records, short)


def _has_sign(text: str) -> bool:
    return _SIGNS.match(f"\n{text[:MAX_SIGN]}") is not None or _SIGNS.search(text) is not None


@lru_cache(4)  # whoever looks for answers and whoever looks for records ask for the same text
def pasted_records(text: str) -> tuple[PastedRecord, ...]:
    """Return the records in `text` in the order in which they stand, whatever printed them."""
    return tuple(_Reader(text).records())


class _Reader:
    """Reads line by line; what a line leaves open stands in the lines before it: origin, owner, type."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.start = 0  # of the line that is read
        self.origin = ""
        self.name = ""  # of the last zone line: in normal form, or as written where no origin is known
        self.listed: Mapped | None = None  # the name that a list is about
        self.type = ""  # of a list of PowerShell
        self.aliases = False  # the list goes on with aliases

    def records(self) -> Iterator[PastedRecord]:
        while found := _LINE.search(self.text, self.lines.at):
            self.lines.at = found.start()
            self.start, end = self.lines.take()
            yield from self._line(self.start, end)

    def _line(self, start: int, end: int) -> Iterator[PastedRecord]:
        text = self.text
        if match := forms.NAME_LINE.match(text, start, end):
            # what follows "Server:" are the addresses of the server that answered
            self.listed = Mapped.of(text, *match.span("name")) if match["label"] == "Name" else None
            self.type, self.aliases = "", False
        elif match := forms.ORIGIN.match(text, start, end):
            self.origin = full_name(match["name"], self.origin)
        elif match := forms.ZONE.match(text, start, end):
            yield from self._zone(match)
        elif match := forms.HOST.match(text, start, end):
            yield self._record(match["name"], forms.HOST_TYPES[match["said"]], match.start("data"), end)
        elif match := forms.NSLOOKUP.match(text, start, end):
            yield self._nslookup(match, end)
        elif match := forms.ROW.match(text, start, end):
            yield self._row(match)
        elif match := forms.POWERSHELL.match(text, start, end):
            stop = self.lines.close("{", "}", match.start("data") - 1)
            listed = self.listed.text if self.listed else ""
            yield self._braces(match["name"] or listed, match["type"] or "TXT", match.start("data"), stop)
        else:
            yield from self._listed(start, end)

    def _zone(self, match: re.Match[str]) -> Iterator[PastedRecord]:
        group = "type" if match["type"] else "timed" if match["timed"] else "bare"
        written, type_, start = match["name"], match[group], match.start("data")
        if type_.upper() not in _TXT and not type_.isupper() and not _has_shape(type_.upper(), match["data"]):
            return  # "arrived in a minute"
        self.name = full_name(written, self.origin) if written else self.name
        if not match["data"]:
            return  # a question, a heading
        opened = self.text.find("(", start, match.end()) if type_.upper() == "SOA" else start
        stop = self.lines.close("(", ")", opened)
        if match["data"].startswith('"'):
            stop = self.lines.take_quoted(blank=False)  # wrapped on its way here
        place = match.span("name") if written else None
        around = {"type_place": match.span(group), "origin": self.origin, "name_place": place}
        yield self._record(self.name, type_.upper(), start, stop, **around)

    def _nslookup(self, match: re.Match[str], end: int) -> PastedRecord:
        type_, start = forms.NSLOOKUP_TYPES[match["said"] or match["old"]], match.start("data")
        if windows := forms.EXCHANGER.match(self.text, start, end):
            return self._made(match["name"], "MX", self._exchange(windows))
        stop = self.lines.take_quoted() if type_ == "TXT" else end
        return self._record(match["name"], type_, start, stop)

    def _row(self, match: re.Match[str]) -> PastedRecord:
        name, type_ = match["name"], match["type"]
        whole = not name.endswith(_CUT) and not match["data"].endswith(_CUT)
        data = Mapped.of(self.text, *match.span("data"))
        if type_ == "MX" and match["number"]:
            gap = match.start("gap")
            data = joined((Mapped.of(self.text, *match.span("number")), Mapped.of(self.text, gap, gap + 1), data))
        return self._made(name, type_, data, complete=whole)

    def _listed(self, start: int, end: int) -> Iterator[PastedRecord]:
        """Read a line of a list: nslookup's addresses and aliases, PowerShell's properties."""
        text, name = self.text, self.listed
        if not name:
            return
        if match := forms.TYPE_LINE.match(text, start, end):
            self.type = match["type"]
        elif (match := forms.ADDRESS_LINE.match(text, start, end)) and (match["label"] or match["indent"]):
            type_ = "AAAA" if ":" in match["data"] else "A"
            yield self._record(name.text, type_, *match.span("data"))
        elif match := forms.FIELD_LINE.match(text, start, end):
            yield from self._field(match, name.text)
        elif (match := forms.ALIAS_LINE.match(text, start, end)) and (match["label"] or self.aliases):
            self.aliases = True
            yield self._made(match["data"], "CNAME", name)

    def _field(self, match: re.Match[str], name: str) -> Iterator[PastedRecord]:
        place = Mapped.of(self.text, *match.span("data"))
        if match["field"] == "NameHost" and self.type in {"CNAME", "NS", "PTR"}:
            yield self._made(name, self.type, place)
        elif match["field"] == "NameExchange":
            rest = self.text[match.end() : match.end() + 200]
            if number := forms.PREFERENCE.search(rest):
                at = match.end() + number.start("number")
                digits = Mapped.of(self.text, at, at + len(number["number"]))
                place = joined((digits, Mapped.of(self.text, at - 1, at), place))
            yield self._made(name, "MX", place)

    def _exchange(self, match: re.Match[str]) -> Mapped:
        number, gap, host = (Mapped.of(self.text, *match.span(group)) for group in ("number", "gap", "host"))
        return joined((number, gap.changed([(0, 1, " ")]), host))

    def _record(self, name: str, type_: str, start: int, end: int, **around: Any) -> PastedRecord:
        strings = read_strings(self.text, start, end) if type_ in _TXT else None
        if type_ not in {*_TXT, "SOA"} and (comment := self.text.find(";", start, end)) >= 0:
            end = comment
        return self._made(name, type_, *(strings or (_bare(self.text, start, end),)), **around)

    def _braces(self, name: str, type_: str, start: int, end: int) -> PastedRecord:
        stop = self.text.rfind("}", start, end)
        body = _bare(self.text, start, stop if stop >= 0 else end)
        cut = body.text.endswith(_CUT) or stop < 0
        # the table wraps inside words: a line break and the indentation behind it are the console's
        body = body.changed((m.start(), m.end(), "") for m in re.finditer(r"\r?\n[ \t]*", body.text))
        ends = [m.start() for m in re.finditer(", ", body.text)]
        starts = [0, *(place + 2 for place in ends)]
        parts = tuple(body.part(a, b) for a, b in zip(starts, [*ends, len(body)], strict=True))
        return self._made(name, type_.upper(), *parts, complete=not cut)

    def _made(self, name: str, type_: str, *strings: Mapped, **around: Any) -> PastedRecord:
        """Return a record, which takes the lines that were read since it began."""
        lines = (self.start, min(self.lines.at, len(self.text)))
        return PastedRecord(normal_name(name), type_, strings, lines=lines, **around)


def _has_shape(type_: str, data: str) -> bool:
    """Tell whether `data` may be that of a record of a type: a word, a number and a word, an address."""
    words = data.partition(";")[0].split()
    if type_ in {"A", "AAAA"}:
        return len(words) == 1 and words[0][:1].isalnum() and ("." in words[0] or ":" in words[0])
    if type_ == "MX":
        return len(words) == 2 and words[0].isdigit()  # noqa: PLR2004  preference and host
    return len(words) == 1 if type_ in {"CNAME", "NS", "PTR"} else len(words) > 1


def _bare(text: str, start: int, end: int) -> Mapped:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Mapped.of(text, start, end)
