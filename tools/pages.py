"""Markdown pages as data: what a code page says, which headings a page has, which pages have no twin.

A code page, `docs/<language>/codes/<slug>.md`, has `code` (an id in checkers/data/ndr, or a list of them), `title` and
`summary` in its front matter, and an ordered list under the heading `{ #steps }`. The widget shows the same words: they
go to `checkers/locale/<language>.codes.json`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from tools.strings import LOCALE, ROOT, SOURCE, languages, write_if_changed

DOCS = ROOT / "docs"
NO_REFUSAL = ("index.md", "rfc3463.md")  # pages among the codes that stand for none of Microsoft's refusals

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # five times as fast, where there is one
_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_FENCE = re.compile(r"^\s*(```+|~~~+)")
_HEADING = re.compile(r"^(#{1,6}) +(.+?)(?: +\{(?P<attributes>[^{}]*)\})? *$")
_ID = re.compile(r"#([\w.-]+)")
_ITEM = re.compile(r"^\d+[.)] +")
_BULLET = re.compile(r"^(?:\d+[.)]|[-*+]) +")
_CODE = re.compile(r"`[^`]*`")
_INLINE = (
    (re.compile(r"!?\[([^\]]*)\]\([^()\s]*(?: \"[^\"]*\")?\)(?:\{[^{}]*\})?"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^>\s]+)>"), r"\1"),
    (re.compile(r"\*\*([^*]+)\*\*|__([^_]+)__"), r"\1\2"),
    (re.compile(r"(?<![*\w])\*([^*\s][^*]*)\*(?![*\w])"), r"\1"),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: 1 to 6, its text, its explicit id or None."""

    level: int
    text: str
    id: str | None


@dataclass(frozen=True, slots=True)
class CodePage:
    """What one code page says, in plain text with `code` in backticks."""

    slug: str
    codes: tuple[str, ...]  # ids in checkers/data/ndr, the page's own order
    title: str
    summary: str
    steps: tuple[str, ...]

    @property
    def page(self) -> str:
        """Its address from the root of its language."""
        return f"codes/{self.slug}/"


def split(text: str) -> tuple[dict[str, Any], str]:
    """Return front matter and body of a page; raises yaml.YAMLError where the front matter is no YAML."""
    match = _FRONT.match(text)
    return (yaml.load(match[1], _LOADER) or {}, text[match.end() :]) if match else ({}, text)  # noqa: S506  it is safe


def lines(body: str) -> Iterator[tuple[str, bool]]:
    """Yield every line with whether it lies inside a fenced code block (the fences themselves do)."""
    fence = ""
    for line in body.splitlines():
        mark = _FENCE.match(line)
        yield line, bool(fence or mark)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip(" `~"):
            fence = ""


def headings(body: str) -> list[Heading]:
    """Return the headings of a page's body in order."""
    return [found for line, code in lines(body) if not code and (found := heading(line))]


def heading(line: str) -> Heading | None:
    """Return the heading that a line outside of code is, None for any other line."""
    match = _HEADING.match(line)
    return Heading(len(match[1]), match[2], _id(match["attributes"])) if match else None


def steps(body: str) -> tuple[str, ...]:
    """Return the items of the first ordered list under the heading with the id `steps`."""
    items: list[str] = []
    inside = False
    for line, code in lines(body):
        heading = None if code else _HEADING.match(line)
        if heading:
            inside = not items and _id(heading["attributes"]) == "steps"
        elif inside and _ITEM.match(line):
            items.append(_ITEM.sub("", line))
        elif inside and items and line[:1] == " ":
            items[-1] += " " + _BULLET.sub("", line.strip())
        elif inside and items and line.strip():
            inside = False
    return tuple(plain(item) for item in items)


def plain(markdown: str) -> str:
    """Return inline Markdown as plain text: links become their labels, emphasis goes, `code` keeps its backticks."""
    spans: list[str] = _CODE.findall(markdown)
    text = _CODE.sub("\0", markdown)
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    for span in spans:
        text = text.replace("\0", span, 1)
    return " ".join(text.split())


def code_page(path: Path) -> CodePage:
    """Read one code page; raises ValueError naming the page and what it lacks."""
    meta, body = split(path.read_text("utf-8"))
    title = str(meta.get("title") or next((found.text for found in headings(body) if found.level == 1), ""))
    page = CodePage(path.stem, codes(meta), plain(title), plain(str(meta.get("summary", ""))), steps(body))
    lacking = [name for name in ("codes", "title", "summary", "steps") if not getattr(page, name)]
    if lacking:
        raise ValueError(f"{path.relative_to(ROOT)} lacks {', '.join(lacking)}")
    return page


def codes(meta: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of the refusals that a page's front matter names, none for a page that is about none."""
    given = meta.get("code") or ()
    return tuple(str(code) for code in given) if isinstance(given, list) else (str(given),) if given else ()


def code_pages(language: str) -> list[CodePage]:
    """Return the code pages of a language, by slug; one that it lacks is the source's, as on the site."""
    found = sorted((DOCS / SOURCE / "codes").glob("*.md"))
    return [code_page(path(language, f"codes/{one.name}")) for one in found if one.name not in NO_REFUSAL]


def path(language: str, name: str) -> Path:
    """Return the file of a page, that of the source where the language has none."""
    own = DOCS / language / name
    return own if own.exists() else DOCS / SOURCE / name


def codes_json(language: str) -> str:
    """Return what `checkers/locale/<language>.codes.json` holds: title, summary, steps and page by code."""
    content = {
        code: {"title": page.title, "summary": page.summary, "steps": page.steps, "page": page.page}
        for page in code_pages(language)
        for code in page.codes
    }
    return json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def with_title_id(body: str) -> str:
    """Return a page's Markdown with the id `content` on a title that has none: the title's slug differs by language."""
    found = list(lines(body))
    for index, (line, code) in enumerate(found):
        match = None if code else _HEADING.match(line)
        if match and match[1] == "#":
            title = line if _id(match["attributes"]) else f"{line.rstrip()} {{ #content }}"
            return "\n".join([*(text for text, _ in found[:index]), title, *(text for text, _ in found[index + 1 :])])
    return body


def write_codes() -> None:
    """Write `checkers/locale/<language>.codes.json` for every language, where anything changed."""
    for language in languages():
        write_if_changed(LOCALE / f"{language}.codes.json", codes_json(language))


def page_names(language: str) -> set[str]:
    """Return the pages of a language as paths under its folder."""
    return {path.relative_to(DOCS / language).as_posix() for path in (DOCS / language).rglob("*.md")}


def heading_ids(language: str, name: str) -> list[str | None]:
    """Return the explicit ids of a page's headings below the title, None for a heading without one."""
    body = split((DOCS / language / name).read_text("utf-8"))[1]
    return [heading.id for heading in headings(body) if heading.level > 1]


def _id(attributes: str | None) -> str | None:
    match = _ID.search(attributes or "")
    return match[1] if match else None
