"""The key itself: the tags `k` and `p`, RFC 6376 3.6.1, RFC 8301 3.2, RFC 8463 4."""

import re
from collections.abc import Iterator

from checkers.dkim.base64text import Base64Text, read_base64, write_base64
from checkers.dkim.judge_base64 import judge_base64
from checkers.dkim.judge_strength import judge_strength
from checkers.dkim.key import ED25519_OCTETS, Form, KeyRead, PublicKey, Trouble, read_key
from checkers.dkim.model import KEY_TYPES
from checkers.dkim.prepare import is_bare_key
from checkers.records.read import TagRecord
from checkers.records.tags import Tag
from checkers.report import Edit, Finding, Severity
from checkers.text.distance import nearest
from checkers.text.token import Token

_SHORTENED = re.compile(r"\.{2,}|\u2026|\[\.*\]")
_STAND_IN = re.compile(
    r"<[^<>]*>|\[[^\[\]]*\]|\{[^{}]*\}|\$\w*|your|public[-_ ]?key|x{6,}|schl\u00fcssel|key\b", re.IGNORECASE
)
_AGAIN = re.compile(r"(?:p[ \t]*=[ \t]*)+", re.IGNORECASE)
MAX_STAND_IN = 80  # characters of a text that stands for a key


def key_of(record: TagRecord) -> PublicKey | None:
    """Return the record's public key where there is one that is whole."""
    return _read(record.tags.value("p"))[1].key


def judge_key(record: TagRecord) -> Iterator[Finding]:
    """Yield the findings about the key and its type."""
    tag = record.tags.tag("p")
    stated = record.tags.tag("k")
    if tag is None:
        yield from _type(record, stated, None)
        yield _no_key(record)
    elif not tag.value:
        yield from _type(record, stated, None)
        wildcard = record.candidate.owner.startswith("*")  # the usual way to say that a domain signs nothing
        yield record.say.about("dkim.revoked", tag.whole, severity=Severity.NOTE if wildcard else None)
    elif _SHORTENED.search(tag.value.text):
        yield record.say.about("dkim.shortened", tag.value)
    elif len(tag.value.text) <= MAX_STAND_IN and _STAND_IN.search(tag.value.text):
        yield record.say.about("dkim.stand-in", tag.value)
    elif again := _AGAIN.match(tag.value.text):
        place = Token(again[0], tag.value.start, tag.value.start + again.end())
        yield record.say.about("dkim.base64", place, fix=[record.say.put(place, "")], count=1)
    else:
        base64, read = _read(tag.value.text)
        yield from judge_base64(record, tag, base64, read)
        yield from _type(record, stated, read.key)
        yield from _key(record, tag, read)


def _no_key(record: TagRecord) -> Finding:
    """Return the finding that the tag `p` is missing; a key that stands there under no or another name becomes it."""
    for tag in record.tags.tags:
        if tag.equals and is_bare_key(tag.value.text):
            return record.say.about("dkim.no-key", tag.name, fix=[record.say.put(tag.name, "p")])
        if not tag.equals and is_bare_key(tag.whole.text):
            return record.say.about("dkim.no-key", tag.whole, fix=[record.say.insert(tag.whole.start, "p=")])
    return record.say.about("dkim.no-key", *(tag.whole for tag in record.tags.tags[:1]))


def _read(text: str) -> tuple[Base64Text, KeyRead]:
    base64 = read_base64(text)
    return base64, read_key(base64.octets)


def _key(record: TagRecord, tag: Tag, read: KeyRead) -> Iterator[Finding]:
    say, ed25519 = record.say, record.tags.value("k").lower().startswith("ed25519")
    match read.trouble:
        case None if read.key and not (ed25519 and read.key.type == "rsa"):
            yield from _form(record, tag, read.key, stated_rsa=not ed25519)
            yield from judge_strength(record, tag, read.key)
        case Trouble.TRUNCATED if not ed25519 or read.size > ED25519_OCTETS * 2:
            missing = read.expected - read.size
            yield say.about(
                "dkim.truncated", tag.value, missing=missing, count=missing, expected=read.expected, term=""
            )
        case Trouble.PRIVATE:
            yield say.about("dkim.private-key", tag.name, term="")
        case Trouble.CERTIFICATE | Trouble.SSH:
            yield say.about("dkim.foreign", tag.value, format=read.trouble.value, term="")
        case Trouble.ALGORITHM:
            yield say.about("dkim.algorithm", tag.value, algorithm=read.algorithm, term="")
        case Trouble.DAMAGED:
            yield say.about("dkim.damaged", tag.value, term="")
        case Trouble.NONE | Trouble.EMPTY | Trouble.TRUNCATED:
            code = "dkim.ed25519-length" if ed25519 else "dkim.not-a-key"
            yield say.about(code, tag.value, size=read.size, wanted=ED25519_OCTETS)
        case _:
            return


def _form(record: TagRecord, tag: Tag, key: PublicKey, *, stated_rsa: bool) -> Iterator[Finding]:
    if key.form is Form.PKCS1:
        fix = [record.say.put(tag.value, write_base64(key.as_spki()))]
        yield record.say.about("dkim.pkcs1", tag.value, fix=fix, term="")
    elif key.type == "ed25519" and key.form is Form.SPKI:
        fix = [record.say.put(tag.value, write_base64(key.point)), *(_ed25519(record) if stated_rsa else ())]
        yield record.say.about("dkim.ed25519-form", tag.value, fix=fix, size=len(key.octets), term="")


def _ed25519(record: TagRecord) -> list[Edit]:
    """Return the edit that states the type of an Ed25519 key."""
    if stated := record.tags.tag("k"):
        return [record.say.put(stated.value, "ed25519")]
    tag = record.tags.tag("p")
    assert tag
    return [record.say.insert(tag.whole.start, "k=ed25519; ")]


def _type(record: TagRecord, stated: Tag | None, key: PublicKey | None) -> Iterator[Finding]:
    """Yield what is wrong with the type: unknown ones are ignored with their record (RFC 6376 3.6.1)."""
    say, word = record.say, stated.value.text if stated else "rsa"
    if stated and word not in KEY_TYPES:
        meant = key.type if key else _meant(word)
        fix = [say.put(stated.value, meant)] if meant else None
        case_only = Severity.RISKS if word.lower() in KEY_TYPES else None
        yield say.about("dkim.key-type", stated.whole, fix=fix, term=word, severity=case_only)
    elif key and key.type != word:
        if key.form is Form.SPKI and key.type == "ed25519":
            return  # its fix states the type too
        where = stated.whole if stated else record.tags.tags[0].whole
        fix = [say.put(stated.value, key.type)] if stated else _ed25519(record)
        yield say.about("dkim.type-mismatch", where, fix=fix, stated=word, found=key.type)


def _meant(word: str) -> str | None:
    first = re.split(r"[-_,:/ ]", word.lower())[0]
    return nearest(first, KEY_TYPES, 2 if len(first) > 3 else 1)  # noqa: PLR2004  "ras" for "rsa"
