"""Catalogues: from the PO files that translators edit to the JSON that checkers and pages read.

python -m tools.strings compile    PO files and code pages -> checkers/locale/<language>.json
python -m tools.strings update     carry new and changed English sentences into the other languages' PO files
python -m tools.strings check      say what is missing, broken or stale; exit 1 unless stale is all there is
"""

import json
import re
import string
import sys
from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import denormalize, read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
BETWEEN = "^^"  # one text of thousands of sentences is read much sooner than thousands of texts
LOCALE = ROOT / "checkers" / "locale"
SOURCE = "en"
DRAWN = "picture/"  # said in the pages' pictures alone, which read the catalogue: no browser has to carry it
COMPLETE = (SOURCE, "de")  # what these lack is a fault; any other language may grow, and says the rest in English

_PREVIOUS = re.compile(r'^\|\s*(?:(msgctxt|msgid|msgid_plural)\s+)?"(.*)"$')

type Text = str | list[str] | tuple[str, ...] | None  # babel's: a sentence or its plural forms


class State(StrEnum):
    """What an entry or a page of a translation is, seen from its English source."""

    CURRENT = "current"
    STALE = "stale"  # the English has changed since
    MISSING = "missing"
    EXTRA = "extra"  # there is no such English
    UNSTAMPED = "not stamped"  # a page that does not say what it was made from
    STARTED = "started"  # a page with sections that are still to be translated
    BROKEN = "broken"  # a file that cannot be read


def forms(value: Text) -> list[str]:
    """Return the forms of a sentence: one, or one a number where it has plurals."""
    return [value] if isinstance(value, str) else list(value or ())


def languages() -> list[str]:
    """Return the languages that have catalogues, the source language first."""
    found = sorted(folder.name for folder in LOCALE.iterdir() if (folder / "LC_MESSAGES").is_dir())
    return [SOURCE, *(name for name in found if name != SOURCE)]


def catalogue_files(language: str, room: str = "*") -> list[Path]:
    """Return the PO files of a language, one a room, or that of one `room`."""
    return sorted((LOCALE / language / "LC_MESSAGES").glob(f"{room}.po"))


def read(path: Path) -> Catalog:
    """Return the catalogue in `path`; raises babel's PoFileError where it is not one.

    A message's `previous_id` is the English that its translation was made from, where the file says so (`#| msgid`):
    babel writes these lines and does not read them.
    """
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3], abort_invalid=True)
    for message in catalogue:
        message.previous_id = list(_previous(message.user_comments))
        message.user_comments = [line for line in message.user_comments if not line.startswith("|")]
    return catalogue


