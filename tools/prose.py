"""The running text of pages and catalogues, for tools that read it as people do: without code, tables and markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from tools import pages
from tools.l10n.sections import blocks
from tools.strings import SOURCE, catalogue_files, read

CODE = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands for a piece of code, which is one word of a sentence

_TICKED = re.compile(r"`[^`]*`|<code>.*?</code>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ATTRIBUTES = re.compile(r"\{[:#.\s][^{}]*\}")
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
_ADDRESS = re.compile(r"\b(?:https?://|mailto:)\S+|\S+@\S+|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?!\w|\.\w)")
_ENDING = re.compile(r"(?<![\w.])\.[a-z]{2,4}\b")  # of a file: .eml
_MARK = re.compile(r"^\s*(?:#{1,6} +|(?:[-*+]|\d+[.)]) +(?:\[[ x]\] +)?|: +|> ?|(?:!!!|\?\?\?\+?) \w+ ?)")
_HEAD = ("title", "summary", "description")


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, paragraph, item or cell in plain text, each code in it one CODE, with the place it stands at."""

    where: str
    text: str
    table: bool = False


def page(path: Path, *, front: bool = True) -> Iterator[Piece]:
    """Yield the pieces of a page, its title and description first unless `front` is off; raises yaml.YAMLError."""
    where = "/".join(path.parts[-3:])
    meta, body = pages.split(path.read_text("utf-8"))
    yield from (Piece(where, plain(str(meta[key]))) for key in _HEAD if front and key in meta)
    open_text = "\n".join("" if code else line for line, code in pages.lines(_COMMENT.sub("", body)))
    for block in blocks(open_text):
        for text, table in _cells(block):
            if found := plain(text):
                yield Piece(where, found, table)


def catalogue(language: str) -> Iterator[Piece]:
    """Yield every sentence of a language's catalogues."""
    for path in catalogue_files(language):
        for message in read(path):
            given = message.id if language == SOURCE else message.string
            for form in [given] if isinstance(given, str) else given or ():
                if message.id and form:
                    yield Piece(f"{path.name} {message.context}", plain(form))


def plain(markdown: str) -> str:
    """Return inline Markdown as text: links become their labels, code and addresses CODE, attributes and tags go."""
    text = _MARK.sub("", _ATTRIBUTES.sub("", markdown))
    text = pages.plain(text)  # keeps the backticks of code
    for pattern in (_TICKED, _PLACEHOLDER, _ADDRESS, _ENDING):
        text = pattern.sub(CODE, text)
    return " ".join(unescape(_TAG.sub("", text)).replace("\N{SOFT HYPHEN}", "").split())


def _cells(block: str) -> Iterator[tuple[str, bool]]:
    if not block.startswith("|"):
        yield block, False
    elif not set(block) <= set("|-: "):
        yield from ((cell, True) for cell in block.strip("|").split("|"))
