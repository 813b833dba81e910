"""Catalogues: from the PO files that translators edit to the JSON that checkers and pages read.

python -m tools.strings compile    PO files and code pages -> checkers/locale/<language>.json
python -m tools.strings update     carry new and changed English sentences into the other languages' PO files
python -m tools.strings check      say what is missing, stale or has other placeholders; exit 1 if anything is
"""

import json
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "checkers" / "locale"
SOURCE = "en"

type Text = str | list[str] | tuple[str, ...] | None  # babel's: a sentence or its plural forms


def languages() -> list[str]:
    """Return the languages that have catalogues, the source language first."""
    found = sorted(folder.name for folder in LOCALE.iterdir() if (folder / "LC_MESSAGES").is_dir())
    return [SOURCE, *(name for name in found if name != SOURCE)]


def catalogue_files(language: str) -> list[Path]:
    """Return the PO files of a language, one a room."""
    return sorted((LOCALE / language / "LC_MESSAGES").glob("*.po"))


def read(path: Path) -> Catalog:
    """Return the catalogue in `path`; raises babel's PoFileError where it is not one."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], abort_invalid=True)


def entries(language: str) -> Iterator[tuple[str, Message]]:
    """Yield key (msgctxt) and message of every entry of a language."""
    for path in catalogue_files(language):
        for message in read(path):
            if message.id:
                yield str(message.context), message


def words(language: str) -> dict[str, str | list[str]]:
    """Return every key's sentence in a language; a sentence with plural forms is a list of them.

    An entry without translation, or one whose English has changed since, is given in English: half a language is
    better than none, and `check` says which they are.
    """
    english = {key: _forms(message.id) for key, message in entries(SOURCE)}
    if language == SOURCE:
        return dict(sorted(english.items()))
    own = {key: _forms(message.string) for key, message in entries(language) if _translated(message)}
    return {key: own.get(key, forms) for key, forms in sorted(english.items())}


def compile_language(language: str) -> str:
    """Return the JSON text of one language: its plural rule, sentences and what the code pages say."""
    plural = read(catalogue_files(language)[0]).plural_expr
    codes = LOCALE / f"{language}.codes.json"
    pages = json.loads(codes.read_text("utf-8")) if codes.exists() else {}
    content = {"plural": plural, "words": words(language), "codes": pages}
    return json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


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
    """Carry the English entries into every other language; a changed sentence becomes fuzzy there."""
    for source in catalogue_files(SOURCE):
        template = read(source)
        for language in languages()[1:]:
            target = LOCALE / language / "LC_MESSAGES" / source.name
            catalogue = read(target) if target.exists() else Catalog(locale=language)
            catalogue.update(template, no_fuzzy_matching=False, update_creation_date=False)
            with target.open("wb") as file:
                write_po(file, catalogue, width=120, ignore_obsolete=True, omit_header=False)


def problems(language: str) -> list[str]:
    """Return what keeps a language's catalogues from being complete, a line each."""
    english = dict(entries(SOURCE))
    own = dict(entries(language))
    found = [f"{key}: missing" for key in english if key not in own]
    found += [f"{key}: no longer in English" for key in own if key not in english]
    for key in english.keys() & own.keys():
        if own[key].id != english[key].id or own[key].fuzzy:
            found.append(f"{key}: English has changed")
        elif language != SOURCE and not _translated(own[key]):
            found.append(f"{key}: not translated")
        elif language != SOURCE and _placeholders(own[key].string) != _placeholders(english[key].id):
            found.append(f"{key}: other placeholders than in English")
    return sorted(f"{language} {line}" for line in found)


def _forms(value: Text) -> str | list[str]:
    return value if isinstance(value, str) else list(value or ())


def _list(value: Text) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _translated(message: Message) -> bool:
    forms = _list(message.string)
    return not message.fuzzy and bool(forms) and all(forms)


def _placeholders(value: Text) -> set[str]:
    return {name for form in _list(value) for _, name, _, _ in string.Formatter().parse(form) if name}


def main(arguments: list[str]) -> int:
    """Run one of the three commands; return the exit status."""
    match arguments:
        case ["compile"]:
            compile_all()
        case ["update"]:
            update_all()
        case ["check"]:
            found = [line for language in languages() for line in problems(language)]
            print("\n".join(found) or "catalogues complete")
            return 1 if found else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
