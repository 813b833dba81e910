"""Characters that a word processor, a web page or a mail client puts where plain ASCII should stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Oddity(StrEnum):
    """What is odd about a character, as a reader would call it."""

    SPACE = "space"  # looks like a space and is none: non-breaking, tab, em space
    INVISIBLE = "invisible"  # zero width, soft hyphen, byte order mark, direction marks
    DASH = "dash"
    QUOTE = "quote"  # a typographic quotation mark
    ENTITY = "entity"  # &quot; or a tag
    WIDE = "wide"  # a full-width form of an ASCII character
    LINE_BREAK = "line-break"
    CONTROL = "control"


@dataclass(frozen=True, slots=True)
class Odd:
    """One odd place: `text[start:end]` is meant to be `plain`."""

    kind: Oddity
    start: int
    end: int
    plain: str


_KINDS = {
    # \xef\xbb\xbf, \xe2\u20ac. and \x91-\x97 are UTF-8 and Windows-1252 that were read with a wrong charset
    Oddity.INVISIBLE: r"(?:\xef\xbb\xbf|[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb])+",
    # with what stands around it in a script ("\" before it) and in an e-mail (">" behind it)
    Oddity.LINE_BREAK: r"\\?[\r\n\x0b\x0c\x85\u2028\u2029][\r\n\x0b\x0c\x85\u2028\u2029 \t\xa0>]*",
    Oddity.DASH: r"\xe2\u20ac[\u201c\u201d]|[\x96\x97\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]",
    Oddity.QUOTE: r"\xe2\u20ac[\u0153\x9d\u2122\u02dc]"
    r"|[\x91-\x94\xab\xbb\xb4\u2018-\u201f\u2039\u203a\u2032\u2033\u2036\u2037\uff02\uff07`]",
    Oddity.SPACE: r"(?:\xc2?\xa0|[\t\u1680\u2000-\u200a\u202f\u205f\u3000])+",
    Oddity.WIDE: r"[\uff01\uff03-\uff06\uff08-\uff0c\uff0e-\uff5e]",
    Oddity.ENTITY: r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|quot|amp|apos|nbsp|lt|gt|ndash|mdash|shy|zwnj|zwsp);"
    r"|</?(?:br|p|b|i|span|code|pre|div|td|tr)\b[^<>]{0,200}>",
    Oddity.CONTROL: r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x90\x95\x98-\x9f]+",
}
_ODD = re.compile("|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in _KINDS.items()), re.IGNORECASE)
# Where one begins, but for the backslash before a line break.
_SUSPECT = re.compile(
    r"[\x00-\x1f&<`\x7f-\xa0\xab\xad\xb4\xbb\xc2\xcf\xe2\xef\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    r"\u2000-\u2015\u2018-\u201f\u2028-\u202f\u2032-\u203a\u205f-\u206f\u2212\u2e3a\u2e3b\u3000\ufe00-\ufe0f\ufe58\ufe63\ufeff\uff01-\uff5e\ufff9-\ufffb]"
)


def odd_characters(text: str) -> Iterator[Odd]:
    """Yield every odd place of `text` in order, with what was meant; nothing is meant by an invisible character."""
    suspect = _SUSPECT.search(text)
    while suspect:
        start = suspect.start()
        match = (text[start - 1 : start] == "\\" and _ODD.match(text, start - 1)) or _ODD.match(text, start)
        if match:
            kind = Oddity[str(match.lastgroup)]
            yield Odd(kind, match.start(), match.end(), _plain(kind, match[0]))
        suspect = _SUSPECT.search(text, match.end() if match else suspect.end())


def _plain(kind: Oddity, text: str) -> str:
    match kind:
        case Oddity.SPACE | Oddity.LINE_BREAK:
            return " "
        case Oddity.DASH:
            return "-"
        case Oddity.QUOTE:
            return '"'
        case Oddity.WIDE:
            return "".join(chr(ord(char) - 0xFEE0) for char in text)
        case Oddity.ENTITY:
            meant = "" if text.startswith("<") else _unescape(text)
            return meant.replace("\xa0", " ") if meant.isascii() or meant == "\xa0" else ""
        case _:
            return ""


def _unescape(text: str) -> str:
    from html import unescape  # noqa: PLC0415  a table of thousands, for pastes out of HTML alone

    return unescape(text)
