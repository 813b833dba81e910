"""How a source page has changed since its translation, section by section, a sentence a line."""

import re
from collections.abc import Iterator
from difflib import unified_diff

from babel.messages.pofile import PoFileError

from tools import pages, strings
from tools.l10n.history import find
from tools.l10n.sections import Section, blocks, sections, stamp
from tools.l10n.state import PageState, catalogue_state, page_state
from tools.strings import SOURCE, State

_SENTENCE = re.compile(r"(?<=[.!?:;)])\s+(?=[A-Z*\[`\"(])")


def of_page(language: str, name: str) -> Iterator[str]:
    """Yield what to show of one page: lines, those of a difference begin with "+", "-" or " "."""
    found = page_state(language, name)
    yield f"docs/{language}/{name}: {said(found)}"
    if found.state in {State.MISSING, State.EXTRA, State.BROKEN}:
        return
    if found.state is State.UNSTAMPED:
        yield "It does not say what it was made from: compare the whole page, then stamp it."
    source = sections((pages.DOCS / SOURCE / name).read_text("utf-8"))
    text = (pages.DOCS / language / name).read_text("utf-8")
    own, made = sections(text), stamp(text) or {}
    old = find(name, {part: made[part] for part in (*found.changed, *found.gone)})
    for part in (*source, *(gone for gone in found.gone if gone not in source)):
        where = _where(language, name, own.get(part))
        if part in found.changed and part in old:
            yield from ("", f"## {part}: changed since {old[part].date}", where)
            yield from _difference(_lines(old[part].section.text), _lines(source[part].text))
        elif part in found.changed:
            yield from ("", f"## {part}: changed; the old text is not in git's history, this is the present one", where)
            yield from (f"  {line}" for line in _lines(source[part].text))
        elif part in found.new:
            yield from ("", f"## {part}: new", where)
            yield from (f"+ {line}" for line in _lines(source[part].text))
        elif part in found.gone:
            yield from ("", f"## {part}: gone", where)
            yield from (f"- {line}" for line in _lines(old[part].section.text if part in old else ""))


def of_catalogue(language: str, name: str) -> Iterator[str]:
    """Yield what to show of one catalogue: each changed sentence, the old English and the new."""
    found = catalogue_state(language, name)
    yield f"checkers/locale/{language}/LC_MESSAGES/{name}: {found.state}"
    try:
        english, own = (
            {str(message.context): message for message in strings.read(path) if message.id}
            for path in (strings.LOCALE / code / "LC_MESSAGES" / name for code in (SOURCE, language))
        )
    except (OSError, PoFileError):
        return
    for key in found.keys.get(State.STALE, ()):
        yield from ("", f"## {key}: changed")
        before = own[key].previous_id or strings.forms(own[key].id)
        yield from _difference([*before], strings.forms(english[key].id))
        yield from (f"  = {form}" for form in strings.forms(own[key].string))
    for key in found.keys.get(State.MISSING, ()):
        yield from ("", f"## {key}: not translated", *(f"+ {form}" for form in strings.forms(english[key].id)))


def said(found: PageState) -> str:
    """Return a page's state in words, with the sections that it is about."""
    parts = (("changed", found.changed), ("new", found.new), ("gone", found.gone))
    return "; ".join([found.state, *(f"{word}: {', '.join(names)}" for word, names in parts if names)])


def _lines(text: str) -> list[str]:
    """Return a section a sentence a line, so that a difference shows sentences and not paragraphs."""
    return [line for block in blocks(text) for line in _SENTENCE.split(block)]


def _difference(before: list[str], after: list[str]) -> Iterator[str]:
    for line in list(unified_diff(before, after, lineterm="", n=1))[2:]:
        yield "  ..." if line.startswith("@@") else f"{line[:1]} {line[1:]}"


def _where(language: str, name: str, own: Section | None) -> str:
    return f"   docs/{language}/{name}:{own.line}" if own else f"   docs/{language}/{name} has no such section yet"