def write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue the way ours look: five lines of header, one line a sentence, no date."""
    for message in catalogue:
        message.flags.discard("python-brace-format")  # babel's guess, on every sentence with a placeholder
    body = BytesIO()
    write_po(body, catalogue, width=0, ignore_obsolete=True, omit_header=True, include_previous=True)
    header = (
        f"Language: {path.parts[-3]}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalogue.plural_forms}",
    )
    head = "".join(f'"{line}\\n"\n' for line in header)
    write_if_changed(path, f'msgid ""\nmsgstr ""\n{head}\n{body.getvalue().decode().strip()}\n')


def entries(language: str, room: str = "*") -> Iterator[tuple[str, Message]]:
    """Yield key (msgctxt) and message of every entry of a language, or of one `room` of it."""
    for path in catalogue_files(language, room):
        for message in read(path):
            if message.id:
                yield str(message.context), message


def words(language: str, room: str = "*") -> dict[str, str | list[str]]:
    """Return every key's sentence in a language or one `room` of it; a sentence with plural forms is a list of them.

    An entry without translation, or one whose English has changed since, is given in English: half a language is
    better than none, and `check` says which they are.
    """
    english = dict(sorted(entries(SOURCE, room)))
    own = dict(entries(language, room)) if language != SOURCE else {}
    current = {key for key, message in own.items() if state(message, english.get(key)) is State.CURRENT}
    return {key: _forms(own[key].string if key in current else message.id) for key, message in english.items()}


def compile_language(language: str) -> str:
    """Return the JSON text of one language: its plural rule and sentences, as `checkers.words.catalogue` reads them.

    Raises ValueError for a sentence with what stands between sentences there.
    """
    plural = read(catalogue_files(language)[0]).plural_expr
    said = {key: text for key, text in words(language).items() if not key.startswith(DRAWN)}
    single = {key: text for key, text in said.items() if isinstance(text, str)}
    if wrong := [key for key, text in single.items() if BETWEEN in key + text]:
        raise ValueError(f"{BETWEEN} in a sentence: {', '.join(wrong)}")
    content = {
        "plural": plural,
        "between": BETWEEN,
        "keys": BETWEEN.join(single),
        "texts": BETWEEN.join(single.values()),
        "forms": {key: text for key, text in said.items() if key not in single},
    }
    return json.dumps(content, indent=0, sort_keys=True) + "\n"  # plain ASCII is read sooner


def write_if_changed(path: Path, text: str) -> bool:
    """Write `text` unless `path` holds it already, so that nothing is rebuilt for nothing."""
    if path.exists() and path.read_text("utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return True


def compile_all() -> None:
    """Write `checkers/locale/<language>.json` for every language."""
    for language in languages():
        write_if_changed(LOCALE / f"{language}.json", compile_language(language))


def update_all() -> None:
    """Carry the English entries into every other language; see `update`."""
    for language in languages()[1:]:
        for source in catalogue_files(SOURCE):
            update(source, language)


def update(source: Path, language: str) -> None:
    """Write a language's catalogue with the entries of the English one, in its order.

    An entry keeps its translation by its key. Where the English has changed it becomes fuzzy and names what it was
    made from; an entry that English no longer has goes.
    """
    target = LOCALE / language / "LC_MESSAGES" / source.name
    own = {str(message.context): message for message in read(target) if message.id} if target.exists() else {}
    catalogue = Catalog(locale=language)
    for message in read(source):
        if not message.id:
            continue
        old = own.get(str(message.context))
        new = message.clone()
        new.string, new.previous_id = "" if isinstance(message.id, str) else ("",) * catalogue.num_plurals, []
        if old and any(_list(old.string)):
            new.string, new.flags, new.user_comments = old.string, set(old.flags), old.user_comments
            if old.id != message.id:
                new.flags.add("fuzzy")
            if new.fuzzy:
                new.previous_id = old.previous_id or _list(old.id)
        catalogue[message.id] = new
    write(target, catalogue)


def state(own: Message | None, english: Message | None) -> State:
    """Return what an entry of a translation is beside the English one of the same key."""
    if english is None:
        return State.EXTRA
    if own is None or not any(_list(own.string)):
        return State.MISSING
    changed = own.id != english.id or own.fuzzy
    return State.STALE if changed else State.CURRENT if _translated(own) else State.MISSING


def problems(language: str) -> list[str]:
    """Return what is wrong with a language's catalogues, a line each: what is broken, and what must not be missing."""
    english = dict(entries(SOURCE))
    own = dict(entries(language))
    found = [f"{key}: missing" for key in english if key not in own and language in COMPLETE]
    for key in english.keys() & own.keys():
        if placeholders(english[key].id) is None:
            found.append(f"{key}: a brace that does not close")
        if language == SOURCE:
            continue
        if state(own[key], english[key]) is State.MISSING and language in COMPLETE:
            found.append(f"{key}: not translated")
        if state(own[key], english[key]) is State.CURRENT and placeholders(own[key].string) != placeholders(
            english[key].id
        ):
            found.append(f"{key}: other placeholders than in English")
    return sorted(f"{language} {line}" for line in found)


def stale(language: str) -> list[str]:
    """Return what a language's catalogues say of an older English, a line each; it is said in English until then."""
    english = dict(entries(SOURCE))
    states = (
        [(key, state(message, english.get(key))) for key, message in entries(language)] if language != SOURCE else []
    )
    found = [f"{key}: English has changed" for key, now in states if now is State.STALE]
    found += [f"{key}: no longer in English" for key, now in states if now is State.EXTRA]
    return sorted(f"{language} {line}" for line in found)


def placeholders(value: Text) -> set[str] | None:
    """Return the names in braces of a sentence or its plural forms, None where the braces do not match."""
    try:
        return {name for form in _list(value) for _, name, _, _ in string.Formatter().parse(form) if name}
    except ValueError:
        return None


def _forms(value: Text) -> str | list[str]:
    return value if isinstance(value, str) else list(value or ())


def _list(value: Text) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _translated(message: Message) -> bool:
    forms = _list(message.string)
    return not message.fuzzy and bool(forms) and all(forms)


def _previous(comments: list[str]) -> Iterator[str]:
    """Yield the sentences that `#| msgid` and `#| msgid_plural` give; a line may go on with the next one's string."""
    parts: list[str] = []
    kind = ""
    for match in filter(None, map(_PREVIOUS.match, comments)):
        if match[1] and parts and kind != "msgctxt":
            yield "".join(parts)
        if match[1]:
            kind, parts = match[1], []
        parts.append(denormalize(f'"{match[2]}"'))
    if parts and kind != "msgctxt":
        yield "".join(parts)


def main(arguments: list[str]) -> int:
    """Run one of the three commands; return the exit status."""
    match arguments:
        case ["compile"]:
            compile_all()
        case ["update"]:
            update_all()
        case ["check"]:
            found = [line for language in languages() for line in problems(language)]
            lagging = [line for language in languages() for line in stale(language)]
            print("\n".join([*found, *(f"{line} (a warning)" for line in lagging)]) or "catalogues complete")
            return 1 if found else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
