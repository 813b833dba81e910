"""What a section of a page consists of beside its sentences: what a translation must keep."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools import pages
from tools.l10n.sections import Section

_LINK = re.compile(r"\]\(<?([^()\s>]*(?:\([^()\s]*\)[^()\s]*)*)>?(?:\s+\"[^\"]*\")?\)|<((?:https?|mailto):[^>\s]+)>")
_REFERENCE = re.compile(r"^\[[^\]^]+\]:\s*(\S+)", re.MULTILINE)
_LOCALE = re.compile(r"(?<=/)[a-z]{2}-[a-z]{2}(?=/)", re.IGNORECASE)  # Microsoft has its pages in many languages
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_ID = re.compile(r"\{[^{}]*?#([\w.-]+)[^{}]*\}|\bid=\"([^\"]+)\"")
_MARK = re.compile(r"<!-- ([a-z-]+(?:: [a-z-]+)?) -->|data-check=\"([a-z-]+)\"")
_OPENING = re.compile(r"\s*(?:`{3,}|~{3,})\s*([\w+-]*)")
_TITLE = re.compile(r"\btitle=\"([^\"]*)\"")
_SIGNS = re.compile(r"[^\d=;:/\\@._%+?&{}-]")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code: its language, whether it has a title, and its lines."""

    language: str
    titled: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """The parts of a section that are no sentences."""

    links: frozenset[str]
    ids: tuple[str, ...]
    marks: tuple[str, ...]  # widgets, and what the build fills in
    spans: tuple[str, ...]  # what stands in backticks
    code: tuple[Code, ...]
    open: bool  # a backtick without its twin


def structure(section: Section) -> Structure:
    """Return the structure of a section."""
    found = list(pages.lines(section.text))
    prose = "\n".join("" if code else line for line, code in found)
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", prose)]
    bare = _SPAN.sub("", prose)
    return Structure(
        frozenset(_LOCALE.sub("xx-xx", address) for address in _links(prose)),
        tuple(first or second for first, second in _ID.findall(bare)),
        tuple(first or second for first, second in _MARK.findall(bare)),
        tuple(span.strip() for part in paragraphs for _, span in _SPAN.findall(part)),
        tuple(_code(found)),
        any("`" in _SPAN.sub("", part) for part in paragraphs),
    )


def signs(code: str) -> str:
    """Return what a piece of code must keep though a name in it is translated: its figures and signs."""
    return _SIGNS.sub("", code)


def code_words(spans: Iterable[str]) -> set[str]:
    """Return the words that a page shows as code by themselves: they are no words of a language."""
    return {span for span in spans if _WORD.fullmatch(span)}


def words(code: str) -> set[str]:
    """Return the words in a line of code."""
    return set(_WORD.findall(code))


def _links(prose: str) -> Iterator[str]:
    for first, second in _LINK.findall(prose):
        yield first or second
    yield from _REFERENCE.findall(prose)


def _code(found: list[tuple[str, bool]]) -> Iterator[Code]:
    """Yield the blocks; two that follow each other without a line between are told apart by their fences."""
    block: list[str] = []
    for line, code in found:
        if code:
            block.append(line)
        if block and (not code or (len(block) > 1 and not _inside(block))):
            opening = _OPENING.match(block[0])
            inner = block[1:-1] if not _inside(block) else block[1:]
            yield Code(opening[1] if opening else "", bool(_TITLE.search(block[0])), tuple(inner))
            block = []


def _inside(block: list[str]) -> bool:
    """Tell whether a block's fence is still open after its last line."""
    fence = block[0].strip()
    mark = fence[: len(fence) - len(fence.lstrip(fence[:1]))]
    last = block[-1].strip()
    return len(block) < 2 or not (last.startswith(mark) and not last.strip(mark[:1]))  # noqa: PLR2004
