"""Aliases in a text: a row of a panel, a zone-file line, an answer of dig, nslookup, host or Resolve-DnsName."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from checkers.dkim.microsoft import is_meant
from checkers.dns.model import normal_name
from checkers.text.token import Token

_NAME = re.compile(
    r"(?<![A-Za-z0-9_.*@/+=-])(?:[A-Za-z0-9_-]{1,63}\.|\*\.){1,12}[A-Za-z0-9_-]{1,63}(?![A-Za-z0-9_@+/=-])\.?"
)
_ALIAS = re.compile(r"\bCNAME\b|canonical name|\balias\b", re.IGNORECASE)
_LEADS = re.compile(
    r"(?:\bCNAME\b|canonical name[ \t]*=|alias (?:for|f\u00fcr)|points? to[^\n:]{0,30}|target|value|ziel|wert"
    r"|zeigt auf|NameHost)"
    r"[^A-Za-z0-9_*\n]{0,40}(?:[0-9]+[ \t]+\w+[ \t]+)?\Z",
    re.IGNORECASE,
)
_TXT = re.compile(r"\bTXT\b|\btext[ \t]*=|descriptive text", re.IGNORECASE)
MAX_NAMES = 200
MAX_ALIASES = 20
MAX_BEFORE = 80  # characters before a name that tell what it is


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that is only another name for `target`; `name` is None where the text shows the target alone.

    `as_text` says that the target stands in a TXT record.
    """

    name: Token | None
    target: Token
    as_text: bool = False

    @property
    def owner(self) -> str:
        """The alias in normal form, empty where it is not known."""
        return normal_name(self.name.text) if self.name is not None else ""


def aliases(text: str) -> list[Alias]:
    """Return the aliases in `text` that concern DKIM, in order, each once."""
    if not _ALIAS.search(text) and not is_meant_somewhere(text):
        return []
    found: dict[tuple[str, str], Alias] = {}
    for alias in islice(_aliases(text), MAX_ALIASES):
        found.setdefault((alias.owner, normal_name(alias.target.text)), alias)
    targets = {target for owner, target in found if owner}
    return [alias for (owner, target), alias in found.items() if owner or target not in targets]


def is_meant_somewhere(text: str) -> bool:
    """Tell whether a name at Microsoft's key servers stands in `text`."""
    return bool(
        re.search(
            r"_domainkey\.[a-z0-9.-]{0,80}?(?:onmicrosoft|microsoft)|selector[0-9]-[a-z0-9.-]{1,80}",
            text,
            re.IGNORECASE,
        )
    )


def _aliases(text: str) -> Iterator[Alias]:
    owner: Token | None = None
    for match in islice(_NAME.finditer(text), MAX_NAMES):
        token = Token(match[0], *match.span())
        name = normal_name(match[0])
        line = text.rfind("\n", 0, match.start()) + 1
        before = text[max(line, match.start() - MAX_BEFORE) : match.start()]
        end = text.find("\n", match.end())
        behind = text[match.end() : min(end if end >= 0 else len(text), match.end() + MAX_BEFORE)]
        if _TXT.search(behind) and not is_meant(name):
            owner = token
        elif _TXT.search(before) and is_meant(name) and not _TXT.search(behind):
            yield Alias(owner, token, as_text=True)
            owner = None
        elif _TXT.search(behind):
            owner = None  # the record that an alias leads to
        elif is_meant(name) or (owner and _LEADS.search(before) and "_domainkey" in owner.text.lower()):
            yield Alias(owner, token)
            owner = None
        elif "_domainkey" in name or _ALIAS.search(behind):
            owner = token
