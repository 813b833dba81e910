"""The page on the status codes of RFC 3463: its tables, from checkers/data/rfc3463.toml and the catalogues."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any

from checkers.registry import source
from tools.facts import DATA, Words, say

type Detail = dict[str, Any]

_RFC = re.compile(r"RFC \d+")


@cache
def content() -> dict[str, Any]:
    """Return what checkers/data/rfc3463.toml says."""
    return tomllib.loads((DATA / "rfc3463.toml").read_text("utf-8"))


def details() -> dict[str, Detail]:
    """Return every code by its name "x.7.1"."""
    found: dict[str, Detail] = content()["details"]
    return found


def with_codes(markdown: str, words: Words) -> str:
    """Return the page's Markdown with a section for every subject at its end."""
    return "\n\n".join([markdown.rstrip(), *(_section(subject, words) for subject in content()["subjects"])]) + "\n"


def _section(subject: str, words: Words) -> str:
    head = "".join(f"<th>{escape(say(words, f'site/status/{name}'))}</th>" for name in ("code", "meaning"))
    body = "".join(_line(name, words) for name in details() if name.split(".")[1] == subject)
    title = f"## X.{subject}: {say(words, f'value/status_subject/{subject}')} {{ #subject-{subject} }}"
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'{title}\n\n<div class="pl-status">{table}</div>'


def _line(name: str, words: Words) -> str:
    meaning = escape(say(words, f"value/status_meaning/{name}"))
    notes = "; ".join(_notes(details()[name], words))
    return f'<tr id="{name}"><td><code>{name.upper()}</code></td><td>{meaning}<br><small>{notes}</small></td></tr>'


def _notes(detail: Detail, words: Words) -> Iterator[str]:
    for name in detail["sources"]:
        if _RFC.fullmatch(name):
            yield f'<a href="{escape(source(name)["url"])}">{escape(name)}</a>'
        else:
            yield f'<span lang="en">{escape(name)}</span>'
    if "replies" in detail:
        replies = ", ".join(escape(reply) for reply in detail["replies"])
        yield f"{escape(say(words, 'site/status/reply'))} {replies}"
    if "meant" in detail:
        meant = say(words, f"value/status_class/{detail['meant']}")
        yield f"{escape(say(words, 'site/status/meant'))} {escape(meant)}"
