"""The list of codes: the table of all refusals, and what its filter knows of each line.

The filter is the visitor's script (overrides/assets/shell/codes.js); without it the whole table shows.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from tools.facts import Row, Words, before_sections, numbered, numbers, rows, say
from tools.pages import CodePage, code_pages, path, split
from tools.status_codes import details
from tools.widget import script_json

_LITERAL = re.compile(r"`([^`\n]+)`")
_NAME = re.compile(r"(?<=[a-zß,] )[A-Z][a-z]{4,}\b")  # within a sentence
_NUMBER = re.compile(r"\d+")


def with_table(markdown: str, language: str, words: Words) -> str:
    """Return the list page's Markdown with the filter and the table of all codes before its first section."""
    return before_sections(markdown, f"{_filter(words)}\n\n{table(language, words)}")


def table(language: str, words: Words) -> str:
    """Return the table of all codes as Markdown, so that its links are checked like any other."""
    pages = sorted(code_pages(language), key=_order)
    head = f"| {say(words, 'site/code')} | {say(words, 'site/meaning')} |\n| --- | --- |\n"
    body = "".join(f"| {_links(page)} | {_cell(page.title, page.summary)} |\n" for page in pages)
    meta, _ = split(path(language, "codes/rfc3463.md").read_text("utf-8"))
    body += f"| [RFC 3463](rfc3463.md) | {_cell(meta['title'], meta['summary'])} |\n"
    known: list[Any] = [[_known(code, _mentions(page, language)) for code in page.codes] for page in pages]
    data = script_json([*known, {"general": sorted(details())}])
    script = f'<script type="application/json" id="pl-known">{data}</script>'
    return f'<div class="pl-codes" data-search-exclude markdown>\n\n{head}{body}\n{script}\n\n</div>'


def _filter(words: Words) -> str:
    label, hint, none, link = (
        escape(say(words, f"site/codes/{name}")) for name in ("filter", "hint", "none", "none/link")
    )
    count = escape(say(words, "site/codes/count"))
    return (
        '<form class="pl-filter" role="search">'
        f'<label class="pl-label" for="pl-filter">{label}</label>'
        f'<p class="pl-hint" id="pl-filter-hint">{hint}</p>'
        '<input type="search" id="pl-filter" class="pl-box" aria-describedby="pl-filter-hint" autocomplete="off" '
        'autocapitalize="off" spellcheck="false" translate="no">'
        f'<p class="pl-count" role="status" data-count="{count}" data-none="{none}"></p>'
        f'<p class="pl-elsewhere" hidden><a href="../bounce/">{link}</a></p>'
        "</form>"
    )


def _links(page: CodePage) -> str:
    """Return a link for every refusal of a page: to the page, or to its own place where the page has several."""
    known = rows()
    if len(page.codes) == 1:
        return f"[{_name(page.codes[0], known[page.codes[0]])}]({page.slug}.md)"
    return ", ".join(f"[{_name(code, known[code])}]({page.slug}.md#{code})" for code in page.codes)


def _name(code: str, row: Row) -> str:
    return ", ".join(numbers(code, row)) if numbered(code) else code.upper()


def _mentions(page: CodePage, language: str) -> list[str]:
    """Return the literal texts and the names before a page's first section: a list's operator, marks of Microsoft."""
    lead = split(path(language, f"codes/{page.slug}.md").read_text("utf-8"))[1].partition("\n## ")[0]
    literal = _LITERAL.findall(lead)
    names = _NAME.findall(_LITERAL.sub(" ", lead))
    return list(dict.fromkeys([*literal, *names]))


def _known(code: str, mentions: list[str]) -> dict[str, Any]:
    """Return what the filter knows of one refusal: its codes, or the ends of their range, what it says and mentions."""
    row = rows()[code]
    return {
        "codes": list(row.get("codes", ())),
        "range": [row["from"], row["to"]] if "from" in row else [],
        "name": code,
        "said": [*row["replies"], *row["patterns"], row["example"]],
        "mentions": mentions,
    }


def _cell(title: str, summary: str) -> str:
    return f"{title}<br><small>{summary}</small>".replace("|", "\\|")


def _order(page: CodePage) -> tuple[bool, list[int], str]:
    """Numbers first and as numbers, then Microsoft's own marks."""
    first = page.codes[0]
    return not numbered(first), list(_parts(first)), first


def _parts(code: str) -> Iterator[int]:
    return (int(number) for number in _NUMBER.findall(code))
