"""Where in a pasted text the records of a protocol are."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from checkers.dns.answer import PastedRecord
from checkers.dns.commands import asked_in
from checkers.dns.model import normal_name
from checkers.dns.paste import read_paste
from checkers.dns.strings import read_strings
from checkers.records.candidate import Candidate, Found
from checkers.records.columns import before_columns, is_label, without_space
from checkers.records.protocol import Protocol
from checkers.text.domains import is_domain
from checkers.text.mapped import Mapped, joined

MAX_LOOK = 300  # characters at the beginning of a string that tell what it is
MAX_HEADS = 51  # records in one text that are looked for
MAX_LINES = 500  # that a record may be wrapped into
MAX_PREFIX = 300  # characters before a record in its line that are looked at
_WORD = re.compile(r"[^\s\"'<>()|,;=]+")
# What only a tag-list's next line looks like: a piece of a key, a tag, a closing quote.
_GOES_ON = re.compile(r"""(?=[^\s]{20}|[^\s]{0,20}[0-9+/=])[A-Za-z0-9+/=]{4,}[\s")]*$|.{0,300}[;=,]|["')]+""")


def find(text: str, protocol: Protocol) -> Found:
    """Return what in `text` is or wants to be a record of `protocol`, in order.

    A text that holds no sign of one is returned whole: it may be a record whose version is gone.
    """
    if paste := read_paste(text):
        records = (one for record in paste.records if record.type == "TXT" for one in _pasted(record, text, protocol))
        return Found(tuple(islice(records, MAX_HEADS)), paste)
    if strings := read_strings(text):
        groups = _groups(strings, protocol)[:MAX_HEADS]
        return Found(tuple(_candidate(group, quoted=True) for group in groups), alone=len(groups) == 1)
    if answers := _short_answers(text, protocol):
        return Found(tuple(answers[:MAX_HEADS]))
    return _plain(text, protocol)


def _short_answers(text: str, protocol: Protocol) -> list[Candidate]:
    """Read lines of quoted strings, as `dig +short` prints them, under the commands that asked for them.

    Nothing where a record stands in a line of another form.
    """
    found: list[Candidate] = []
    strings: list[Mapped] = []
    at, owner = 0, ""
    for line in islice(text.split("\n"), MAX_LINES):
        start, at = at, at + len(line) + 1
        if not line.strip():
            continue
        if read := read_strings(text, start, start + len(line)):
            strings += read
            continue
        if protocol.announced.search(line):
            return []
        found += (replace(_candidate(group, quoted=True), owner=owner) for group in _groups(tuple(strings), protocol))
        strings, owner = [], asked_in(line) or owner
    found += (replace(_candidate(group, quoted=True), owner=owner) for group in _groups(tuple(strings), protocol))
    return [one for one in found if announces(one.data.text, protocol)]


def announces(text: str, protocol: Protocol) -> bool:
    """Tell whether `text` is or wants to be a record of `protocol` by its first words."""
    return protocol.announced_first.match(text[:MAX_LOOK]) is not None


def _pasted(record: PastedRecord, text: str, protocol: Protocol) -> Iterator[Candidate]:
    first = record.strings[0]
    quoted = bool(first.text) and text[first.starts[0] - 1 : first.starts[0]] == '"'
    strings = record.strings
    if len(strings) == 1 and not quoted:
        strings = (first.part(*without_space(first.text, 0, _end(first.text, 0, len(first)))),)
    for group in _groups(strings, protocol):
        one = _candidate(group, quoted=quoted)
        if announces(one.data.text, protocol):
            yield replace(
                one,
                lines=record.lines,
                owner=record.name,
                type=record.type,
                type_place=record.type_place,
                complete=record.complete,
            )


def _groups(strings: tuple[Mapped, ...], protocol: Protocol) -> list[tuple[Mapped, ...]]:
    """Split strings where a new record begins: strings side by side may be several records, one a line."""
    groups: list[list[Mapped]] = []
    for string in strings:
        if groups and not _begins(string.text, groups[-1], protocol):
            groups[-1].append(string)
        else:
            groups.append([string])
    return [tuple(group) for group in groups]


def _begins(text: str, group: list[Mapped], protocol: Protocol) -> bool:
    """Tell whether a string begins a record of its own and does not go on with those before it."""
    if protocol.needs_version or protocol.right.match(text):
        return announces(text, protocol)
    key = re.compile(r"(?:^|;)[ \t]*p[ \t]*=")  # a record without a version has its key at the end
    tagged = re.match(rf"[ \t]*(?:{protocol.known})[ \t]*=(?!=|$)", text)
    return bool(tagged) and any(key.search(string.text) for string in group)


def _candidate(strings: tuple[Mapped, ...], *, quoted: bool) -> Candidate:
    data, borders, at = strings[0] if len(strings) == 1 else joined(strings), [], 0
    for string in strings[:-1]:
        at += len(string)
        borders.append(at)
    place = (data.starts[0] - 1, data.ends[-1] + 1) if data.text else (0, 0)
    return Candidate(data, tuple(borders), place, quoted)


def _plain(text: str, protocol: Protocol) -> Found:
    """Read records that stand in free text, one a line or wrapped, with a label or columns around them."""
    heads = list(islice(_heads(text, protocol), MAX_HEADS))
    if not heads:
        start, end = without_space(text, 0, len(text))
        return Found((Candidate(Mapped.of(text, start, end), lines=(start, end)),), alone=True)
    found = []
    for place, (line, match) in enumerate(heads):
        following = heads[place + 1][0] if place + 1 < len(heads) else len(text) + 1
        last = _last_line(text, match.start(), following)
        begin, before = _begin(text, line, match.start(), protocol)
        start, end = without_space(text, begin, _end(text, match.start(), last))
        whole = (line, min(len(text), last + 1))
        found.append(Candidate(Mapped.of(text, start, end), lines=whole, owner=_owner(before)))
    start, end = without_space(text, 0, len(text))
    alone = len(found) == 1 and (found[0].data.starts[0], found[0].data.ends[-1]) == (start, end)
    return Found(tuple(found), alone=alone)


def _begin(text: str, line: int, version: int, protocol: Protocol) -> tuple[int, str]:
    """Return where the record begins, and what stands before it in its line where that is a label or a column."""
    place = max(line, version - MAX_PREFIX)
    before = text[place:version]
    if not any(char.isalnum() for char in before):
        return line, ""  # quotes and odd characters belong to what was pasted as the record
    if tag := re.search(rf"(?<![A-Za-z0-9_.-])(?:{protocol.known})[ \t]*=[^;=]*;", before, re.IGNORECASE):
        return place + tag.start(), before[: tag.start()]  # its tags stand before the version
    quote = before[-1:] in {'"', "'", "\u201c", "\u201e", "`"}
    if not quote and not is_label(before):
        return line, ""  # a text that was pasted as part of the record
    return version - quote, before


def _end(text: str, start: int, end: int) -> int:
    """Return where the record ends and other columns begin: behind the last piece that holds a tag."""
    last = max(text.rfind("=", start, end), text.rfind(";", start, end), start)
    return before_columns(text, last, end)


def _owner(before: str) -> str:
    words = _WORD.findall(before)
    named = [word for word in words if is_domain(word.rstrip(":")) or word.startswith("_") or "._" in word]
    return normal_name(named[0].rstrip(":")) if named else ""


def _heads(text: str, protocol: Protocol) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the start of each line in which a record begins, and the first match that says so."""
    at = 0
    while match := protocol.announced.search(text, at):
        line, end = text.rfind("\n", 0, match.start()) + 1, _line_end(text, match.start())
        at = end + 1
        if match := protocol.announced.search(text, line, end):
            yield line, match


def _last_line(text: str, start: int, following: int) -> int:
    """Return the end of the last line up to which the record may go on: each holds what only a tag-list does."""
    last = _line_end(text, start)
    for _ in range(MAX_LINES):
        if last + 1 >= following:
            break
        end = _line_end(text, last + 1)
        begin, stop = without_space(text, last + 1, end)
        if begin == stop or not _GOES_ON.match(text, begin, stop):
            break
        last = end
    return last


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return found if found >= 0 else len(text)
