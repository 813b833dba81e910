"""A page as its sections, each known by the id of its heading and by a hash of what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import yaml  # type: ignore[import-untyped]

from tools import pages

TOP = "top"  # the part before the first heading with an id: front matter, title, lead
STAMP = "source"  # front matter of a translation: the hash of each section it was made from
STAMPED = "source_date"  # front matter of a translation: when it was last compared with its source

_BEGINS = re.compile(r"\s*(?:[-*+] |\d+[.)] |\||#|<|!!!|\?\?\?|: )")  # a line that does not go on with the one before
_DIGITS = 8  # hex: 32 bits, told apart within one page and its history


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its id, the heading's text, its lines, and the number of the first in the file, from 1."""

    id: str
    heading: str
    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The section as it stands on the page."""
        return "\n".join(self.lines).strip("\n")

    @property
    def hash(self) -> str:
        """A hash that stays when lines are only wrapped anew."""
        return sha256("\n".join(blocks(self.text)).encode()).hexdigest()[:_DIGITS]


def sections(text: str) -> dict[str, Section]:
    """Return a page's sections by id, in order; a heading without an id belongs to the section that it stands in.

    Raises yaml.YAMLError where the front matter is none.
    """
    meta, body = pages.split(text)
    first = len(text.removesuffix(body).splitlines())
    front = [f"{key}: {value}" for key, value in meta.items() if key not in (STAMP, STAMPED)]
    found: dict[str, tuple[str, int, list[str]]] = {TOP: ("", 1, front)}
    here = TOP
    for number, (line, code) in enumerate(pages.lines(body), first + 1):
        heading = None if code else pages.heading(line)
        if heading and heading.level > 1 and heading.id:
            here = heading.id
            found.setdefault(here, (heading.text, number, []))
        elif heading and heading.level == 1 and not found[TOP][0]:
            found[TOP] = (heading.text, *found[TOP][1:])
        found[here][2].append(line)
    return {name: Section(name, title, number, tuple(lines)) for name, (title, number, lines) in found.items()}


def hashes(text: str) -> dict[str, str]:
    """Return the hash of each section of a page by id, in order."""
    return {name: section.hash for name, section in sections(text).items()}


def whole(found: dict[str, str]) -> str:
    """Return one hash for a page, from those of its sections."""
    return sha256(" ".join(f"{name}={value}" for name, value in found.items()).encode()).hexdigest()[:_DIGITS]


def stamp(text: str) -> dict[str, str] | None:
    """Return what a translation says it was made from, None where it does not say; raises yaml.YAMLError."""
    given = pages.split(text)[0].get(STAMP)
    return {str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else None


def stamped(text: str, found: dict[str, str], date: str) -> str:
    """Return a translation's text with `found` and an ISO date in its front matter, behind everything else there."""
    head, body = _front(text)
    kept = [line for line, name in head if name not in (STAMP, STAMPED)]
    values = yaml.safe_dump({STAMP: found}, default_flow_style=None, width=90, sort_keys=False).rstrip("\n")
    return "\n".join(["---", *kept, f"{STAMPED}: {date}", values, "---"]) + f"\n{body}"


def blocks(text: str) -> Iterator[str]:
    """Yield a text's paragraphs, items and rows, each on one line, and its lines of code as they are."""
    block: list[str] = []
    for line, code in pages.lines(text):
        if block and (code or not line.strip() or _BEGINS.match(line)):
            yield " ".join(" ".join(block).split())
            block = []
        if code:
            yield line.rstrip()
        elif line.strip():
            block.append(line)
    if block:
        yield " ".join(" ".join(block).split())


def _front(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return the lines of the front matter, each with the key that it belongs to, and the rest of the page."""
    _, body = pages.split(text)
    lines = text.removesuffix(body).splitlines()[1:-1]
    head: list[tuple[str, str]] = []
    name = ""
    for line in lines:
        name = line.partition(":")[0] if line[:1].strip() else name
        head.append((line, name))
    return head, body
