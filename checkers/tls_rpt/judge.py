"""Where the reports are to go: `rua`, RFC 8460 3."""

from collections.abc import Iterator

from checkers.dmarc.uris import Fault, ReportURI, read_uris
from checkers.records.read import TagRecord
from checkers.records.tags import Tag
from checkers.records.web import WebFault, read_web
from checkers.report import Edit, Finding

_CODES = {
    Fault.MAILTO: "tls-rpt.mailto",
    Fault.ADDRESS: "tls-rpt.address",
    Fault.CHARACTERS: "tls-rpt.address",
    Fault.SIZE: "tls-rpt.size",
}


def judge(record: TagRecord) -> Iterator[Finding]:
    """Yield what RFC 8460 3 says about a record beside what holds for every tag-list."""
    tag = record.tags.tag("rua")
    if tag is None or not tag.value:
        yield record.say.about("tls-rpt.rua-missing", (tag or record.tags.tags[0]).whole)
        return
    targets = read_uris(tag)
    seen: set[str] = set()
    for place, target in enumerate(targets):
        key = target.token.text.lower()
        if target.fault is Fault.EMPTY:
            yield record.say.about("tls-rpt.uri-empty", tag.whole, fix=[_without(record, tag, targets, place)])
        elif _is_web(target):
            yield from _web(record, target)
        elif target.fault:
            fix = [record.say.put(target.token, target.meant)] if target.meant else None
            yield record.say.about(_CODES[target.fault], target.token, fix=fix, meant=target.meant or "")
        if key in seen and key:
            fix = [_without(record, tag, targets, place)]
            yield record.say.about("tls-rpt.uri-twice", target.token, fix=fix)
        seen.add(key)


def _is_web(target: ReportURI) -> bool:
    """Tell whether a target is meant for the web: a URI of another kind, or a name with a path and no address."""
    text = target.token.text
    return target.fault is Fault.SCHEME or (target.fault is Fault.ADDRESS and "/" in text and "@" not in text)


def _web(record: TagRecord, target: ReportURI) -> Iterator[Finding]:
    fault, meant = read_web(target.token.text)
    if fault:
        fix = [record.say.put(target.token, meant)] if meant else None
        code = "tls-rpt.scheme" if fault is WebFault.SCHEME else "tls-rpt.host"
        yield record.say.about(code, target.token, fix=fix, meant=meant or "")


def _without(record: TagRecord, tag: Tag, targets: tuple[ReportURI, ...], place: int) -> Edit:
    """Return the edit that takes one target out of the list, with a comma beside it."""
    if place:
        return record.say.data.edit(targets[place - 1].token.end, targets[place].token.end, "")
    following = targets[1].token.start if len(targets) > 1 else targets[0].token.end
    return record.say.data.edit(tag.value.start, following, "")
