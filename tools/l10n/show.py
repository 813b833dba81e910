"""The state of all translations as a table for a terminal and as JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from tools.l10n.difference import said
from tools.l10n.state import CatalogueState, PageState
from tools.strings import State


def table(pages: Sequence[PageState], catalogues: Sequence[CatalogueState]) -> str:
    """Return every page and catalogue on a line, those with something to do last, and one line a language."""
    rows = [(page.state, f"docs/{page.language}/{page.name}", said(page)) for page in pages]
    rows += [(room.state, f"{room.language} {room.name}", _said(room)) for room in catalogues]
    rows.sort(key=lambda row: row[0] is not State.CURRENT)
    width = max((len(name) for _, name, _ in rows), default=0)
    lines = [f"{name:{width}}  {words}" for _, name, words in rows]
    return "\n".join([*lines, "", *_summary(pages, catalogues)])


def as_json(pages: Sequence[PageState], catalogues: Sequence[CatalogueState]) -> str:
    """Return the same as a JSON object with `pages` and `catalogues`."""
    content: dict[str, list[dict[str, Any]]] = {
        "pages": [asdict(page) for page in pages],
        "catalogues": [asdict(room) for room in catalogues],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _summary(pages: Sequence[PageState], catalogues: Sequence[CatalogueState]) -> Iterator[str]:
    for language in dict.fromkeys(page.language for page in pages):
        states = Counter(page.state for page in pages if page.language == language)
        yield f"{language}  pages       {_counted(states)}"
        rooms = [room.counts for room in catalogues if room.language == language]
        yield f"{language}  sentences   {_counted(sum((Counter(counts) for counts in rooms), Counter()))}"


def _counted(states: Counter[State]) -> str:
    return ", ".join(f"{states[state]} {state}" for state in State if states[state]) or "none"


def _said(room: CatalogueState) -> str:
    return _counted(Counter(room.counts)) if room.counts else room.state
