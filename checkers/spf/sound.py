"""A term that the grammar allows, as far as rules about the whole record look at it."""

from functools import cached_property, lru_cache
from typing import NamedTuple

from checkers.spf.model import MODIFIERS, Record
from checkers.spf.syntax import is_valid
from checkers.text.token import Token


class Glance(NamedTuple):
    """What shows at a glance: the sign as written, the name in lower case, and what stands behind its separator."""

    sign: str
    word: str
    value: str
    modifier: bool

    @property
    def known(self) -> bool:
        """True for a mechanism, `redirect` and `exp`; receivers ignore every other modifier (RFC 7208 6)."""
        return not self.modifier or self.word in MODIFIERS


class Sound(NamedTuple):
    """A known term that the grammar allows."""

    token: Token
    sign: str
    word: str
    value: str
    modifier: bool


@lru_cache(2048)  # the text with its fixes made is judged again
def glance(word: str) -> Glance | None:
    """Return what shows of a term at a glance, None where the grammar does not allow it."""
    if not is_valid(word):
        return None
    sign = word[0] if word[0] in "+-~?" else ""
    name, colon, value = word[len(sign) :].partition(":")
    modifier, equals, rest = name.partition("=")
    if equals:
        return Glance("", modifier.lower(), rest + colon + value, modifier=True)
    name, slash, length = name.partition("/")  # "a/24"
    return Glance(sign, name.lower(), value if colon else slash + length, modifier=False)


class Words:
    """The words of a record, each different one looked at once: a long record repeats itself or is none."""

    def __init__(self, record: Record) -> None:
        self._words = record.words
        self.seen = {text: glance(text) for text in {word.text for word in record.words}}

    @cached_property
    def sound(self) -> list[Sound]:
        """The mechanisms and known modifiers that the grammar allows, in order."""
        known = {text: shown for text, shown in self.seen.items() if shown and shown.known}
        return [Sound(word, *known[word.text]) for word in self._words if word.text in known]

    @property
    def broken(self) -> list[Token]:
        """The words that the grammar does not allow, in order."""
        return [word for word in self._words if self.seen[word.text] is None]
