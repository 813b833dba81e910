"""Where in a pasted text the SPF records are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from checkers.dns.answer import Paste, PastedRecord
from checkers.dns.paste import read_paste
from checkers.dns.strings import read_strings
from checkers.records.candidate import Candidate, Found
from checkers.spf.panel import MAX_RECORDS, plain_records, without_columns
from checkers.spf.shape import MAX_LOOK, belongs_to_record
from checkers.spf.version import announces, holds_version
from checkers.text.mapped import Mapped, joined

_VERSION = re.compile(r"v[ ]?=[ ]?spf", re.IGNORECASE)


def find(text: str) -> Found:
    """Return what in `text` is or wants to be an SPF record, in order."""
    if paste := read_paste(text):
        if paste.records or text.count('"') < 2:  # noqa: PLR2004  a pair
            return Found(tuple(islice(_from_records(paste, text), MAX_RECORDS + 1)), paste)
        return Found(tuple(_wanted(_from_strings(text))), paste)  # what `dig +short` prints below its banner
    if candidates := _from_strings(text):
        wanted = _wanted(candidates) or candidates[:1]
        return Found(tuple(wanted), alone=len(wanted) == 1 and text.lstrip(" \t\r\n(").startswith('"'))
    plain, alone = plain_records(text)
    return Found(tuple(Candidate(data, lines=lines, owner=owner) for data, lines, owner in plain), alone=alone)


def _wanted(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return those that want to be an SPF record, where none does those that hold one behind something else."""
    announced = [one for one in candidates if announces(one.data.text)]
    return announced or [one for one in candidates if holds_version(one.data.text)]


def _from_records(paste: Paste, text: str) -> Iterator[Candidate]:
    records = [record for record in paste.records if record.type in {"TXT", "SPF"}]
    for wanted in (announces, holds_version):
        listed = (one for record in records for one in _from_record(record, text) if wanted(one.data.text))
        if first := next(listed, None):
            yield from (first, *listed)
            return


def _from_record(record: PastedRecord, text: str) -> Iterator[Candidate]:
    for part in _parts(record.strings):
        yield replace(
            _from_part(part, text),
            lines=record.lines,
            owner=record.name,
            type=record.type,
            type_place=record.type_place,
            complete=record.complete,
        )


def _from_part(strings: tuple[Mapped, ...], text: str) -> Candidate:
    quoted = _is_quoted(strings, text)
    if len(strings) == 1 and not quoted:  # a row of a panel: other columns may follow
        strings = (without_columns(strings[0]),)
    return _candidate(strings, quoted=quoted)


def _is_quoted(strings: tuple[Mapped, ...], text: str) -> bool:
    first = strings[0]
    return bool(first.text) and text[first.starts[0] - 1 : first.starts[0]] == '"'


def _from_strings(text: str) -> list[Candidate]:
    """Read lines of quoted strings, as `dig +short` prints them; a line that only goes on belongs to the one before."""
    if text.lstrip().startswith("("):  # a zone file's way to go on in the next line
        strings = read_strings(text)
        return [_candidate(part, quoted=True) for part in _parts(strings)] if strings else []
    groups: list[tuple[Mapped, ...]] = []
    at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        if not line.strip():
            continue
        if len(groups) > MAX_RECORDS:
            break
        strings = read_strings(text, start, start + len(line))
        if strings is None:
            if _VERSION.search(line):
                return []
            continue  # the command that was typed, a prompt
        first, *others = _parts(strings)
        if groups and announces(groups[-1][0].text) and _goes_on(first[0].text):
            groups[-1] += first
        else:
            groups.append(first)
        groups += others
    return [_candidate(group, quoted=True) for group in groups[: MAX_RECORDS + 1]]


def _goes_on(text: str) -> bool:
    word = text[:MAX_LOOK].split(" ", 1)[0]
    return not announces(text) and (word == "" or belongs_to_record(word))


def _parts(strings: tuple[Mapped, ...]) -> list[tuple[Mapped, ...]]:
    """Split strings where a new record begins: strings side by side may be several records, one a line."""
    parts: list[list[Mapped]] = []
    for string in strings:
        if parts and not (announces(string.text) or _is_other(string.text)):
            parts[-1].append(string)
        else:
            parts.append([string])
    return [tuple(part) for part in parts]


def _is_other(text: str) -> bool:
    """Tell whether a string is a record of another kind: "google-site-verification=...", "MS=ms1"."""
    word, equals, _ = text.partition("=")
    known = {"redirect", "exp"}
    return bool(equals) and " " not in word and ":" not in word and word.lstrip("+-~?").lower() not in known


def _candidate(strings: tuple[Mapped, ...], *, quoted: bool) -> Candidate:
    data, borders, at = strings[0] if len(strings) == 1 else joined(strings), [], 0
    for string in strings[:-1]:
        at += len(string)
        borders.append(at)
    return Candidate(data, tuple(borders), _around(data), quoted)


def _around(data: Mapped) -> tuple[int, int]:
    return (data.starts[0] - 1, data.ends[-1] + 1) if data.text else (0, 0)
