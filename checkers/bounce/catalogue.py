"""The refusals we know: facts from `data/ndr/*.toml`, no sentence of any language in them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from checkers.report import Actor
from checkers.tables import tables

_SPACE = re.compile(r"\s+")
_MARK = re.compile(r"\b(?:sc|dy|ou|rp)-00\d|\(as\d+\)|\(s\d{4}\)|linkid=")
_OWN_MARK = re.compile(r"\b(?:sc|dy|ou|rp)-00\d\b|\((?:as|s)\d{4,}\)")  # tells which refusal it is without other words
_DISTINCT = 18  # a pattern this long is nobody else's wording


class Service(StrEnum):
    """Whose system refused."""

    EXCHANGE_ONLINE = "exchange-online"  # Microsoft 365
    OUTLOOK = "outlook.com"  # the consumer service
    OWN = "own-system"  # the sender's own server gave up
    OTHER = "other-provider"
    UNKNOWN = "unknown"


class Route(StrEnum):
    """The one channel or repair that helps."""

    PORTAL = "delist-portal"
    DELIST_MAIL = "email-delist@microsoft.com"
    FORM = "outlook.com-sender-support-form"
    RECIPIENT = "contact-recipient"
    AUTHENTICATION = "fix-authentication"
    SLOW_DOWN = "slow-down"
    ADDRESS = "fix-address"
    DNS = "fix-dns"
    OTHER = "other-provider"
    NONE = "none"


class Reason(StrEnum):
    """Why, in a word."""

    UNKNOWN_RECIPIENT = "unknown-recipient"
    MAILBOX_FULL = "mailbox-full"
    MAILBOX_UNAVAILABLE = "mailbox-unavailable"
    TOO_LARGE = "too-large"
    UNKNOWN_HOST = "unknown-host"
    NETWORK = "network"
    EXPIRED = "expired"
    LOOP = "loop"
    ROUTING = "routing"
    RELAY = "relay"
    THROTTLING = "throttling"
    IP_REPUTATION = "ip-reputation"
    DOMAIN_REPUTATION = "domain-reputation"
    COMPLAINTS = "complaints"
    AUTHENTICATION = "authentication"
    CONTENT = "content"
    POLICY = "policy"
    SENDER_ADDRESS = "sender-address"
    PROTOCOL = "protocol"
    TLS = "tls"
    TENANT = "tenant"
    SYSTEM = "system"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Row:
    """One refusal: how to know it, who must act, which route is right."""

    id: str
    slug: str | None  # its page, docs/<language>/codes/<slug>.md
    codes: frozenset[str]
    first: tuple[int, ...]  # of a range of codes, empty where the row is none
    last: tuple[int, ...]
    services: frozenset[str]
    replies: tuple[str, ...]
    patterns: tuple[str, ...]  # lower case, single spaces
    distinct: frozenset[str]  # those of them that only Microsoft says
    permanent: bool
    reason: Reason
    affects: str
    actor: Actor
    route: Route
    claims: tuple[str, ...]
    verified: bool
    example: str

    @property
    def generic(self) -> bool:
        """Whether any server may say it (RFC 3463), not Microsoft alone."""
        return "generic" in self.services

    def has(self, code: str) -> bool:
        """Tell whether an enhanced code is this row's."""
        return code in self.codes or bool(self.first and self.first <= numbers(code) <= self.last)


@cache
def rows() -> tuple[Row, ...]:
    """Return every refusal there is."""
    return tuple(_row(name, entry) for table in tables("ndr") for name, entry in table.items())


@cache
def shared_codes() -> frozenset[str]:
    """Return the codes that several rows have: there only the text decides."""
    seen = [code for row in rows() for code in row.codes]
    return frozenset(code for code in seen if seen.count(code) > 1)


def numbers(code: str) -> tuple[int, ...]:
    """Return an enhanced code as numbers that compare."""
    return tuple(int(number) for number in code.split("."))


def normal(text: str) -> str:
    """Return a text as patterns are compared: lower case, single spaces, straight quotes."""
    return _SPACE.sub(" ", text[:4000].replace("’", "'")).lower()


def _row(name: str, entry: dict[str, Any]) -> Row:
    written = tuple(normal(pattern) for pattern in entry["patterns"])
    marks = {mark for pattern in written for mark in _OWN_MARK.findall(pattern)} - {*written}
    patterns = (*written, *sorted(marks))
    generic = "generic" in entry["services"]
    common = {normal(pattern) for pattern in entry.get("common", ())}
    only_theirs = (p for p in patterns if len(p) >= _DISTINCT and not generic and p not in common)
    distinct = {*only_theirs, *(p for p in patterns if _MARK.search(p) or "resolver." in p)}
    return Row(
        name,
        entry.get("slug"),
        frozenset(entry.get("codes", ())),
        numbers(entry["from"]) if "from" in entry else (),
        numbers(entry["to"]) if "to" in entry else (),
        frozenset(entry["services"]),
        tuple(entry["replies"]),
        patterns,
        frozenset(distinct),
        entry["class"] == "permanent",
        Reason(entry["reason"]),
        entry["affects"],
        Actor(entry["actor"]),
        Route(entry["route"]),
        tuple(entry["claims"]),
        entry["verified"],
        entry["example"],
    )
