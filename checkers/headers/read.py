"""Any paste of headers to fields: a block, a whole message, a table, values alone."""

import re
from collections.abc import Iterator

from checkers.headers.labels import ANTISPAM, FOREFRONT
from checkers.headers.lines import Group, Lines, Piece, group
from checkers.headers.model import Field, Reading
from checkers.headers.names import HEAD, INSIDE, INSIDE_ONE_LINE
from checkers.headers.values import cut_at, value_of
from checkers.message import Source, read_parts
from checkers.report import Span
from checkers.text.characters import Oddity, odd_characters
from checkers.text.mapped import Mapped, joined

_ODD = re.compile(r"[\u200b-\u200f\u2060\ufeff\xad\u2028]|&(?:lt|gt|amp|quot|nbsp|#\d{2,5});")
_TRACE = {"received", "authentication-results", "x-forefront-antispam-report", "x-microsoft-antispam", "return-path"}
_JUDGED = {"x-forefront-antispam-report", "x-microsoft-antispam"}
_ATTACHED = re.compile(r"message/(?:rfc822|global)", re.IGNORECASE)
_FREE = {"subject", "comments", "keywords", "thread-topic"}  # people's own words, whatever they look like
_INNER = re.compile(
    r"^(?:Content-Type:[ \t]*message/(?:rfc822|global)|(?:Received|Return-Path):[ \t])", re.MULTILINE | re.IGNORECASE
)
# A page that was copied as HTML: its own tags, never an address in angle brackets.
_MARKUP = re.compile(
    r"</?(?:html|head|body|meta|style|title|pre|code|div|p|span|br|hr|font|b|i|a|table|t(?:body|head|r|d|h)|[uo]l|li)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<(?:br|/?(?:pre|div|p|tr|li|head|body|html|table))\b", re.IGNORECASE)
_BODY = 256 * 1024  # characters of a body looked at for another message
_WITHIN = 4 * 1024 * 1024  # characters of a text with characters to read over that are looked at

# Values that people paste without the field's name.
_BARE = (
    (FOREFRONT, re.compile(r"\b(?:SFV|CIP|CTRY|SFTY|IPV|CAT|SCL|DIR):[^\s;]*;", re.IGNORECASE)),
    (ANTISPAM, re.compile(r"\b(?:BCL|ARA):[^\s;]*;?", re.IGNORECASE)),
    ("Authentication-Results", re.compile(r"\b(?:spf|dkim|dmarc|compauth|arc)=[a-z]+\b", re.IGNORECASE)),
    ("Received", re.compile(r"\bfrom\s.{1,400}?\sby\s.{1,400};", re.DOTALL)),
)


def read(raw: str) -> Reading:
    """Return the fields of the first message in `raw`, every place being one of `raw`."""
    source = _plain(raw)
    text = source.text
    lines = group(text)
    names = {one.name.lower() for one in lines.groups}
    carried = None
    if lines.body is not None and not names & _JUDGED and _ATTACHED.search(text, lines.body):
        carried, source = _attached(source, _TRACE if not names & _TRACE else _JUDGED)
        text = source.text
    lines = carried or lines
    if not lines.groups:
        lines = _bare(lines, text)
    groups = list(_split(lines.groups, text))
    width = cut_at(groups, text)
    fields = [_field(one, source, width) for one in groups]
    kept, repeated, second = _first_message(*_reunited(fields, groups))
    return Reading(
        tuple(kept),
        tuple(source.span(p.start, p.end) for one in groups for p in one.pieces[1:] if p.lost and p.start < p.end),
        tuple(source.span(start, end) for start, end in lines.unread if start < end),
        repeated,
        second,
        _first(carried, source),
        lines.body is not None and _INNER.search(text, lines.body, lines.body + _BODY) is not None,
        source.span(lines.cut, len(text)) if lines.cut is not None and lines.cut < len(text) else None,
    )


def _plain(raw: str) -> Mapped:
    """Return `raw` without the tags of a page that was copied as HTML, its characters as they were meant."""
    source = Mapped.of(raw)
    begin = len(raw[:_BODY]) - len(raw[:_BODY].lstrip())
    if _MARKUP.match(raw, begin):
        source = Mapped.of(raw, 0, min(len(raw), _WITHIN)).changed(_without_tags(raw))
    head = source.text[:_BODY]
    if _ODD.search(head):
        source = source if source.text is not raw else Mapped.of(raw, 0, min(len(raw), _WITHIN))
        odd = (o for o in odd_characters(head) if o.kind in {Oddity.INVISIBLE, Oddity.ENTITY})
        source = source.changed((one.start, one.end, one.plain) for one in odd)
    return source


def _without_tags(raw: str) -> Iterator[tuple[int, int, str]]:
    """Yield each tag with what stands in its place: a line break where the page had one and the text has none."""
    broken = 0  # where the text goes on behind a break
    for tag in _MARKUP.finditer(raw, 0, _BODY):
        start, end = tag.span()
        broken = start if start > 0 and raw[start - 1] == "\n" else broken
        breaks = bool(_BREAK.match(tag[0])) and start != broken and raw[end : end + 1] not in {"\r", "\n", ""}
        yield start, end, "\n" if breaks else ""
        broken = end if breaks or start == broken else broken


def _field(one: Group, source: Mapped, width: int) -> Field:
    value = value_of(one, source, width)
    if one.prefix and value.text:
        place = value.span(0, 1).start
        head = f"{one.prefix}:"
        value = Mapped(
            head + value.text,
            [place] * len(head) + list(value.starts),
            [place] * len(head) + list(value.ends),
            value.origin,
        )
    return Field(one.name, one.name.lower(), value)


