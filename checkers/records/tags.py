"""A tag-list and its parts, RFC 6376 3.2; nothing is refused, and everything keeps its place."""

from dataclasses import dataclass

from checkers.text.token import Token

_SPACE = " \t\r\n"
MAX_TAGS = 100  # no protocol has twenty


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. `whole` is the stretch between two semicolons without the space around it.

    A stretch without "=" has a name and no value: `equals` is False.
    """

    whole: Token
    name: Token
    value: Token
    equals: bool

    @property
    def word(self) -> str:
        """The name in lower case."""
        return self.name.text.lower()


@dataclass(frozen=True, slots=True)
class TagList:
    """The tags of a record in the order in which they stand; `empty` are places between semicolons without anything.

    `cut` says that there are more than MAX_TAGS; those behind are not read.
    """

    text: str
    tags: tuple[Tag, ...]
    empty: tuple[Token, ...] = ()
    cut: bool = False

    def tag(self, name: str) -> Tag | None:
        """Return the first tag of that name (in lower case), None where there is none."""
        return next((tag for tag in self.tags if tag.word == name and tag.equals), None)

    def value(self, name: str, default: str = "") -> str:
        """Return the value of the first tag of that name, `default` where there is none."""
        found = self.tag(name)
        return found.value.text if found else default


def parse_tags(text: str) -> TagList:
    """Return the tags in `text`."""
    tags: list[Tag] = []
    empty: list[Token] = []
    start = 0
    while start <= len(text):
        if len(tags) + len(empty) >= MAX_TAGS and text[start:].strip(_SPACE):
            return TagList(text, tuple(tags), tuple(empty), cut=True)
        found = text.find(";", start)
        end = found if found >= 0 else len(text)
        whole = stripped(text, start, end)
        if whole:
            tags.append(_tag(text, whole))
        elif found >= 0:
            empty.append(Token(text[start : end + 1], start, end + 1))
        start = end + 1
    return TagList(text, tuple(tags), tuple(empty))


def stripped(text: str, start: int, end: int) -> Token:
    """Return `text[start:end]` without the white space around it."""
    while start < end and text[start] in _SPACE:
        start += 1
    while end > start and text[end - 1] in _SPACE:
        end -= 1
    return Token(text[start:end], start, end)


def _tag(text: str, whole: Token) -> Tag:
    equals = text.find("=", whole.start, whole.end)
    if equals < 0:
        return Tag(whole, whole, Token("", whole.end, whole.end), equals=False)
    name = stripped(text, whole.start, equals)
    return Tag(whole, name, stripped(text, equals + 1, whole.end), equals=True)
