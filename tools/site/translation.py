"""What the site says of its translations: a line at the foot of each translated page, and the page on their state."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from tools import pages, widget
from tools.dates import written
from tools.facts import Words, say
from tools.l10n.sections import TOP, sections
from tools.l10n.state import CatalogueState, PageState, catalogue_states, languages, page_state, page_states
from tools.strings import SOURCE, State

MARKER = "<!-- translations -->"


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a page is written: the language, its catalogue, and the address to edit a file under, with `{path}`."""

    language: str
    words: Words
    edit: str = ""

    def say(self, key: str) -> str:
        """Return a sentence on translations."""
        return say(self.words, f"site/translation/{key}")

    def links(self, path: str) -> tuple[str, ...]:
        """Return the cells of a table that lead to where a file is edited: one, or none where that is not known."""
        return (f"[{self.say('change')}]({self.edit.replace('{path}', path)})",) if self.edit else ()


def foot(path: str, original: str, reader: Reader) -> Markup | None:
    """Return what a translated page says of the state of its source, None on a page of the source.

    `path` is the page's under its language's folder, `original` the address of its source.
    """
    if reader.language == SOURCE:
        return None
    found = page_state(reader.language, path)
    if found.date is None or found.hash is None:
        return widget.prose(reader.say("unstamped"))
    sentence = widget.prose(reader.say("current" if found.state is State.CURRENT else "stale"))
    changed = Markup(", ").join(_changed(found, original, reader))
    return sentence.format(date=written(found.date, reader.language, reader.words), hash=found.hash, sections=changed)


def listed(markdown: str, names: Mapping[str, str], reader: Reader) -> str:
    """Return a page's Markdown with the state of all translations where its marker stands.

    `names` are the languages of the site, each with its own name for itself.
    """
    if MARKER not in markdown:
        return markdown
    return markdown.replace(MARKER, "\n\n".join(_language(code, names.get(code, code), reader) for code in languages()))


def _changed(found: PageState, original: str, reader: Reader) -> Iterator[Markup]:
    source = sections((pages.DOCS / SOURCE / found.name).read_text("utf-8"))
    for part in (*found.changed, *found.new):
        name = reader.say("top") if part == TOP else pages.plain(source[part].heading)
        lang = Markup(' lang="{}"').format(SOURCE) if part != TOP else ""
        anchor = "" if part == TOP else f"#{part}"
        yield Markup('<a href="{}{}" hreflang="{}"{}>{}</a>').format(original, anchor, SOURCE, lang, name)
    yield from (Markup("<code>{}</code>").format(part) for part in found.gone)


def _language(code: str, name: str, reader: Reader) -> str:
    found, rooms = page_states(code), catalogue_states(code)
    behind = [page for page in found if page.state is not State.CURRENT]
    rooms_behind = [room for room in rooms if room.state is not State.CURRENT]
    counts = {
        "pages": Counter(page.state for page in found),
        "sentences": sum((Counter(room.counts) for room in rooms), Counter[State]()),
    }
    facts = "".join(
        f"<div><dt>{escape(reader.say(key))}</dt><dd>{escape(_counted(states, reader))}</dd></div>"
        for key, states in counts.items()
    )
    todo = f"{_pages(behind, reader)}\n\n{_rooms(rooms_behind, reader)}".strip() or reader.say("nothing")
    every = f"{_pages(found, reader)}\n\n{_rooms(rooms, reader)}"
    return (
        f'## <span lang="{code}">{escape(name)}</span> {{ #{code} }}\n\n<dl class="pl-facts">{facts}</dl>\n\n{todo}\n\n'
        f"<details data-search-exclude markdown><summary>{escape(reader.say('all'))}</summary>\n\n{every}\n\n</details>"
    )


def _pages(found: Sequence[PageState], reader: Reader) -> str:
    rows = (
        (
            _link(page),
            reader.say(f"state/{page.state.name.lower()}"),
            ", ".join(f"`{part}`" for part in (*page.changed, *page.new, *page.gone)),
            f"{written(page.date, reader.language, reader.words)}, `{page.hash}`" if page.date else "",
            *reader.links(f"docs/{page.language}/{page.name}"),
        )
        for page in found
    )
    return _table(("page", "state", "sections", "made"), rows, reader) if found else ""


def _rooms(found: Sequence[CatalogueState], reader: Reader) -> str:
    rows = (
        (
            f"`{room.name}`",
            _counted(room.counts, reader) or reader.say(f"state/{room.state.name.lower()}"),
            *reader.links(f"checkers/locale/{room.language}/LC_MESSAGES/{room.name}"),
        )
        for room in found
    )
    return _table(("catalogue", "state"), rows, reader) if found else ""


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], reader: Reader) -> str:
    head = [*(reader.say(column) for column in columns), *([reader.say("file")] if reader.edit else [])]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _link(page: PageState) -> str:
    """Return a link to the page from the one on the state, which lies a folder deep; without a source, its name."""
    return f"`{page.name}`" if page.state is State.EXTRA else f"[`{page.name.removesuffix('.md')}`](../{page.name})"


def _counted(states: Mapping[State, int], reader: Reader) -> str:
    found = (f"{states[state]} {reader.say(f'state/{state.name.lower()}')}" for state in State if states.get(state))
    return ", ".join(found)