def _reunited(fields: list[Field], groups: list[Group]) -> tuple[list[Field], list[Group]]:
    """Return the pieces of a report that a table shows line by line as the one field that they are."""
    whole = {field.key for field, one in zip(fields, groups, strict=True) if not one.prefix and field.value.text}
    kept: list[tuple[Field, Group]] = []
    home: dict[tuple[str, int], list[Mapped]] = {}
    for field, one in zip(fields, groups, strict=True):
        key = (field.key, one.block)
        if one.prefix and field.key in whole:
            continue  # the whole field stands there too
        if one.prefix and key in home:
            value = field.value
            mark = Mapped(";", list(value.starts[:1]), list(value.starts[:1]), value.origin)
            home[key] += [mark, value] if value.text else []
            continue
        if one.prefix and field.value.text:
            home[key] = [field.value]
        kept.append((field, one))
    united = [
        Field(field.name, field.key, joined(home[field.key, one.block])) if one.prefix and field.value.text else field
        for field, one in kept
    ]
    return united, [one for _, one in kept]


def _split(groups: list[Group], text: str) -> Iterator[Group]:
    """Yield the fields apart that stand in one line."""
    for one in groups:
        if one.name.lower() in _FREE and len(groups) > 1:
            yield one
            continue
        begin, end = one.pieces[0].start, one.pieces[-1].end
        marks = _marks(INSIDE, text, begin, end)
        if marks or len(groups) == 1:
            marks = _marks(INSIDE_ONE_LINE, text, begin, end)
        name, at = one.name, begin
        for mark in marks:
            yield _within(one, name, at, mark.start())
            name, at = mark["name"], mark.end()
        yield _within(one, name, at, end) if marks else one


def _marks(pattern: re.Pattern[str], text: str, begin: int, end: int) -> list[re.Match[str]]:
    """Return where names of fields stand within a line; in a list of names (the `h=` of a signature) they are none."""
    found: list[re.Match[str]] = []
    at = begin
    for match in pattern.finditer(text, begin, end):
        before = text[max(at, match.start() - 200) : match.start()].rstrip()
        if before.rfind("(") > before.rfind(")"):  # "(Authenticated sender: a@example.com)"
            continue
        if not before or not before.endswith((":", ",", "=")):
            found.append(match)
            at = match.end()
    return found


def _within(one: Group, name: str, start: int, end: int) -> Group:
    pieces = [
        Piece(max(piece.start, start), min(piece.end, end), piece.lost and piece.start >= start, piece.bare)
        for piece in one.pieces
        if piece.start < end and piece.end > start
    ]
    return Group(name, pieces or [Piece(start, start)], one.block)


def _first_message(fields: list[Field], groups: list[Group]) -> tuple[list[Field], int, Span | None]:
    """Return the fields of the first message without those that are there twice, and where another one begins."""
    blocks = [one.block for one in groups]
    if not blocks or blocks[-1] == 0:
        return fields, 0, None
    ids: dict[int, str] = {}
    for field, block in zip(fields, blocks, strict=True):
        if field.key == "message-id":
            ids.setdefault(block, field.text)
    first = next(iter(ids.values()), "")
    other = next((block for block, said in ids.items() if said != first), None)
    kept: list[Field] = []
    seen: dict[tuple[str, str], int] = {}
    repeated = 0
    for field, block in zip(fields, blocks, strict=True):
        if block == other:
            return kept, repeated, field.span
        if seen.setdefault((field.key, field.text), block) != block:
            repeated += 1
        else:
            kept.append(field)
    return kept, repeated, None


def _first(lines: Lines | None, source: Mapped) -> Span | None:
    """Return the place of the first field, None where there is none."""
    if lines is None or not lines.groups:
        return None
    piece = lines.groups[0].pieces[0]
    return source.span(piece.start, piece.end)


def _attached(source: Mapped, wanted: set[str]) -> tuple[Lines | None, Mapped]:
    """Return the head of the first attached message that has one of the fields `wanted`, None where there is none.

    An encoded one stands decoded in the text that is returned with it.
    """
    parts = read_parts(Source.of(source.text), opened=len(source) <= _WITHIN)
    found = (one for one in parts if one.head and one.level and any(field.name in wanted for field in one.fields))
    if (part := next(found, None)) is None:
        return None, source
    first, begin = part.fields[0].start, 0
    if sealed := part.source.whole:
        source, begin = source.changed([(sealed.start, sealed.end, part.source.text)]), sealed.start
    else:
        first = part.source.place(first)
    return group(source.text, max(begin, source.text.rfind("\n", 0, begin + first) + 1)), source


def _bare(lines: Lines, text: str) -> Lines:
    """Return the value of a field that was pasted without its name as that field."""
    if not lines.unread:
        return lines
    start, end = lines.unread[0][0], lines.unread[-1][1]
    for name, pattern in _BARE:
        if pattern.search(text, start, min(end, start + 20_000)):
            pieces = [Piece(at, stop, lost=number > 0) for number, (at, stop) in enumerate(lines.unread)]
            return Lines([Group(name, pieces, 0)], cut=lines.cut)
    return lines


def looks_whole(reading: Reading) -> bool:
    """Tell whether the fields are those of a message and no choice of them."""
    return len({field.key for field in reading.fields} & HEAD) > 1
