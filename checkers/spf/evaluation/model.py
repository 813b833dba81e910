"""What an evaluation works on, and the trace that it leaves."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address
from types import MappingProxyType
from typing import NamedTuple

from checkers.report import Value
from checkers.spf.evaluation.address import ip4_number, ip6_number

MAX_LOOKUPS = 10  # RFC 7208 4.6.4
MAX_VOIDS = 2
MAX_TRACED = 2_000  # terms of one record that the trace tells apart: twenty times what a long record holds
MAX_HOSTS = 10  # address lookups of one `mx`, names of one reverse lookup

_MAPPED = 0xFFFF  # the bits before an IPv4 address in ::ffff:192.0.2.1

RESULTS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}


class Macro(NamedTuple):
    """`%{d2r.}`: letter in lower case, how many right-hand parts stay (0: all), reversed, what splits, URL-escaped."""

    letter: str
    digits: int
    reverse: bool
    delimiters: str
    escape: bool


type Spec = str | tuple[str | Macro, ...]  # a name as it stands without its final dot, or the pieces of a macro-string


class Rule(NamedTuple):
    """One term, ready to be applied.

    `name` is in lower case, "" for a modifier that receivers ignore; `result` is what a match means. `shifts` are the
    bits that do not count of an IPv4 and an IPv6 address, `network` the bits that do of an `ip4` or `ip6` term.
    """

    text: str
    name: str
    result: str = ""
    spec: Spec | None = None
    shifts: tuple[int, int] = (0, 0)
    network: int = 0


@dataclass(frozen=True, slots=True)
class Policy:
    """A record's terms in order; `faults` are those that make it a permerror. `all` cancels `redirect` (6.1)."""

    terms: tuple[Rule, ...]
    redirect: Rule | None
    explanation: Rule | None
    faults: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Client:
    """The address that connects; an IPv4 address in IPv6 form is the IPv4 address (RFC 7208 5)."""

    version: int
    number: int
    text: str

    @classmethod
    def of(cls, text: str) -> "Client | None":
        """Return the client at `text`, None where that is no address."""
        number = ip4_number(text)
        if number is not None:
            return cls(4, number, text)
        number = ip6_number(text)
        if number is None:
            return None
        if number >> 32 == _MAPPED:
            return cls(4, number & 0xFFFFFFFF, str(IPv4Address(number & 0xFFFFFFFF)))
        return cls(6, number, str(IPv6Address(number)))

    @property
    def type(self) -> str:
        """The record type that holds addresses of this family."""
        return "A" if self.version == 4 else "AAAA"  # noqa: PLR2004

    @property
    def family(self) -> str:
        """The macro `v`."""
        return "in-addr" if self.version == 4 else "ip6"  # noqa: PLR2004

    @property
    def dotted(self) -> str:
        """The macro `i`: an IPv6 address as its 32 nibbles."""
        return self.text if self.version == 4 else ".".join(f"{self.number:032X}")  # noqa: PLR2004

    @property
    def reverse(self) -> str:
        """The name that reverse DNS has for it."""
        return ".".join(reversed(self.dotted.split("."))) + f".{self.family}.arpa"


@dataclass(frozen=True, slots=True)
class Sender:
    """The identity that is checked: local part and domain of MAIL FROM or their stand-ins, and the HELO name."""

    local: str
    domain: str
    helo: str


@dataclass(frozen=True, slots=True)
class Request:
    """What check_host() is asked: `texts` stand in for the SPF records at `domain`, `now` is for the macro t."""

    client: Client
    sender: Sender
    domain: str
    texts: tuple[str, ...] | None = None
    now: datetime | None = None


class Kind(StrEnum):
    """What became of a term; the words are `node/spf/<kind>`."""

    MATCHED = "matched"
    NO_MATCH = "no-match"
    WOULD_MATCH = "would-match"  # if no open term before it matches
    NOT_REACHED = "not-reached"
    IGNORED = "ignored"
    ADDRESSES = "addresses"  # several ip4 and ip6 terms
    NO_ADDRESS = "no-address"  # several of them, none of which matches
    IP = "ip"
    A = "a"
    MX = "mx"
    PTR = "ptr"
    EXISTS = "exists"
    INCLUDE = "include"
    REDIRECT = "redirect"
    ALL = "all"
    INNER_ALL = "inner-all"  # in an included record: the outer one goes on
    EXP = "exp"
    MACRO = "macro"  # where it leads depends on the message
    NO_DOMAIN = "no-domain"  # where it leads depends on the record's own name
    VOID = "void"
    NO_NAME = "no-name"  # leads to what cannot be a name
    NO_RECORD = "no-record"
    TWO_RECORDS = "two-records"
    LOOP = "loop"
    TOO_DEEP = "too-deep"  # not followed any further
    MORE = "more"  # terms that are not named one by one
    HOSTS = "hosts"
    LIMIT = "limit"
    VOID_LIMIT = "void-limit"
    ERROR = "error"
    TEMPERROR = "temperror"
    OPEN = "open"


NOTHING: Mapping[str, Value] = MappingProxyType({})


@dataclass(slots=True)
class Step:
    """What became of one term, or of so many `terms`. `name` is where it leads, `steps` what the record there did."""

    rule: Rule
    kind: Kind
    name: str = ""
    cost: int = 0
    total: int = 0
    values: Mapping[str, Value] = NOTHING
    steps: Sequence["Step"] = ()
    networks: tuple[str, ...] | None = None  # of `a` and `mx`, where they are known
    policy: Policy | None = None  # of the record that `include` and `redirect` lead to
    terms: int = 1


def traced(policy: Policy, kind: Callable[[Rule], Kind], start: int = 0, total: int = 0) -> Iterator[Step]:
    """Yield the steps of the terms from number `start` on; those behind MAX_TRACED are one step together."""
    for rule in policy.terms[start:MAX_TRACED]:
        yield Step(rule, kind(rule), total=total)
    left = policy.terms[max(start, MAX_TRACED) :]
    if left:
        yield Step(left[0], Kind.MORE, total=total, terms=len(left))


@dataclass(slots=True)
class Evaluated:
    """What came of it. `result` is a word of RFC 8601, None while a question is open.

    `mechanism` is the term of the sender's own record (or of the one that it redirects to) that decided, "default"
    where none matched, empty where there was none to decide. Where an error ended it, `stop` says which, and `path`
    names the terms that lead there.
    """

    result: str | None = None
    explanation: str | None = None
    explaining: bool = False  # the explanation is open
    mechanism: str = ""
    lookups: int = 0
    voids: int = 0
    steps: tuple[Step, ...] = ()
    stop: Kind | None = None
    path: tuple[Step, ...] = ()
    values: Mapping[str, Value] = NOTHING
    helo_used: bool = False
    needing: Rule | None = None  # the first term reached that needs the domain, which is not known


class StopError(Exception):
    """The evaluation ends here: `result` is permerror or temperror, `kind` says why."""

    def __init__(self, result: str, kind: Kind, **values: Value) -> None:
        super().__init__(result)
        self.result, self.kind, self.values = result, kind, values
        self.step: Step | None = None  # the term at which it ended


class OpenError(Exception):
    """A question is not answered yet."""


class NoDomainError(OpenError):
    """What a term means depends on the domain, which is not known."""
