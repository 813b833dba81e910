"""The log of what Microsoft changed for senders, from checkers/data/rule-changes.toml.

`rules/<change>` is its headline in a language, `rules/<change>/text` what has changed.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from html import escape

from tools import dates
from tools.explained import more
from tools.facts import DATA, Words, cited, say


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its id, when it came into force, when the log got it, whom it concerns, where it says so."""

    id: str
    date: str  # a day, a month or a year, as exactly as it is known
    logged: str  # a day
    service: str  # "outlook.com", "exchange-online" or "both"
    claims: tuple[str, ...]
    page: str | None = None  # path under docs/<language>/ with its anchor


@cache
def changes() -> tuple[Change, ...]:
    """Return every change, the newest first."""
    table = tomllib.loads((DATA / "rule-changes.toml").read_text("utf-8"))
    found = (Change(name, **{**entry, "claims": tuple(entry["claims"])}) for name, entry in table.items())
    return tuple(sorted(found, key=lambda change: change.date, reverse=True))


def listed(language: str, words: Words) -> str:
    """Return the log as Markdown: a section for each change, the year as a heading above."""
    years: dict[str, list[Change]] = {}
    for change in changes():
        years.setdefault(change.date[:4], []).append(change)
    sections = (
        f"## {year} {{ #in-{year} }}\n\n" + "\n\n".join(_section(change, language, words) for change in those)
        for year, those in years.items()
    )
    feed = f'<p class="pl-feed"><a href="feed.xml">{escape(say(words, "reference/feed"))}</a></p>'
    return "\n\n".join([feed, *sections])


def headline(change: Change, language: str, words: Words) -> str:
    """Return the date and what has changed, in a line."""
    return f"{dates.written(change.date, language, words)}: {say(words, f'rules/{change.id}')}"


def _section(change: Change, language: str, words: Words) -> str:
    service = say(words, f"reference/service/{change.service}")
    link = f" {more(change.page, language, words)}" if change.page else ""
    sources = "; ".join(cited(name, words) for name in change.claims)
    return (
        f"### {headline(change, language, words)} {{ #{change.id} }}\n\n"
        f"{say(words, f'rules/{change.id}/text')}{link}\n\n"
        f'<p class="pl-cited">{escape(service)} · {sources}</p>'
    )
