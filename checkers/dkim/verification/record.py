"""A key record as a verifier reads it, RFC 6376 3.6.1 and 6.1.2: may this signature be verified with it?"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from checkers.dkim.key import Form, PublicKey, read_key
from checkers.dkim.verification.arithmetic import usable
from checkers.dkim.verification.signature import Kind, Signature, padded_base64
from checkers.dns import Book
from checkers.records.tags import parse_tags

MAX_RECORDS = 5  # at one name; more than one is undefined already (RFC 6376 3.6.2.2)
MIN_BITS = 1024  # RFC 8301 3.2

_SPACE = re.compile(r"[ \t\r\n]+")
_TAG_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class Trouble(StrEnum):
    """Why there is no key for a signature."""

    OPEN = "key-open"
    LOOKUP = "key-lookup"
    MISSING = "key-missing"
    OTHER = "key-other"  # TXT records, but no key among them
    REVOKED = "key-revoked"
    UNUSABLE = "key-unusable"
    TYPE = "key-type"  # not of the algorithm that signed
    HASH = "key-hash"
    SERVICE = "key-service"
    SUBDOMAIN = "key-subdomain"


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key record; `trouble` says why no signature can be verified with it, `testing` and `strict` are its flags."""

    text: str
    key: PublicKey | None = None
    trouble: Trouble | None = None
    testing: bool = False
    strict: bool = False
    hashes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()

    def refuses(self, signature: Signature) -> Trouble | None:
        """Return why this record is not for `signature`, None where it is."""
        if self.trouble:
            return self.trouble
        if self.key is None or self.key.type != signature.key_type:
            return Trouble.TYPE
        if self.hashes and signature.hash_name not in self.hashes:
            return Trouble.HASH
        if self.services and not {"*", "email"} & set(self.services):
            return Trouble.SERVICE
        if self.strict and signature.kind is Kind.DKIM and signature.identity != signature.domain:
            return Trouble.SUBDOMAIN
        return None


@dataclass(frozen=True, slots=True)
class Keys:
    """What DNS says for a signature: the records that are for it, best first, or why there is none."""

    records: tuple[KeyRecord, ...] = ()
    trouble: Trouble | None = None
    status: str = ""
    refused: KeyRecord | None = None


def keys_for(signature: Signature, book: Book) -> Keys:
    """Return the keys for a signature that has no fault."""
    answer = book.ask(signature.key_name, "TXT")
    if answer is None:
        return Keys(trouble=Trouble.OPEN)
    if answer.failed:
        return Keys(trouble=Trouble.LOOKUP, status=answer.status.value)
    if not answer.records:
        return Keys(trouble=Trouble.MISSING, status=answer.status.value)
    read = [read_record(text) for text in answer.records[:MAX_RECORDS]]
    good = tuple(record for record in read if not record.refuses(signature))
    if good:
        return Keys(good)
    known = [record for record in read if record.trouble is not Trouble.OTHER] or read
    return Keys(trouble=known[0].refuses(signature), refused=known[0])


@lru_cache(maxsize=256)
def read_record(text: str) -> KeyRecord:
    """Return the key record in the text of a TXT record."""
    tags = parse_tags(text)
    values = {tag.name.text: tag.value.text for tag in reversed(tags.tags) if tag.equals}
    first = tags.tags[0].name.text if tags.tags else ""
    names = [tag.name.text for tag in tags.tags]
    sound = all(tag.equals and _TAG_NAME.fullmatch(tag.name.text) for tag in tags.tags) and not tags.empty
    versioned = values.get("v", "DKIM1") == "DKIM1" and ("v" not in values or first == "v")
    if "p" not in values or not sound or len(set(names)) < len(names) or not versioned:
        return KeyRecord(text, trouble=Trouble.OTHER)
    key, trouble = _key(_SPACE.sub("", values["p"]), _SPACE.sub("", values.get("k", "rsa")))
    flags = _listed(values.get("t", ""))
    return KeyRecord(
        text, key, trouble, "y" in flags, "s" in flags, _listed(values.get("h", "")), _listed(values.get("s", ""))
    )


def _key(text: str, kind: str) -> tuple[PublicKey | None, Trouble | None]:
    if not text:
        return None, Trouble.REVOKED
    try:
        read = read_key(padded_base64(text))
    except ValueError:
        return None, Trouble.UNUSABLE
    if kind not in {"rsa", "ed25519"}:
        return None, Trouble.TYPE
    key = read.key
    if key is None or key.type != kind or not usable(key):
        return None, Trouble.UNUSABLE
    if key.type == "ed25519" and key.form is not Form.RAW:  # RFC 8463 4
        return None, Trouble.UNUSABLE
    return key, None


def _listed(value: str) -> tuple[str, ...]:
    return tuple(word for word in _SPACE.sub("", value).split(":") if word)
