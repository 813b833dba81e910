"""Pasted DNS answers as answers to questions: what a reader pastes is as good as what a resolver says."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from checkers.dns.answer import PastedRecord
from checkers.dns.commands import TYPES
from checkers.dns.leftover import leftovers
from checkers.dns.model import Answer, Question, Status, full_name, normal_name
from checkers.dns.paste import MAX_READ, pasted_records
from checkers.dns.statements import Statement, statements
from checkers.dns.strings import read_strings
from checkers.text.domains import a_labels, is_domain

MAX_ALIASES = 16  # in a chain of CNAME records
MAX_UNREAD = 500  # places that are named
MAX_LINES = 2_000  # that are no records
MAX_SAID = 1_000  # lines of tools: three hundred lookups, which nobody pastes
STRING = 255  # octets of a character-string, RFC 1035 3.3

_TARGET = {"CNAME", "MX", "NS", "PTR"}
_WHOLE = re.compile(r"\.[A-Za-z][A-Za-z0-9-]*\Z")  # ends in a top-level domain
_AROUND_NUMBERS = re.compile(r";[^\n]*|[()]")  # of an SOA record
_SHORT = {
    "A": re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}"),
    "AAAA": re.compile(r"[0-9A-Fa-f:.]{2,45}"),
    "MX": re.compile(r"[0-9]{1,5}[ \t]+\S{1,255}"),
}
_VALUE = re.compile(r"[ \t]*(?:[\"(]|v=|[0-9]+[ \t]+[^\s]+\.[ \t]*$|[0-9.]{7,15}[ \t]*$|[0-9a-f]*:[0-9a-f:.]+[ \t]*$)")


class Gap(StrEnum):
    """Why a line answers nothing."""

    SHORT = "short"  # a value without the name that it belongs to
    NAME = "name"  # "@" or "_dmarc", and no word on the zone
    TYPE = "type"  # nothing found, and no word on what was asked
    CUT = "cut"  # the tool cut it off
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Unread:
    """A place that answers nothing, and why."""

    gap: Gap
    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted text answers, and what in it answers nothing."""

    answers: Mapping[Question, Answer]
    unread: tuple[Unread, ...] = ()


def answers_in(text: str, origin: str = "") -> Mapping[Question, Answer]:
    """Return the answers in `text`: output of DNS tools, zone-file lines, also several after one another.

    A name that does not occur stays open: only a tool's word says that it does not exist. `origin` completes relative
    names where the text names no zone.
    """
    return _Fold(text[:MAX_READ], normal_name(origin)).result(unread=False).answers


def read_answers(text: str, origin: str = "") -> Pasted:
    """Return the answers in `text` as `answers_in` does, and the places that answer nothing."""
    return _Fold(text[:MAX_READ], normal_name(origin)).result(unread=True)


class _Block:
    """What one run of a tool says."""

    def __init__(self, begin: Statement | None = None) -> None:
        self.name = begin.name if begin else ""
        self.type = begin.type if begin else ""
        self.short = begin.short if begin else False
        self.asked = False  # the question stands in the answer itself
        self.status: Status | None = None
        self.authentic: bool | None = None
        self.place = begin.place if begin else (0, 0)
        self.sets: dict[Question, dict[str, tuple[str, ...]]] = {}
        self.broken: set[Question] = set()

    def add(self, question: Question, data: str, strings: tuple[str, ...]) -> None:
        self.sets.setdefault(question, {})[data] = strings


