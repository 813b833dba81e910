"""What pasting and forwarding do to a bounce, undone: quoting marks, indentation, markup, encodings left undecoded."""

import quopri
import re
from collections.abc import Iterator
from html import unescape

from checkers.bounce.wording import wording
from checkers.message import Passage, Source
from checkers.message.decode import decoded, plain

_QUOTED = re.compile(r"(?:^|\n)[ \t]{0,8}[>|]")
_INDENT = re.compile(r"^[ \t]+(?=\S)", re.MULTILINE)
_MAX_INDENT = 200
_MAX_ESCAPED = 1_000_000  # characters of a text with entities that are undone; no bounce is longer
_FLUSH = re.compile(r"^\S", re.MULTILINE)  # a line that is not indented
_TAGS = re.compile(r"<(?:html|body|div|p|br|td|tr|table|span|font|pre|b)\b[^<>]{0,400}/?>", re.IGNORECASE)
_ENTITIES = re.compile(r"&(?:lt|gt|amp|quot|nbsp|#\d{2,5}|#x[\dA-Fa-f]{2,5});")
_SOFT_BREAKS = re.compile(r"=\n|=[0-9A-F]{2}")
_BASE64 = re.compile(r"\s*(?:[A-Za-z0-9+/]{40,100}\s+){1,4000}[A-Za-z0-9+/]{0,100}={0,2}\s*")
_SEVERAL = 3
_HEADS = re.compile(
    r"^(?:Return-Path|Delivered-To|Received|From|Date|Subject|To|X-Failed-Recipients|MIME-Version|Message-I[Dd]"
    r"|Content-Type):[ \t]",
    re.MULTILINE,
)
_FORWARDED_FROM = re.compile(
    rf"^[ \t*]*(?:{wording('forwarded', 'from').pattern})[ \t*]*:"
    rf"[^\n]*?(?:{wording('kind', 'sender').pattern})[^\n]*\n",
    re.IGNORECASE | re.MULTILINE,
)
_MAX_HEADS = 5


def plain_lines(source: Source) -> Source:
    """Return a pasted text without the marks of quoting and without an indentation that all of its lines have."""
    text = source.text
    if _QUOTED.search(text):
        return plain_indent(source.unquoted())
    return plain_indent(source)


def plain_indent(source: Source) -> Source:
    """Return a text without the indentation that all of its lines have."""
    text = source.text
    if not text[:1].isspace() or _FLUSH.search(text):
        return source
    common = min((len(indent[0]) for indent in _INDENT.finditer(text)), default=0)
    return source.without(re.compile(rf"^[ \t]{{{min(common, _MAX_INDENT)}}}", re.MULTILINE)) if common else source


def readable(source: Source) -> Passage:
    """Return a pasted text as a reader would see it: without markup, entities and transfer encodings."""
    text = source.text
    said = text
    if len(_SOFT_BREAKS.findall(text[:20_000])) >= _SEVERAL and "=\n" in text:
        said = quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")
    elif _BASE64.fullmatch(text[:200_000]):
        said = decoded(text, "base64", "utf-8")
    if len(_TAGS.findall(said[:20_000])) >= _SEVERAL:
        said = plain(said)
    elif _ENTITIES.search(said):
        said = unescape(said[:_MAX_ESCAPED]).replace("\xa0", " ") + said[_MAX_ESCAPED:]
    if said == text:
        return source.passage()
    return Passage(said, source, 0, len(text), literal=False)


def heads(source: Source) -> Iterator[int]:
    """Yield where in a pasted text a message's own source may begin: at a run of its header fields."""
    position = 0
    for _ in range(_MAX_HEADS):
        if (match := _HEADS.search(source.text, position)) is None:
            return
        yield match.start()
        blank = source.text.find("\n\n", match.start())
        if blank < 0:
            return
        position = blank


def forwarded(text: str) -> int | None:
    """Return where a bounce begins that somebody forwarded within a text; None where there is none.

    It is one where the lines that a mail program puts above it name a mail system as the sender.
    """
    match = _FORWARDED_FROM.search(text)
    return match.start() if match else None
