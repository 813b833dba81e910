"""The commands of the translators' desk: what they print and write. Each returns its exit status."""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from tools import pages, strings
from tools.l10n import check as checks
from tools.l10n import difference, show
from tools.l10n.sections import TOP, hashes, stamped
from tools.l10n.sections import stamp as made_from
from tools.l10n.skeleton import skeleton
from tools.l10n.state import catalogue_states, languages, named, page_state, page_states
from tools.strings import SOURCE, State

_CODE = re.compile(r"[a-z]{2}(-[A-Za-z]{4})?(-[A-Z]{2})?")  # as mkdocs.yml takes it
_ADDED = {"-": "\033[31m", "+": "\033[32m", "#": "\033[1m"}


def state(*, as_json: bool) -> int:
    """Print every page and catalogue with its state, what is to be done last."""
    found = [*(page for code in languages() for page in page_states(code))]
    rooms = [*(room for code in languages() for room in catalogue_states(code))]
    print(show.as_json(found, rooms) if as_json else show.table(found, rooms))
    return 0


def diff(page: str, lang: str) -> int:
    """Print how the English of a page or catalogue has changed since its translation; without a page, of all stale."""
    for number, (code, name) in enumerate(_stale(lang) if not page else [(_language(lang), page)]):
        print("\n" if number else "", end="")
        lines = difference.of_catalogue(code, name) if name.endswith(".po") else difference.of_page(code, named(name))
        for line in lines:
            colour = _ADDED.get(line[:1], "") if sys.stdout.isatty() else ""
            print(f"{colour}{line}\033[0m" if colour else line)
    return 0


def start(page: str, lang: str) -> int:
    """Write the skeleton of a page; without a page, a language's catalogues and what to do next.

    Raises ValueError where the page has no source or is there already.
    """
    code = _language(lang, new=True)
    if not page:
        for source in strings.catalogue_files(SOURCE):
            strings.update(source, code)
        print(f"checkers/locale/{code}/LC_MESSAGES: every sentence of the checkers and of the frame, to be translated")
        print(f"mkdocs.yml, under `languages:`, needs:\n        - locale: {code}\n          name: NAME OF THE LANGUAGE")
        return 0
    name = named(page)
    source, target = pages.DOCS / SOURCE / name, pages.DOCS / code / name
    if not source.exists():
        raise ValueError(f"there is no docs/{SOURCE}/{name}")
    if target.exists():
        raise ValueError(f"docs/{code}/{name} is there already")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(skeleton(source.read_text("utf-8"), _today()), "utf-8")
    print(f"docs/{code}/{name}")
    return 0


def stamp(page: str, lang: str, section: str = "", *, everything: bool = False) -> int:
    """Write into a page, one section of it or every page that it matches its source; a broken one is not stamped.

    Raises ValueError where there is no such page or section, or nothing is named.
    """
    if not page and not everything:
        raise ValueError("say which page (PAGE=authentication/spf), or ALL=1 after all pages were compared")
    codes = [lang] if lang or not everything else languages()
    wanted = [(code, name) for code in codes for name in sorted(pages.page_names(code))] if everything else []
    status = 0
    for code, name in wanted or [(_language(lang), named(page))]:
        found = page_state(code, name)
        if not everything and found.state in {State.MISSING, State.EXTRA}:
            raise ValueError(f"docs/{code}/{name}: {found.state}")
        problems = [found for found in checks.of_page(code, name) if not section or f": {section}:" in str(found)]
        if problems:
            status = 1
            print("\n".join(map(str, problems)))
            print(f"docs/{code}/{name}: not stamped")
        elif found.state is not State.CURRENT:
            print(f"docs/{code}/{name}: {difference.said(found)} -> {_stamp(code, name, section)}")
    return status


def check(page: str = "", lang: str = "") -> int:
    """Print what is broken in a page, a catalogue or everything; what is stale is only a warning."""
    codes = [_language(lang)] if lang else languages()
    broken = [found for code in codes for found in (_of(code, page) if page else problems(code))]
    print("\n".join(map(str, broken)) or "nothing is broken")
    behind = [one for code in codes for one in page_states(code) if one.state is not State.CURRENT]
    if behind and not page:
        print(f"warning: {len(behind)} translated pages are stale, missing or not stamped; `make l10n` names them")
    return 1 if broken else 0


def problems(language: str) -> Iterator[checks.Problem]:
    """Yield what is broken in any page or catalogue of a language."""
    for name in sorted(pages.page_names(language)):
        yield from checks.of_page(language, name)
    for room in catalogue_states(language):
        yield from checks.of_catalogue(language, room.name)


def _of(language: str, page: str) -> Iterator[checks.Problem]:
    return checks.of_catalogue(language, page) if page.endswith(".po") else checks.of_page(language, named(page))


def _stamp(code: str, name: str, section: str) -> State:
    """Write the hashes of the source's sections into a translation, or of one of them, and return its state now."""
    path = pages.DOCS / code / name
    text, now = path.read_text("utf-8"), hashes((pages.DOCS / SOURCE / name).read_text("utf-8"))
    if section and section not in now:
        raise ValueError(f"docs/{SOURCE}/{name} has no section {section}; the part before the first is {TOP}")
    before = made_from(text) or {}
    values = {part: value if part == section else before.get(part) for part, value in now.items()} if section else now
    path.write_text(stamped(text, {part: value for part, value in values.items() if value}, _today()), "utf-8")
    return page_state(code, name).state


def _language(lang: str, *, new: bool = False) -> str:
    """Return the language that is meant; raises ValueError where none is named and there are several, or not one."""
    known = languages()
    if lang and (lang in known or (new and _CODE.fullmatch(lang) and lang != SOURCE)):
        return lang
    if not lang and len(known) == 1:
        return known[0]
    raise ValueError(f"say which language with LANG=, one of {', '.join(known)}" + (", or a new one" if new else ""))


def _stale(lang: str) -> Iterator[tuple[str, str]]:
    for code in [_language(lang)] if lang else languages():
        yield from ((code, page.name) for page in page_states(code) if page.state is State.STALE)
        yield from ((code, room.name) for room in catalogue_states(code) if room.state is State.STALE)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
