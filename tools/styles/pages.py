"""Puts into every page of a built site the styles that it uses, in place of the links to whole style sheets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.site.policy import ANY_STYLE, hashed
from tools.styles.sheet import read
from tools.styles.used import names, used, words

_LINK = re.compile(r'<link rel="stylesheet" href="(?P<href>[^"]+)"(?P<late> data-late)?>\s*')
_SCRIPT = re.compile(r'<script[^>]* src="(?P<src>[^"]+)"')
_IMPORT = re.compile(r'(?:\bfrom|\bimport) ?\(?"(?P<path>\./[^"]+)"')


@dataclass(frozen=True, slots=True)
class _Script:
    """The names in a script's strings, and the scripts that it imports."""

    words: frozenset[str]
    imports: tuple[Path, ...]


def inline(site: Path, below: str = "/") -> None:
    """Give every page of `site` its own styles; sheets for later are fetched when the browser has nothing else to do.

    `below` is the path of the site's address: what is missing anywhere is answered by one page, whose addresses begin
    with it. Raises ValueError for a style sheet that cannot stand in a page.
    """
    scripts: dict[Path, _Script] = {}
    for path in sorted(site.rglob("*.html")):
        html = path.read_text("utf-8")
        known = names(html, ()).union(*(script.words for script in _scripts(html, path, site, scripts, below)))
        path.write_text(with_styles(html, path, site, known, below), "utf-8")


def with_styles(html: str, path: Path, site: Path, known: frozenset[str], below: str = "/") -> str:
    """Return the page with its styles in place of its first link, and the links to late ones made to wait."""
    addresses = [match["href"] for match in _LINK.finditer(html) if not match["late"]]
    if not addresses:
        return html
    text = used([read(_file(address, path, site, below).read_text("utf-8")) for address in addresses], known)
    waiting = [f"<style>{text}</style>\n"]

    def replaced(match: re.Match[str]) -> str:
        if match["late"]:
            return match[0].replace('rel="stylesheet"', 'rel="prefetch" as="style"')
        return waiting.pop() if waiting else ""

    return _LINK.sub(replaced, html).replace(ANY_STYLE, f"style-src 'self' {hashed(text)}", 1)


def _scripts(html: str, path: Path, site: Path, known: dict[Path, _Script], below: str) -> Iterator[_Script]:
    """Yield the scripts of a page and what these import; `known` keeps what was read for earlier pages."""
    waiting = [_file(match["src"], path, site, below) for match in _SCRIPT.finditer(html)]
    seen: set[Path] = set()
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        if place not in known:
            text = place.read_text("utf-8")
            imports = tuple((place.parent / match["path"]).resolve() for match in _IMPORT.finditer(text))
            known[place] = _Script(words(text), imports)
        yield known[place]
        waiting += known[place].imports


def _file(address: str, page: Path, site: Path, below: str) -> Path:
    return site / address.removeprefix(below) if address.startswith("/") else (page.parent / address).resolve()
