"""What can go wrong with a tag-list of any protocol."""

from collections.abc import Iterable, Iterator

from checkers.records.read import MAX_RECORD, TagRecord
from checkers.records.said import shown
from checkers.records.strings import long_strings
from checkers.records.tags import MAX_TAGS, Tag
from checkers.registry import finding
from checkers.report import Fact, Finding, Fix, Severity
from checkers.text.distance import distance
from checkers.text.reading import Noted
from checkers.text.slips import Slip

CODES = {
    Slip.QUOTES: "record.quotes",
    Slip.SMART_QUOTES: "record.smart-quotes",
    Slip.ESCAPES: "record.escapes",
    Slip.HTML: "record.html",
    Slip.ODD_SPACE: "record.odd-space",
    Slip.INVISIBLE: "record.invisible",
    Slip.DASH: "record.dash",
    Slip.WIDE: "record.wide",
    Slip.CONTROL: "record.control-character",
    Slip.LINE_BREAK: "record.line-break",
    Slip.INNER_SPACE: "record.inner-space",
    Slip.TEXT_BEFORE: "record.text-before",
    Slip.VERSION: "record.version",
    Slip.VERSION_MISSING: "record.version-missing",
    Slip.VERSION_PLACE: "record.version-place",
    Slip.SEPARATOR: "record.separator",
    Slip.ADDRESS_SEPARATOR: "record.address-separator",
    Slip.MISSING_SEMICOLON: "record.missing-semicolon",
    Slip.MISSING_EQUALS: "record.missing-equals",
}


def judge_common(record: TagRecord) -> Iterator[Finding]:
    """Yield what there is to say about a record before its protocol's own rules."""
    if not record.candidate.complete:
        yield finding("record.truncated", record.reading.data.span(0, len(record.reading.data)))
        return
    if record.unread:
        place = record.candidate.data.span(0, MAX_RECORD)
        yield finding("record.huge", place, size=MAX_RECORD + record.unread, limit=MAX_RECORD)
    yield from _slips(record)
    if record.candidate.quoted:
        yield from long_strings("record.string-too-long", record.candidate)
    for empty in record.tags.empty:
        yield record.say.about("record.empty-tag", empty, fix=[record.say.put(empty, "")])
    if record.tags.cut:
        yield record.say.about(
            "record.too-many-tags", record.tags.tags[-1].whole, limit=MAX_TAGS, protocol=record.protocol.name
        )
    yield from _tags(record)


def tag_facts(record: TagRecord) -> list[Fact]:
    """Return the record as read and one fact a known tag, the first of each name."""
    data, known = record.reading.data, [record.tags.tag(name) for name in record.protocol.tags]
    whole = Fact("record", record.tags.text, data.span(0, len(data)))
    return [whole, *(Fact(tag.word, tag.value.text, data.span(tag.whole.start, tag.whole.end)) for tag in known if tag)]


def _slips(record: TagRecord) -> Iterator[Finding]:
    by_slip: dict[Slip, list[Noted]] = {}
    for note in record.reading.noted:
        by_slip.setdefault(note.slip, []).append(note)
    for slip, notes in by_slip.items():
        if slip not in CODES:
            continue  # the protocol's own
        valid = slip in record.protocol.allowed or all(note.valid for note in notes)
        spans = [span for note in notes for span in note.spans if span.start < span.end]
        yield finding(
            CODES[slip],
            *spans,
            severity=Severity.NOTE if valid else None,
            fix=Fix(tuple(edit for note in notes for edit in note.edits)),
            protocol=record.protocol.name,
            term=shown(notes[0].shown),
            meant=shown(notes[0].meant.strip(" ")),
            version=record.protocol.version,
            count=len(spans),
        )


def _tags(record: TagRecord) -> Iterator[Finding]:
    seen: set[str] = set()
    present = {tag.word for tag in record.tags.tags}
    missing = [name for name in record.protocol.tags if name not in present]
    for tag in record.tags.tags:
        if not tag.equals:
            yield _no_value(record, tag)
        elif tag.word in seen:
            yield record.say.about("record.duplicate-tag", tag.whole, tag=tag.word, protocol=record.protocol.name)
        elif tag.word not in record.protocol.tags:
            yield _unknown(record, tag, missing)
        elif record.protocol.strict and tag.name.text != tag.word:
            fix = [record.say.put(tag.name, tag.word)]
            yield record.say.about("record.tag-case", tag.name, fix=fix, meant=tag.word, protocol=record.protocol.name)
        seen.add(tag.word)


def _no_value(record: TagRecord, tag: Tag) -> Finding:
    """Return the finding for a stretch without an equals sign."""
    return record.say.about("record.tag-syntax", tag.whole, protocol=record.protocol.name)


def _unknown(record: TagRecord, tag: Tag, missing: Iterable[str]) -> Finding:
    """Return the finding for a tag that the protocol does not know: receivers ignore it (RFC 6376 3.2)."""
    if meant := dict(record.protocol.aliases).get(tag.word):
        fix = [record.say.put(tag.name, meant)] if meant in missing else None
        return record.say.about("record.misspelt-tag", tag.whole, fix=fix, tag=tag.word, meant=meant)
    # of two letters one more is half a word: "foo" is not meant to be "fo"
    likely = [name for name in missing if len(name) > 2 and len(tag.word) > 2]  # noqa: PLR2004
    if near := [name for name in likely if distance(tag.word, name, 1) <= 1]:
        fix = [record.say.put(tag.name, near[0])]
        return record.say.about("record.misspelt-tag", tag.whole, fix=fix, tag=tag.word, meant=near[0])
    return record.say.about("record.unknown-tag", tag.whole, tag=tag.word, protocol=record.protocol.name)
