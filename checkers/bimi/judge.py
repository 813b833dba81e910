"""The record's own tags: where the logo and its certificate are, and which logo is preferred."""

import re
from collections.abc import Iterator
from itertools import islice

from checkers.bimi.model import MAX_LPS, PREFERENCES
from checkers.records.read import TagRecord
from checkers.records.tags import Tag
from checkers.records.web import WebFault, read_web
from checkers.report import Finding, Severity
from checkers.text.distance import nearest

MAX_PARTS = 50  # of `lps`
_PART = re.compile(rf"[A-Za-z0-9-]{{1,{MAX_LPS}}}")
_CODES = {
    WebFault.SCHEME: "bimi.scheme",
    WebFault.URI: "bimi.uri",
    WebFault.SEVERAL: "bimi.several",
}
_OTHER_FORMATS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".ico", ".pdf", ".eps", ".ai", ".svg", ".pem")
_FORMATS = {"l": (".svg", ".svgz"), "a": (".pem",)}


def judge(record: TagRecord) -> Iterator[Finding]:
    """Yield what the BIMI draft says about a record beside what holds for every tag-list."""
    logo, evidence = record.tags.tag("l"), record.tags.tag("a")
    if logo and not logo.value and not (evidence and evidence.value):
        yield record.say.about("bimi.declined", logo.whole)
    elif logo is None or not logo.value:
        yield record.say.about("bimi.no-logo", (logo or record.tags.tags[0]).whole)
    elif evidence is None or not evidence.value:
        yield record.say.about("bimi.no-certificate", logo.whole)
    if logo and evidence and _path(logo).endswith(".pem") and _path(evidence).endswith(".svg"):
        fix = [record.say.put(logo.value, evidence.value.text), record.say.put(evidence.value, logo.value.text)]
        yield record.say.about("bimi.swapped", logo.whole, evidence.whole, fix=fix)
    else:
        for tag in (logo, evidence):
            if tag and tag.value:
                yield from _location(record, tag)
    yield from _preference(record)
    yield from _local_parts(record)
    if selector := record.tags.tag("s"):
        yield record.say.about("bimi.selector", selector.whole)


def _path(tag: Tag) -> str:
    return re.split(r"[?#]", tag.value.text.lower())[0]


def _location(record: TagRecord, tag: Tag) -> Iterator[Finding]:
    fault, meant = read_web(tag.value.text)
    name = _path(tag).rpartition("/")[2]
    right = name.endswith(_FORMATS[tag.word])
    if fault:
        # the right scheme alone would not make the address usable
        fix = [record.say.put(tag.value, meant)] if meant and right else None
        yield record.say.about(_CODES[fault], tag.value, fix=fix, tag=tag.word)
    if not right and (meant or not fault):
        code = {"l": "bimi.not-svg", "a": "bimi.not-pem"}[tag.word]
        unclear = None if name.endswith(_OTHER_FORMATS) else Severity.ADVICE
        yield record.say.about(code, tag.value, severity=unclear)


def _preference(record: TagRecord) -> Iterator[Finding]:
    tag = record.tags.tag("avp")
    if tag and tag.value.text.lower() not in PREFERENCES:
        meant = nearest(tag.value.text.lower(), PREFERENCES, 2)
        fix = [record.say.put(tag.value, meant)] if meant else None
        yield record.say.about("bimi.preference", tag.value or tag.whole, fix=fix)


def _local_parts(record: TagRecord) -> Iterator[Finding]:
    tag = record.tags.tag("lps")
    if tag is None or not tag.value:
        return
    parts = [part.strip() for part in islice(tag.value.text.split(","), MAX_PARTS)]
    wrong = [part for part in parts if not _PART.fullmatch(part)]
    if wrong:
        yield record.say.about("bimi.local-part", tag.value, term=wrong[0], limit=MAX_LPS)
