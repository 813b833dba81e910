"""From the text of a record to its terms. Nothing is refused: what the grammar does not know is an unknown term."""

import re

from checkers.spf.macros import parse_macro_string
from checkers.spf.model import MECHANISMS, MODIFIERS, Kind, Prefix, Record, Term, Token

_WORD = re.compile(r"[^ ]+")
# RFC 7208 4.6.1: name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ); several qualifiers are read to be shown
_TERM = re.compile(r"([+\-~?]*)([A-Za-z0-9_.\-]*)([:=/]?)")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]*")
_LENGTHS = re.compile(r"(/[0-9]+)?(//[0-9]+)?")
_TAIL = "0123456789./"


def parse(text: str) -> Record:
    """Return the record in `text`, whose first word is taken as its version."""
    words = [Token(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    version = words[0] if words else Token("", 0, 0)
    return Record(text, version, tuple(parse_term(text, word.start, word.end) for word in words[1:]))


def parse_term(text: str, start: int, end: int) -> Term:
    """Return the term in `text[start:end]`, which holds no space."""
    match = _TERM.match(text, start, end)
    assert match  # it matches nothing too
    qualifier, name, separator = (Token(match[i], *match.span(i)) for i in (1, 2, 3))
    if separator.text == "/":  # "a/24": the slash belongs to the value
        separator = Token("", separator.start, separator.start)
    value = _token(text, separator.end, end)
    kind = _kind(name.text, separator.text, value.text)
    word = name.text.lower()
    target, tail = value, _token(text, end, end)
    length4 = length6 = None
    if kind is Kind.MECHANISM and word in {"a", "mx", "ip4", "ip6", "include", "exists", "ptr", "all"}:
        target, tail = _split_tail(text, value) if separator else (_token(text, value.start, value.start), value)
        length4, length6 = _lengths(word, tail)
    domain = None
    takes_name = kind is Kind.MECHANISM and target and word not in {"ip4", "ip6", "all"}
    if takes_name or kind in {Kind.MODIFIER, Kind.OTHER_MODIFIER}:
        domain = parse_macro_string(text, target.start, target.end)
    whole = _token(text, start, end)
    return Term(whole, kind, qualifier, name, separator, value, target, tail, domain, length4, length6)


def _kind(name: str, separator: str, value: str) -> Kind:
    word = name.lower()
    if separator == "=":
        if word in MODIFIERS:
            return Kind.MODIFIER
        return Kind.OTHER_MODIFIER if _NAME.fullmatch(name) else Kind.UNKNOWN
    if word in MECHANISMS and (separator or not value or value.startswith("/")):
        return Kind.MECHANISM
    return Kind.UNKNOWN


def _split_tail(text: str, value: Token) -> tuple[Token, Token]:
    """Split "name/24//64" at the first slash behind which only digits, dots and slashes stand."""
    kept = len(value.text.rstrip(_TAIL))
    slash = value.text.find("/", kept)
    place = value.start + slash if slash >= 0 else value.end
    return _token(text, value.start, place), _token(text, place, value.end)


def _lengths(word: str, tail: Token) -> tuple[Prefix | None, Prefix | None]:
    match = _LENGTHS.fullmatch(tail.text)
    if not match:
        return None, None
    four, six = (
        Prefix(Token(match[i], tail.start + match.start(i), tail.start + match.end(i)), match[i].lstrip("/"))
        if match[i] is not None
        else None
        for i in (1, 2)
    )
    return (None, four) if word == "ip6" and not six else (four, six)


def _token(text: str, start: int, end: int) -> Token:
    return Token(text[start:end], start, end)
