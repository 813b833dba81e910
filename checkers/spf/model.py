"""An SPF record as the grammar of RFC 7208 section 12 sees it, each token with its place in the record's text."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from checkers.text.token import Token

MECHANISMS = ("all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists")
MODIFIERS = ("redirect", "exp")
REPORTING = ("ra", "rp", "rr")  # RFC 6652: known, though not to RFC 7208
LOOKUPS = frozenset({"include", "a", "mx", "ptr", "exists", "redirect"})  # RFC 7208 4.6.4
NEED_VALUE = frozenset({"include", "ip4", "ip6", "exists", "redirect", "exp"})


class Kind(StrEnum):
    """What a term is."""

    MECHANISM = "mechanism"
    MODIFIER = "modifier"  # redirect and exp
    OTHER_MODIFIER = "other-modifier"  # name=value with another name: ignored by receivers (RFC 7208 6)
    UNKNOWN = "unknown"


class Macro(NamedTuple):
    """`%{d2r.}`: letter in lower case, how many right-hand parts are kept (0 is all), reversed, what splits."""

    token: Token
    letter: str
    digits: int = 0
    reverse: bool = False
    delimiters: str = "."
    escape: bool = False  # a capital letter: the value is URL-escaped


class Literal(NamedTuple):
    """Text that stands for itself; `text` is what `%%`, `%_` and `%-` stand for."""

    token: Token
    text: str


class MacroFault(StrEnum):
    """What breaks a macro-string."""

    PERCENT = "percent"  # % before none of { % _ -
    BRACE = "brace"  # no closing brace
    PARENTHESES = "parentheses"  # %(d)
    LETTER = "letter"
    DIGITS = "digits"  # keeps 0 parts
    TRANSFORMER = "transformer"  # anything else between letter and brace
    CHARACTER = "character"  # outside visible ASCII


@dataclass(frozen=True, slots=True)
class BadMacro:
    """A place that the macro grammar does not allow."""

    fault: MacroFault
    token: Token


@dataclass(frozen=True, slots=True)
class DomainSpec:
    """A macro-string in its pieces. A broken piece is left out of `pieces` and named in `bad`."""

    token: Token
    pieces: tuple[Macro | Literal, ...] = ()
    bad: tuple[BadMacro, ...] = ()

    @property
    def macros(self) -> tuple[Macro, ...]:
        """The macros in it, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Macro))


@dataclass(frozen=True, slots=True)
class Prefix:
    """A prefix length as written; `token` begins with its slash or slashes."""

    token: Token
    digits: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `value` is all behind the separator, `target` the value without prefix lengths.

    `length4` and `length6` are read where the tail has the form of RFC 7208 5.6; otherwise `tail` holds the odd text.
    """

    token: Token
    kind: Kind
    qualifier: Token
    name: Token
    separator: Token
    value: Token
    target: Token
    tail: Token
    domain: DomainSpec | None = None
    length4: Prefix | None = None
    length6: Prefix | None = None

    @property
    def word(self) -> str:
        """The name in lower case, in which names are compared (RFC 7208 4.6.1)."""
        return self.name.text.lower()

    @property
    def sign(self) -> str:
        """The qualifier, `+` where none is written."""
        return self.qualifier.text or "+"


@dataclass(frozen=True, slots=True)
class Record:
    """A record: version and terms in the order in which they stand; `words` are the terms as written."""

    text: str
    version: Token
    words: tuple[Token, ...]
    terms: Sequence[Term]

    def named(self, *names: str) -> list[Term]:
        """Return the known terms of these names."""
        return [term for term in self.terms if term.word in names and term.kind in {Kind.MECHANISM, Kind.MODIFIER}]
