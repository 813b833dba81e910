"""What there is to say about one key record beside what goes wrong with any tag-list."""

from collections.abc import Iterator

from checkers.dkim.judge_key import judge_key, key_of
from checkers.dkim.judge_tags import judge_tags, words_of
from checkers.dkim.judge_use import judge_use
from checkers.records.read import TagRecord
from checkers.report import Fact, Finding, Value


def judge(record: TagRecord) -> Iterator[Finding]:
    """Yield the findings of RFC 6376 3.6.1, RFC 8301 and RFC 8463."""
    yield from judge_use(record)
    yield from judge_tags(record)
    yield from judge_key(record)


def facts(record: TagRecord) -> Iterator[Fact]:
    """Yield what the record comes to: the key's type and length, and what it may be used for."""
    key, flags = key_of(record), words_of(record, "t")
    stated = record.tags.value("k", "rsa").lower()
    yield _fact(record, "version", "v", record.tags.value("v", "DKIM1"))
    yield _fact(record, "key_type", "k", key.type if key else stated)
    yield _fact(record, "key_bits", "p", key.bits if key else None)
    yield _fact(record, "key_form", "p", key.form.value if key else None)
    yield _fact(record, "exponent", "p", str(key.exponent) if key and key.exponent else None)
    yield _fact(record, "revoked", "p", record.tags.tag("p") is not None and not record.tags.value("p"))
    yield _fact(record, "hashes", "h", words_of(record, "h"))
    yield _fact(record, "services", "s", words_of(record, "s") or ["*"])
    yield _fact(record, "flags", "t", flags)
    yield _fact(record, "testing", "t", "y" in flags)
    yield _fact(record, "notes", "n", record.tags.value("n"))
    yield from name_facts(record.candidate.owner)


def _fact(record: TagRecord, name: str, word: str, value: Value) -> Fact:
    """Return a fact with the place of the tag that it comes from."""
    tag = record.tags.tag(word)
    return Fact(name, value, record.reading.data.span(tag.whole.start, tag.whole.end) if tag else None)


def name_facts(name: str) -> Iterator[Fact]:
    """Yield a name with the selector and the domain in it, nothing where it is no key's name."""
    selector, found, domain = name.partition("._domainkey")
    if found:
        yield Fact("name", name)
        yield Fact("selector", selector)
        yield Fact("domain", domain.removeprefix("."))
