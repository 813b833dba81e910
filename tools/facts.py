"""What the build puts on the code pages: the facts of the refusals that a page stands for.

Facts come from checkers/data, words from the catalogues, titles and summaries from the pages themselves.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

from checkers.registry import source
from tools.strings import ROOT

DATA = ROOT / "checkers" / "data"

type Words = Mapping[str, str | list[str]]
type Row = dict[str, Any]
type Rows = Mapping[str, Row]
type Entries = Iterator[tuple[str, str]]

_H2 = re.compile(r"^## ", re.MULTILINE)
_OUTWARD = "microsoft-tenant-sending-to-you"  # Microsoft delivers, another system receives


@cache
def rows() -> dict[str, Row]:
    """Return every refusal by id."""
    found = sorted((DATA / "ndr").glob("*.toml"))
    return {name: row for path in found for name, row in tomllib.loads(path.read_text("utf-8")).items()}


def with_facts(markdown: str, codes: Sequence[str], words: Words) -> str:
    """Return a code page's Markdown with the facts of its `codes` before its first section and the sources at its end.

    Raises KeyError for a code that checkers/data/ndr does not hold.
    """
    found = {code: rows()[code] for code in codes}
    part = _list(_facts(found, words), words)
    if len(found) > 1:
        part += f"\n\n{_variants(found, words)}"
    text = before_sections(markdown, part)
    sources = _list(_sources(found, words), words)
    return f"{text.rstrip()}\n\n## {say(words, 'site/sources')} {{ #sources }}\n\n{sources}\n"


def numbers(code: str, row: Row) -> tuple[str, ...]:
    """Return what a refusal is known by: its enhanced codes or their range, and Microsoft's own mark."""
    if "from" in row:
        return (f"{row['from']} – {row['to']}",)
    mark = () if numbered(code) else (code.upper(),)
    return (*row.get("codes", ()), *mark)


def numbered(code: str) -> bool:
    """Tell whether a refusal's id is a number and not a mark of Microsoft's."""
    return code[:1].isdigit()


def before_sections(markdown: str, part: str) -> str:
    """Return a page's Markdown with `part` before its first section."""
    first = _H2.search(markdown)
    at = first.start() if first else len(markdown)
    return f"{markdown[:at].rstrip()}\n\n{part}\n\n{markdown[at:]}"


def say(words: Words, key: str) -> str:
    """Return a sentence of the catalogue; raises KeyError where it has none."""
    return str(words[key])


def cited(name: str, words: Words) -> str:
    """Return a source as HTML: a link, how sure it is, and the date of its version."""
    found = source(name)
    notes = ", ".join(str(part) for part in (words.get(f"status/{found['status']}"), found["date"]) if part)
    return f'<a href="{escape(found["url"])}" lang="en">{escape(found["title"])}</a> <span>({escape(notes)})</span>'


def _facts(found: Rows, words: Words) -> Entries:
    if len(found) == 1:
        [(code, row)] = found.items()
        yield "code", " ".join(f"<code>{escape(part)}</code>" for part in (*row["replies"], *numbers(code, row)))
    outward = any(row["affects"] == _OUTWARD for row in found.values())
    yield "writer" if outward else "service", _each(found, lambda row: _services(row, words))
    yield "class", _each(found, lambda row: say(words, f"site/class/{row['class']}"))
    yield "actor", _each(found, lambda row: say(words, f"actor/{row['actor']}"))
    yield "route", _each(found, lambda row: say(words, f"route/{row['route']}"))


def _each(found: Rows, value: Callable[[Row], str]) -> str:
    """Return a value as HTML; where the rows differ in it, each value with the codes that have it."""
    having: dict[str, list[str]] = {}
    for code, row in found.items():
        having.setdefault(value(row), []).extend(numbers(code, row))
    if len(having) == 1:
        return escape(next(iter(having)))
    return "<br>".join(f"{escape(said)} ({escape(', '.join(codes))})" for said, codes in having.items())


def _services(row: Row, words: Words) -> str:
    if row["affects"] == _OUTWARD:
        return say(words, "site/writer/exchange-online")
    return ", ".join(_word(words, f"value/service/{name}", f"site/service/{name}") for name in row["services"])


def _variants(found: Rows, words: Words) -> str:
    """Return the table of the refusals of one page; the id of a row is the refusal's, so that it can be linked."""
    head = "".join(f"<th>{escape(say(words, f'site/{name}'))}</th>" for name in ("code", "reply", "example"))
    body = "".join(
        f'<tr id="{escape(code)}"><td>{_coded(numbers(code, row))}</td><td>{_coded(row["replies"])}</td>'
        f"<td>{_coded([row['example']])}</td></tr>"
        for code, row in found.items()
    )
    return f'<div class="pl-variants"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _coded(parts: Sequence[str]) -> str:
    return " ".join(f"<code>{escape(part)}</code>" for part in parts if part)


def _sources(found: Rows, words: Words) -> Entries:
    if len(found) == 1:
        [row] = found.values()
        if row["example"]:
            yield "example", _coded([row["example"]])
    entries = [cited(name, words) for name in dict.fromkeys(name for row in found.values() for name in row["claims"])]
    unverified = [number for code, row in found.items() if not row["verified"] for number in numbers(code, row)]
    if unverified:
        of = "" if len(found) == 1 else f" ({', '.join(unverified)})"
        entries.append(escape(say(words, "site/unverified") + of))
    if entries:
        yield "read", f"<ul>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul>"


def _list(entries: Entries, words: Words) -> str:
    labelled = ((escape(say(words, f"site/{name}")), value) for name, value in entries)
    inner = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in labelled)
    return f'<dl class="pl-facts">{inner}</dl>'


def _word(words: Words, *keys: str) -> str:
    """Return the word of the first key that the catalogue has; raises KeyError where it has none."""
    return say(words, next((key for key in keys if key in words), keys[-1]))