class _Fold:
    def __init__(self, text: str, origin: str) -> None:
        self.text = text
        self.origin = origin
        self.answers: dict[Question, Answer] = {}
        self.unread: list[Unread] = []
        self.block = _Block()

    def result(self, *, unread: bool) -> Pasted:
        for event in self._events(unread=unread):
            if isinstance(event, PastedRecord):
                self._record(event)
            elif isinstance(event, Statement):
                self._statement(event)
            else:
                self._leftover(*event)
        self._close(None)
        self._follow()
        return Pasted(self.answers, tuple(self.unread))

    def _events(self, *, unread: bool) -> list[PastedRecord | Statement | tuple[int, int]]:
        records = pasted_records(self.text)
        taken = [record.lines for record in records]
        begun = {start for start, _ in taken}
        said = [one for one in islice(statements(self.text), MAX_SAID) if one.place[0] not in begun]
        lines = unread or any(one.short for one in said)  # `dig +short` prints nothing but values
        rest = leftovers(self.text, [*taken, *(one.place for one in said)]) if lines else iter(())
        events: list[tuple[int, PastedRecord | Statement | tuple[int, int]]] = [
            *((record.lines[0], record) for record in records),
            *((one.place[0], one) for one in said),
            *((place[0], place) for place in islice(rest, MAX_LINES)),
        ]
        return [event for _, event in sorted(events, key=lambda pair: pair[0])]

    def _record(self, record: PastedRecord) -> None:
        name = self._whole(record)
        if not name:
            if record.type != "SOA":  # a zone file's head, which no check asks for
                self._miss(Gap.NAME, *record.lines, record.name)
            return
        question = Question.ask(name, record.type)
        if not record.complete:
            self.block.broken.add(question)
            self._miss(Gap.CUT, *record.lines, name)
            return
        strings = tuple(string.text for string in record.strings)
        data = "".join(strings)
        if record.type in _TARGET:
            data = self._data(data, record)
        elif record.type == "SOA":
            data = " ".join(_AROUND_NUMBERS.sub(" ", data).split())
        self.block.add(question, data, strings)

    def _whole(self, record: PastedRecord) -> str:
        """Return the record's name in A-label form, empty where the text does not tell it."""
        name = record.name if record.name.isascii() else a_labels(record.name) or record.name
        if record.origin or _WHOLE.search(name):
            return name
        return full_name(name, self.origin) if self.origin and name else ""

    def _data(self, data: str, record: PastedRecord) -> str:
        """Return data whose last word is a name with that name whole."""
        *before, target = data.split() or [""]
        if not target.endswith("."):
            relative = record.origin or ("" if _WHOLE.search(target) else self.origin)
            target = full_name(target, relative) if relative else target
        return " ".join((*before, target.removesuffix(".") or "."))  # "." alone is the root: no host

    def _statement(self, said: Statement) -> None:
        block = self.block
        if said.begins:
            self._close(said)
        elif said.name and said.status is None:
            if block.asked:
                self._close(None)
            self.block.name, self.block.type, self.block.asked = said.name, said.type, True
            self.block.place = said.place
        elif said.name and said.status:
            self._ended(said, said.status)
        elif said.status:
            if block.status:
                self._close(None)
            self.block.status, self.block.authentic = said.status, said.authentic
            if not self.block.asked:
                self.block.place = said.place if not self.block.name else self.block.place

    def _ended(self, said: Statement, status: Status) -> None:
        """Note how the lookup of one name ended."""
        block = self.block
        type_ = said.type or (block.type if block.name in {"", said.name} else "")
        if not type_ and any(label.startswith("_") for label in said.name.split(".")):
            type_ = "TXT"  # what is asked at such a name
        if status is Status.NOERROR and not type_:
            self._miss(Gap.TYPE, *said.place, said.name)
            return
        self._end(said.name, type_, status)

    def _end(self, name: str, type_: str, status: Status, *, authentic: bool | None = None) -> None:
        """Enter an answer without records; NXDOMAIN holds for every type."""
        every = status is Status.NXDOMAIN or not type_
        answer, name = Answer(status, authentic=authentic), normal_name(name)
        for known in TYPES if every else (type_,):
            self._enter(Question(name, known), answer)

    def _close(self, begin: Statement | None) -> None:
        block, self.block = self.block, _Block(begin)
        for question, records in block.sets.items():
            if question not in block.broken:
                split = tuple(records.values()) if question.type in {"TXT", "SPF"} else ()
                self._enter(question, Answer(Status.NOERROR, tuple(records), split, (), block.authentic))
        status = block.status
        if status is None:
            return
        if not block.name or (not block.type and status is Status.NOERROR):
            if not block.sets:
                self._miss(Gap.TYPE, *block.place, block.name)
            return
        name = a_labels(block.name) or block.name
        last = _last(name, block.sets)
        if Question.ask(last, block.type) in {*block.sets, *block.broken}:
            return
        for one in dict.fromkeys((name, last)):
            self._end(one, block.type, status, authentic=block.authentic)

    def _enter(self, question: Question, answer: Answer) -> None:
        """Enter an answer; the later one holds, but a failure never hides what is known."""
        known = self.answers.get(question)
        if known is None or not answer.failed:
            own = question.type == "CNAME" and known and known.records
            if not (own and answer.status is Status.NXDOMAIN):  # the alias is there, what it points to is not
                self.answers[question] = answer

    def _follow(self) -> None:
        """Answer for each alias what is known of the name that it points to (RFC 1034 3.6.2)."""
        targets = {
            question.name: normal_name(answer.records[0])
            for question, answer in self.answers.items()
            if question.type == "CNAME" and answer.records
        }
        for alias in targets:
            name, way = alias, [alias]
            while name in targets and len(way) <= MAX_ALIASES:
                name = targets[name]
                if name in way:
                    break
                way.append(name)
            loops = name in targets
            for type_ in TYPES:
                question = Question(alias, type_)
                found = Answer(Status.SERVFAIL) if loops else self.answers.get(Question(name, type_))
                known = self.answers.get(question)
                if found and type_ != "CNAME" and not (known and known.records):
                    self.answers[question] = found if loops else replace(found, aliases=tuple(way[1:]))

    def _miss(self, gap: Gap, start: int, end: int, name: str = "") -> None:
        if len(self.unread) < MAX_UNREAD:
            self.unread.append(Unread(gap, start, min(end, len(self.text)), name))

    def _leftover(self, start: int, end: int) -> None:
        if self.block.short and self.block.name and self.block.type:
            self._short(start, end)
            return
        gap = Gap.SHORT if _VALUE.match(self.text, start, end) else Gap.OTHER
        self._miss(gap, start, end)

    def _short(self, start: int, end: int) -> None:
        """Read a line of `dig +short`, whose question stands in the command above it."""
        question, line = Question.ask(self.block.name, self.block.type), self.text[start:end].strip()
        if question.type in {"TXT", "SPF"}:
            read = read_strings(self.text, start, end)
            if read is None and line.endswith(".") and is_domain(line):
                return  # the alias on the way
            strings = tuple(string.text for string in read) if read else (line,)
            known = list(self.block.sets.get(question, {}).values())
            if not read and known and len(known[-1][-1]) == STRING:  # PowerShell prints each string on a line
                del self.block.sets[question]["".join(known[-1])]
                strings = (*known[-1], *strings)
            self.block.add(question, "".join(strings), strings)
        elif question.type not in _SHORT or _SHORT[question.type].fullmatch(line):
            self.block.add(question, line.removesuffix("."), ())
        elif not is_domain(line):  # an alias on the way is
            self._miss(Gap.OTHER, start, end)


def _last(name: str, sets: Mapping[Question, Mapping[str, object]]) -> str:
    """Return where the aliases of one answer lead."""
    for _ in range(MAX_ALIASES):
        target = next(iter(sets.get(Question(name, "CNAME"), ())), None)
        if target is None:
            break
        name = normal_name(target)
    return name


def gaps(pasted: Pasted) -> Iterator[tuple[Gap, list[Unread]]]:
    """Yield each kind of gap with its places."""
    for gap in Gap:
        if places := [one for one in pasted.unread if one.gap is gap]:
            yield gap, places
