"""The tags beside the key: h, s, t, g, n and where v stands."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from checkers.dkim.model import DKIM
from checkers.records.read import TagRecord
from checkers.records.tags import Tag
from checkers.report import Edit, Finding, Severity, Value
from checkers.text.token import Token

_HASHES = {"sha256", "sha1"}
_SERVICES = {"*", "email", "tlsrpt"}  # tlsrpt: RFC 8460 3
_FLAGS = {"y", "s"}
_WORD = re.compile(r"[^:\s]+(?:[ \t]+[^:\s]+)*")
MAX_WORDS = 50


def words_of(record: TagRecord, name: str) -> list[str]:
    """Return the words of a tag whose value is a list parted by colons."""
    return [token.text for token in _tokens(record.tags.tag(name))]


def judge_tags(record: TagRecord) -> Iterator[Finding]:
    """Yield the findings about every tag but `k` and `p`."""
    yield from _version(record)
    for tag in record.tags.tags:
        if tag.equals and tag.word in DKIM.tags and tag.name.text != tag.word:
            fix = [record.say.put(tag.name, tag.word)]
            severity = Severity.BLOCKS if tag.word == "p" else None  # without its key a record is nothing
            yield record.say.about("dkim.tag-case", tag.name, fix=fix, severity=severity, meant=tag.word)
    yield from _hashes(record)
    yield from _services(record)
    yield from _flags(record)
    if granularity := record.tags.tag("g"):
        fix = [without(record, granularity)]
        severity = Severity.NOTE if granularity.value.text == "*" else None
        yield record.say.about("dkim.granularity", granularity.whole, fix=fix, severity=severity)
    if (notes := record.tags.tag("n")) and notes.value:
        yield record.say.about("dkim.notes", notes.whole)


def without(record: TagRecord, tag: Tag) -> Edit:
    """Return the edit that deletes a tag with its semicolon."""
    text, start, end = record.tags.text, tag.whole.start, tag.whole.end
    behind = re.compile(r"[ \t]*;[ \t]*").match(text, end)
    if behind:
        return record.say.data.edit(start, behind.end(), "")
    before = len(text[:start].rstrip(" \t;"))
    return record.say.data.edit(before, end, "")


def _version(record: TagRecord) -> Iterator[Finding]:
    tags = record.tags.tags
    if tags and tags[0].word == "v" and tags[0].value.text != DKIM.version:
        fix = [record.say.put(tags[0].whole, f"v={DKIM.version}")]
        told: dict[str, Value] = {
            "protocol": DKIM.name,
            "meant": f"v={DKIM.version}",
            "version": DKIM.version,
            "count": 1,
        }
        found = record.say.about("record.version", tags[0].whole, fix=fix)
        yield replace(found, values={**found.values, **told})
    later = next((tag for tag in tags[1:] if tag.word == "v" and tag.equals), None)
    if later and tags[0].word != "v":
        fix = [record.say.insert(tags[0].whole.start, "v=DKIM1; "), without(record, later)]
        yield record.say.about("dkim.version-place", later.whole, fix=fix)


def _hashes(record: TagRecord) -> Iterator[Finding]:
    tokens = _tokens(record.tags.tag("h"))
    good = [token for token in tokens if token.text == "sha256"]
    meant = [token for token in tokens if token not in good and "sha256" in re.sub(r"[-_ ]", "", token.text.lower())]
    if tokens and not good:
        fix = [record.say.put(meant[0], "sha256")] if meant else None
        yield record.say.about("dkim.no-sha256", *(meant[:1] or tokens), fix=fix, term=record.tags.value("h"))
    elif any(token.text == "sha1" for token in tokens):
        old = [token for token in tokens if token.text == "sha1"]
        fix = [record.say.put(_whole(tokens), "sha256")] if set(words_of(record, "h")) <= _HASHES else None
        yield record.say.about("dkim.sha1", *old, fix=fix)
    if good and (unknown := [token for token in tokens if token.text not in _HASHES]):
        yield record.say.about("dkim.hash-unknown", *unknown)
    if (tag := record.tags.tag("h")) and not tag.value:
        yield record.say.about("dkim.empty-value", tag.whole, fix=[without(record, tag)], tag="h")


def _services(record: TagRecord) -> Iterator[Finding]:
    tag, tokens = record.tags.tag("s"), _tokens(record.tags.tag("s"))
    words = {token.text for token in tokens}
    if words & {"*", "email"}:
        if unknown := [token for token in tokens if token.text not in _SERVICES]:
            yield record.say.about("dkim.service-unknown", *unknown)
    elif words == {"tlsrpt"}:
        yield record.say.about("dkim.service-tlsrpt", *tokens)
    elif tag and tokens:
        fix = [record.say.put(_whole(tokens), "email")]
        meant = words & {"mail", "e-mail", "Email", "EMAIL", "E-Mail"}
        yield record.say.about("dkim.service", *tokens, fix=fix if meant else None, term=tag.value.text)
    elif tag:
        yield record.say.about("dkim.empty-value", tag.whole, fix=[without(record, tag)], tag="s")


def _flags(record: TagRecord) -> Iterator[Finding]:
    tag = record.tags.tag("t")
    tokens = _tokens(tag)
    if tag and [token.text for token in tokens] == ["y"]:
        yield record.say.about("dkim.testing", tag.whole, fix=[without(record, tag)])
    elif testing := [token for token in tokens if token.text == "y"]:
        yield record.say.about("dkim.testing", *testing)
    if strict := [token for token in tokens if token.text == "s"]:
        yield record.say.about("dkim.same-domain", *strict)
    if unknown := [token for token in tokens if token.text not in _FLAGS]:
        yield record.say.about("dkim.flag-unknown", *unknown)


def _tokens(tag: Tag | None) -> list[Token]:
    if tag is None:
        return []
    start, found = tag.value.start, _WORD.finditer(tag.value.text)
    return [Token(m[0], start + m.start(), start + m.end()) for m in islice(found, MAX_WORDS)]


def _whole(tokens: list[Token]) -> Token:
    return Token("", tokens[0].start, tokens[-1].end)
