"""From the text of a record to its terms. Nothing is refused: what the grammar does not know is an unknown term."""

import re
from collections.abc import Sequence
from typing import overload

from checkers.spf.macros import parse_macro_string
from checkers.spf.model import MECHANISMS, MODIFIERS, Kind, Prefix, Record, Term
from checkers.spf.syntax import is_valid
from checkers.text.token import Token

# RFC 7208 4.6.1: name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ); several qualifiers are read to be shown
_TERM = re.compile(r"([+\-~?]*)([A-Za-z0-9_.\-]*)([:=/]?)")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]*")
_LENGTHS = re.compile(r"(/[0-9]+)?(//[0-9]+)?")
_TAIL = "0123456789./"
MAX_WORDS = 2_000  # twenty times what a long record holds
MAX_BROKEN = 200


def parse(text: str) -> Record:
    """Return the record in `text`, whose first word is taken as its version.

    Behind the first MAX_WORDS terms only some words are kept, MAX_BROKEN at most, that the grammar does not allow:
    they break any record.
    """
    version, *words = _words(text) or [Token("", 0, 0)]
    return Record(text, version, tuple(words), _Terms(text, words))


class _Terms(Sequence[Term]):
    """The terms of a record, each taken apart when it is asked for: a long record has many that nobody looks into."""

    def __init__(self, text: str, words: Sequence[Token]) -> None:
        self._text = text
        self._words = words

    def __len__(self) -> int:
        return len(self._words)

    @overload
    def __getitem__(self, place: int) -> Term: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Term]: ...
    def __getitem__(self, place: int | slice) -> Term | Sequence[Term]:
        if isinstance(place, slice):
            return _Terms(self._text, self._words[place])
        word = self._words[place]
        return parse_term(self._text, word.start, word.end)


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


def kind_of(word: str) -> Kind:
    """Return what `word` is by its name."""
    match = _TERM.match(word)
    assert match
    separator = match[3].replace("/", "")
    return _kind(match[2], separator, word[match.end(2) + len(separator) :])


def _words(text: str) -> list[Token]:
    words: list[Token] = []
    valid = {"": True}
    at = 0
    for word in text.split(" "):
        if len(words) > MAX_WORDS and word not in valid:
            valid[word] = is_valid(word)
        if not valid.get(word):
            words.append(Token(word, at, at + len(word)))
            if len(words) > MAX_WORDS + MAX_BROKEN:
                break
        at += len(word) + 1
    return words


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
