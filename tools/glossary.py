"""The glossary: its terms from checkers/data/glossary.toml, their words from the catalogues.

`glossary/<term>` is the term in a language, `glossary/<term>/meaning` what it means.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from typing import Any

from tools.explained import more
from tools.facts import DATA, Words, say
from tools.strings import languages

type Term = dict[str, Any]


@cache
def terms() -> dict[str, Term]:
    """Return every term by its id: `page` where the guide explains it, `not` what no language may call it."""
    return tomllib.loads((DATA / "glossary.toml").read_text("utf-8"))


def forbidden(language: str) -> dict[str, str]:
    """Return the words that a language must not use, each with the id of the term that it would stand for."""
    return {word: name for name, term in terms().items() for word in term.get("not", {}).get(language, ())}


def misused(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield every forbidden word in a text, as it stands there, with the id of its term.

    A forbidden word is found at the beginning of words in whatever case, so that its endings are found too.
    """
    lowered = text.casefold()
    for word, name in forbidden(language).items():
        if word.casefold() not in lowered:  # many words, few of them in any text
            continue
        for match in re.finditer(rf"\b{re.escape(word)}\w*", text, re.IGNORECASE):
            yield match[0], name


def listed(language: str, words: Callable[[str], Words]) -> str:
    """Return the glossary of a language as Markdown: a definition list in the order of its alphabet."""
    own = words(language)
    known = sorted(terms(), key=lambda name: _order(say(own, f"glossary/{name}")))
    return "\n\n".join(_entry(name, language, words) for name in known)


def _entry(name: str, language: str, words: Callable[[str], Words]) -> str:
    own = words(language)
    term = say(own, f"glossary/{name}")
    others = (_other(other, say(words(other), f"glossary/{name}"), term) for other in languages() if other != language)
    elsewhere = "".join(f" {found}" for found in others if found)
    page = terms()[name].get("page")
    link = f" {more(page, language, own)}" if page else ""
    return f"**{term}**{elsewhere} {{ #{name} }}\n:   {say(own, f'glossary/{name}/meaning')}{link}"


def _other(language: str, other: str, term: str) -> str:
    """Return what another language calls the term, nothing where it has the same word."""
    return f'<span class="pl-other" lang="{language}">{escape(other)}</span>' if other != term else ""


def _order(term: str) -> str:
    return unicodedata.normalize("NFKD", term).encode("ascii", "ignore").decode().casefold()
