"""Signature fields (RFC 6376 3.5) in a text that should hold a key record: they say where the key is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from checkers.records.tags import parse_tags
from checkers.text.domains import a_labels, is_domain

_FIELD = re.compile(
    r"^(?:>[ \t]?)*(?:DKIM|ARC-Message|X-Google-DKIM)-Signature[ \t]*:[ \t]*", re.IGNORECASE | re.MULTILINE
)
_SELECTOR = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?")
MAX_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature field: its place in the text, and the selector and domain that it names, empty where it does not.

    `algorithm` is the tag `a` in small letters.
    """

    start: int
    end: int
    selector: str
    domain: str
    algorithm: str = ""

    @property
    def name(self) -> str:
        """The name of the key, empty where the signature does not lead to one."""
        return f"{self.selector}._domainkey.{self.domain}" if self.selector and self.domain else ""


def signatures(text: str) -> list[Signature]:
    """Return the signature fields in `text`, in order."""
    return list(islice(_signatures(text), MAX_FIELDS))


def _signatures(text: str) -> Iterator[Signature]:
    named = False
    for match in _FIELD.finditer(text):
        named = True
        yield _signature(text, match.start(), match.end(), _field_end(text, match.end()))
    if not named:
        tags = parse_tags(text)
        if all(tags.tag(name) for name in ("d", "s")) and any(tags.tag(name) for name in ("bh", "b", "a")):
            yield _signature(text, 0, 0, len(text))  # without the field's name; no key record has these tags


def _field_end(text: str, at: int) -> int:
    """Return where a header field ends: at the first line that does not begin with white space (RFC 5322 2.2.3)."""
    while True:
        end = text.find("\n", at)
        if end < 0:
            return len(text)
        following = text[end + 1 : end + 2]
        if following not in {" ", "\t"}:
            return end
        at = end + 1


def _signature(text: str, start: int, value: int, end: int) -> Signature:
    tags = parse_tags(re.sub(r"[\r\n]+[ \t]*", " ", text[value:end]))
    selector, domain = tags.value("s").strip(), tags.value("d").strip().removesuffix(".")
    domain = a_labels(domain) or domain
    good = is_domain(domain) and _SELECTOR.fullmatch(selector)
    algorithm = tags.value("a").strip().lower()
    return Signature(start, len(text[:end].rstrip()), selector if good else "", domain if good else "", algorithm)
