"""What the build puts on the code pages: the facts of one refusal, and the table of them all.

Facts come from checkers/data, words from the catalogues, titles and summaries from the pages themselves.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from typing import Any

from checkers.registry import source
from tools.pages import CodePage, code_pages
from tools.strings import ROOT

DATA = ROOT / "checkers" / "data"

type Words = Mapping[str, str | list[str]]
type Row = dict[str, Any]

_NUMBER = re.compile(r"\d+")
_H2 = re.compile(r"^## ", re.MULTILINE)


@cache
def rows() -> dict[str, Row]:
    """Return every refusal by id."""
    found = sorted((DATA / "ndr").glob("*.toml"))
    return {name: row for path in found for name, row in tomllib.loads(path.read_text("utf-8")).items()}


def with_facts(markdown: str, code: str, words: Words) -> str:
    """Return a code page's Markdown with the facts of `code` before its first section and their sources at its end.

    Raises KeyError for a code that checkers/data/ndr does not hold.
    """
    row = rows()[code]
    text = _before_sections(markdown, f'<dl class="pl-facts">{_entries(_facts(code, row, words), words)}</dl>')
    sources = f'<dl class="pl-facts">{_entries(_sources(row, words), words)}</dl>'
    return f"{text.rstrip()}\n\n## {_say(words, 'site/sources')} {{ #sources }}\n\n{sources}\n"


def with_table(markdown: str, language: str, words: Words) -> str:
    """Return the list page's Markdown with the table of all codes before its first section."""
    return _before_sections(markdown, table(language, words))


def table(language: str, words: Words) -> str:
    """Return the table of all codes as Markdown, so that its links are checked like any other."""
    known = rows()
    head = f"| {_say(words, 'site/code')} | {_say(words, 'site/meaning')} |\n| --- | --- |\n"
    body = ""
    for page in sorted(code_pages(language), key=_order):
        meaning = f"{page.title}<br><small>{page.summary}</small>"
        name = ", ".join(_numbers(page.code, known[page.code])) if _numbered(page.code) else page.code.upper()
        body += f"| [{name}]({page.slug}.md) | {_cell(meaning)} |\n"
    return f'<div class="pl-codes" data-search-exclude markdown>\n\n{head}{body}\n</div>'


def _facts(code: str, row: Row, words: Words) -> Iterator[tuple[str, str]]:
    parts = (*row["replies"], *_numbers(code, row))
    yield "code", " ".join(f"<code>{escape(part)}</code>" for part in parts)
    services = (_word(words, f"value/service/{name}", f"site/service/{name}") for name in row["services"])
    yield "service", escape(", ".join(services))
    yield "class", escape(_word(words, f"site/class/{row['class']}"))
    yield "actor", escape(_word(words, f"actor/{row['actor']}"))
    yield "route", escape(_word(words, f"route/{row['route']}"))


def _sources(row: Row, words: Words) -> Iterator[tuple[str, str]]:
    if row["example"]:
        yield "example", f"<code>{escape(row['example'])}</code>"
    entries = [_source(name, words) for name in row["claims"]]
    if not row["verified"]:
        entries.append(escape(_say(words, "site/unverified")))
    if entries:
        yield "read", f"<ul>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul>"


def _entries(entries: Iterator[tuple[str, str]], words: Words) -> str:
    labelled = ((escape(_say(words, f"site/{name}")), value) for name, value in entries)
    return "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in labelled)


def _before_sections(markdown: str, part: str) -> str:
    first = _H2.search(markdown)
    at = first.start() if first else len(markdown)
    return f"{markdown[:at].rstrip()}\n\n{part}\n\n{markdown[at:]}"


def _word(words: Words, *keys: str) -> str:
    """Return the word of the first key that the catalogue has; raises KeyError where it has none."""
    return _say(words, next((key for key in keys if key in words), keys[-1]))


def _source(name: str, words: Words) -> str:
    cited = source(name)
    notes = ", ".join(str(part) for part in (words.get(f"status/{cited['status']}"), cited["date"]) if part)
    return f'<a href="{escape(cited["url"])}">{escape(cited["title"])}</a> <span>({escape(notes)})</span>'


def _numbers(code: str, row: Row) -> tuple[str, ...]:
    if "from" in row:
        return (f"{row['from']} – {row['to']}",)
    mark = () if _numbered(code) else (code.upper(),)
    return (*row.get("codes", ()), *mark)


def _numbered(code: str) -> bool:
    return code[:1].isdigit()


def _say(words: Words, key: str) -> str:
    return str(words[key])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _order(page: CodePage) -> tuple[bool, list[int], str]:
    """Numbers first and as numbers, then Microsoft's own marks."""
    return not _numbered(page.code), [int(number) for number in _NUMBER.findall(page.code)], page.code
