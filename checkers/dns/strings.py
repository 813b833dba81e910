"""The character-strings of a TXT record as they stand in a zone file and in dig's output (RFC 1035 5.1)."""

import re

from checkers.text.mapped import Mapped

_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
MAX_STRINGS = 1_000  # no record holds as many
_GAP = re.compile(r"(?:[\s()]|;[^\n]*)*+")  # a semicolon begins a comment
_ESCAPE = re.compile(r"((?:\\[0-9]{3})++)|\\(.)", re.DOTALL)


def read_strings(text: str, start: int = 0, end: int | None = None) -> tuple[Mapped, ...] | None:
    """Return the strings that `text[start:end]` consists of, escapes resolved.

    None where it is anything but quoted strings with white space and parentheses between them, no more than
    MAX_STRINGS: then the quotes are not those of a zone file, and the text must be read as it stands.
    """
    end = len(text) if end is None else end
    strings: list[Mapped] = []
    at = _GAP.match(text, start, end).end()  # type: ignore[union-attr]  # matches the empty string too
    while at < end:
        match = _STRING.match(text, at, end)
        if not match:
            return None
        if len(strings) == MAX_STRINGS:
            return None
        strings.append(_unescaped(text, match.start(1), match.end(1)))
        gap = _GAP.match(text, match.end(), end)
        assert gap
        if gap.end() == match.end() and gap.end() < end:
            return None  # "a""b": the quotes are part of what was typed
        at = gap.end()
    return tuple(strings) or None


def _unescaped(text: str, start: int, end: int) -> Mapped:
    whole = Mapped.of(text, start, end)
    if "\\" not in whole.text:
        return whole
    return whole.changed((m.start(), m.end(), _meant(m)) for m in _ESCAPE.finditer(whole.text))


def _meant(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2]
    octets = bytes(min(int(number), 255) for number in match[1].split("\\")[1:])
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")
