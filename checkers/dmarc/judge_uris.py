"""The report addresses, RFC 9989 4.7 (`rua`, `ruf`) and RFC 9990 4."""

from collections.abc import Iterator

from checkers.dmarc.edits import removed
from checkers.dmarc.model import REPORTS
from checkers.dmarc.uris import Fault, ReportURI, read_uris
from checkers.records.read import TagRecord
from checkers.records.tags import Tag
from checkers.report import Edit, Finding
from checkers.text.token import Token

SERVED = 2  # addresses of one list that every receiver must serve

_CODES = {
    Fault.MAILTO: "dmarc.uri-mailto",
    Fault.SCHEME: "dmarc.uri-scheme",
    Fault.ADDRESS: "dmarc.uri-address",
    Fault.CHARACTERS: "dmarc.uri-characters",
    Fault.SIZE: "dmarc.uri-size",
}


def judge_uris(record: TagRecord) -> Iterator[Finding]:
    """Yield what there is to say about the addresses in `rua` and `ruf`."""
    for name in REPORTS:
        if tag := record.tags.tag(name):
            yield from _list(record, tag)
    if tag := record.tags.tag("ruf"):
        yield record.say.about("dmarc.ruf-microsoft", tag.name)


def _list(record: TagRecord, tag: Tag) -> Iterator[Finding]:
    uris = read_uris(tag)
    if not tag.value:
        yield record.say.about("dmarc.uri-empty", tag.whole, fix=[removed(record, tag)], tag=tag.word)
        return
    seen: set[str] = set()
    for place, uri in enumerate(uris):
        if uri.fault is Fault.EMPTY:
            start, end = (uris[place - 1].token.end if place else uri.token.start), uri.token.end
            comma = Token(record.tags.text[start:end], start, end) if place else tag.whole
            yield record.say.about("dmarc.uri-empty", comma, fix=_without(record, uris, place), tag=tag.word)
        elif uri.fault:
            fix = [record.say.put(uri.token, uri.meant)] if uri.meant else None
            yield record.say.about(_CODES[uri.fault], uri.token, fix=fix, tag=tag.word, meant=uri.meant or "")
        elif uri.token.text.lower() in seen:
            yield record.say.about("dmarc.uri-twice", uri.token, fix=_without(record, uris, place), tag=tag.word)
        seen.add(uri.token.text.lower())
    if len([uri for uri in uris if uri.token]) > SERVED:
        places = [uri.token for uri in uris[SERVED:] if uri.token]
        yield record.say.about("dmarc.uri-many", *places, tag=tag.word, count=len(uris), limit=SERVED)


def _without(record: TagRecord, uris: tuple[ReportURI, ...], place: int) -> list[Edit]:
    """Return the edit that takes one URI out of a list, with a comma beside it."""
    data = record.say.data
    if place:
        return [data.edit(uris[place - 1].token.end, uris[place].token.end, "")]
    following = uris[1].token.start if len(uris) > 1 else uris[0].token.end
    return [data.edit(uris[0].token.start, following, "")]
