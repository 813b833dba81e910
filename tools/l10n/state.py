"""What of a translation is current, stale or missing: every page and every catalogue of every language."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml  # type: ignore[import-untyped]
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError

from tools import pages, strings
from tools.l10n.sections import STAMPED, hashes, stamp, whole
from tools.l10n.skeleton import TO_DO
from tools.strings import SOURCE, State


@dataclass(frozen=True, slots=True)
class PageState:
    """A page of a translation, `name` under the language's folder, beside its source; sections by id."""

    language: str
    name: str
    state: State
    changed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    date: str | None = None  # ISO, when it was last compared with its source
    hash: str | None = None  # of the source that it was made from


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """A catalogue of a translation: how many sentences are what, and the keys of those with something to do."""

    language: str
    name: str
    state: State
    counts: Mapping[State, int] = field(default_factory=dict)
    keys: Mapping[State, tuple[str, ...]] = field(default_factory=dict)


def languages() -> list[str]:
    """Return the languages that somebody translates into: those with pages or catalogues."""
    folders = (folder.name for folder in pages.DOCS.iterdir() if next(folder.rglob("*.md"), None))
    return sorted({*folders, *strings.languages()} - {SOURCE})


def page_states(language: str) -> list[PageState]:
    """Return every page of a language or of the source, by name."""
    return [page_state(language, name) for name in sorted(pages.page_names(SOURCE) | pages.page_names(language))]


def page_state(language: str, name: str) -> PageState:
    """Return what one page of a language is beside its source."""
    source, own = pages.DOCS / SOURCE / name, pages.DOCS / language / name
    if not own.exists():
        return PageState(language, name, State.MISSING)
    if not source.exists():
        return PageState(language, name, State.EXTRA)
    text = own.read_text("utf-8")
    try:
        made, now = stamp(text), hashes(source.read_text("utf-8"))
        date = pages.split(text)[0].get(STAMPED)
    except yaml.YAMLError:
        return PageState(language, name, State.BROKEN)
    if made is None:
        return PageState(language, name, State.STARTED if TO_DO in text else State.UNSTAMPED)
    changed = tuple(part for part in now if part in made and made[part] != now[part])
    new = tuple(part for part in now if part not in made)
    gone = tuple(part for part in made if part not in now)
    state = State.STALE if changed or new or gone else State.CURRENT
    said = (State.STARTED if TO_DO in text else state, changed, new, gone)
    return PageState(language, name, *said, str(date) if date else None, whole(made))


def catalogue_states(language: str) -> list[CatalogueState]:
    """Return every catalogue of a language or of the source, by name."""
    folder = strings.LOCALE / language / "LC_MESSAGES"
    names = {path.name for path in [*strings.catalogue_files(SOURCE), *folder.glob("*.po")]}
    return [catalogue_state(language, name) for name in sorted(names)]


def catalogue_state(language: str, name: str) -> CatalogueState:
    """Return what one catalogue of a language is beside the English one."""
    try:
        english, own = (_messages(strings.LOCALE / code / "LC_MESSAGES" / name) for code in (SOURCE, language))
    except PoFileError:
        return CatalogueState(language, name, State.BROKEN)
    found = {key: strings.state(own.get(key), english.get(key)) for key in {**english, **own}}
    keys = {
        state: tuple(key for key, now in found.items() if now is state)
        for state in (State.STALE, State.MISSING, State.EXTRA)
    }
    worst = next((state for state in keys if keys[state]), State.CURRENT)
    if not own:
        worst = State.MISSING
    return CatalogueState(language, name, worst, dict(Counter(found.values())), {s: k for s, k in keys.items() if k})


def named(name: str) -> str:
    """Return a page's path under its language's folder, also for "authentication/spf" and "docs/de/bounce.md"."""
    parts = Path(name.removesuffix(".md").strip("/")).parts
    inner = parts[2:] if parts[:1] == ("docs",) else parts
    return f"{'/'.join(inner)}.md"


def _messages(path: Path) -> dict[str, Message]:
    return {str(message.context): message for message in strings.read(path) if message.id} if path.exists() else {}
