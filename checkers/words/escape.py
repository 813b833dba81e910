"""The reader's text inside Markdown: whatever it holds, it is shown and not interpreted."""

import re
from collections.abc import Iterator

_BREAKS = re.compile(r"(?<![ \t])[ \t]*+[\r\n\v\f\x85\u2028\u2029]\s*")
_SPECIAL = re.compile(r"([\\*_\[\]<>#|])")
# Terminals obey control characters: they are shown as their pictures. C1 has none.
_PICTURES = {sign: 0x2400 + sign for sign in range(0x20) if chr(sign) not in "\t\n"} | {0x7F: 0x2421}
_VISIBLE = _PICTURES | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


def visible(content: str) -> str:
    """Return a text whose control characters, but tabs and ends of lines, are signs that are only read."""
    return content.translate(_VISIBLE)


def text(sentence: str) -> str:
    """Escape what Markdown would interpret, outside of `code`."""
    parts = " ".join(sentence.split()).split("`")
    return "`".join(part if number % 2 else _SPECIAL.sub(r"\\\1", part) for number, part in enumerate(parts))


def code(value: object) -> str:
    """Return a value as code on one line, as a cell of a table may hold it too; its runs of spaces stay."""
    shown = _BREAKS.sub(" ", str(value)).strip().replace("|", "\\|")
    if "`" not in shown:
        return f"`{shown}`" if shown else ""
    fence = _fence(shown, 1)
    return f"{fence} {shown} {fence}"


def said(value: dict[str, object]) -> str:
    """Return a value of a view, which says itself whether it is code."""
    return code(value["value"]) if value["code"] else text(str(value["value"]))


def block(content: str, indent: str = "") -> Iterator[str]:
    """Yield the lines of a fenced block, each behind `indent`."""
    fence = _fence(content, 3)
    yield from (indent + line for line in (fence, *content.split("\n"), fence))


def _fence(content: str, least: int) -> str:
    """Return more backticks than stand anywhere in a row in `content`."""
    return "`" * max(least, 1 + max((len(run) for run in re.findall(r"`+", content)), default=0))
