"""The reader's text inside Markdown: whatever it holds, it is shown and not interpreted."""

import re
from collections.abc import Iterator

_SPECIAL = re.compile(r"([\\*_\[\]<>#|])")


def text(sentence: str) -> str:
    """Escape what Markdown would interpret, outside of `code`."""
    parts = " ".join(sentence.split()).split("`")
    return "`".join(part if number % 2 else _SPECIAL.sub(r"\\\1", part) for number, part in enumerate(parts))


def code(value: object) -> str:
    """Return a value as code on one line, as a cell of a table may hold it too."""
    shown = " ".join(str(value).split()).replace("`", "'").replace("|", "\\|")
    return f"`{shown}`" if shown else ""


def said(value: dict[str, object]) -> str:
    """Return a value of a view, which says itself whether it is code."""
    return code(value["value"]) if value["code"] else text(str(value["value"]))


def block(content: str, indent: str = "") -> Iterator[str]:
    """Yield the lines of a fenced block, each behind `indent`."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", content)), default=0))
    yield from (indent + line for line in (fence, *content.split("\n"), fence))
