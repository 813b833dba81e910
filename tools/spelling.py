"""The spelling of pages and catalogues, checked by Hunspell with its dictionaries and the project's own words.

python -m tools.spelling         every unknown word with the places it stands at; exit 1 where there is one
python -m tools.spelling unused  the words of tools/words/*.txt that nothing says any more

tools/words/<language>.txt holds what the dictionary lacks and is right all the same, one word a line, as it is written.
Hunspell and its dictionaries come from the system: on Debian and Ubuntu the packages hunspell, hunspell-en-gb and
hunspell-de-de, which are installed if this runs as root.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tools import pages, prose
from tools.strings import ROOT, SOURCE

WORDS = ROOT / "tools" / "words"
DICTIONARIES: Mapping[str, str] = {"en": "en_GB", "de": "de_DE"}  # a language without one here is not checked

_PACKAGES = ("hunspell", "hunspell-en-gb", "hunspell-de-de")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHOWN = 3  # places of a word that are listed


def missing() -> list[str]:
    """Return the dictionaries that Hunspell does not find, all of them where there is no Hunspell."""
    if not shutil.which("hunspell"):
        return sorted(DICTIONARIES.values())
    found = subprocess.run(["hunspell", "-D"], input="", capture_output=True, text=True, check=False).stderr
    return sorted(name for name in DICTIONARIES.values() if not re.search(rf"\b{name}\b", found))


def ensure() -> list[str]:
    """Return what `missing` does, after trying to install it."""
    if missing() and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update"], check=False, stdout=sys.stderr)
        install = ["apt-get", "install", "-y", "--no-install-recommends", *_PACKAGES]
        subprocess.run(install, check=False, stdout=sys.stderr)
    return missing()


def said(language: str) -> dict[str, list[str]]:
    """Return every word of a language's pages and catalogues with the places where it stands; OSError without Hunspell.

    Two and more English words in a row, in any other language, are a quotation and are left out.
    """
    pieces = [(piece.where, words(piece.text)) for piece in _pieces(language)]
    foreign: set[str] = set()
    if language != SOURCE:
        every = {word for _, those in pieces for word in those}
        foreign = _rejected(every, language) - _rejected(every, SOURCE)
    found: dict[str, list[str]] = defaultdict(list)
    for where, those in pieces:
        for at, word in enumerate(those):
            if word not in foreign or not foreign.intersection((*those[at - 1 : at], *those[at + 1 : at + 2])):
                found[word].append(where)
    return found


def words(text: str) -> list[str]:
    """Return the words of a text in order, with straight apostrophes."""
    return [word.replace("’", "'") for word in _WORD.findall(text)]


def unknown(language: str) -> dict[str, list[str]]:
    """Return the words that neither dictionary nor project knows, with their places; OSError without Hunspell."""
    found = said(language)
    return {word: found[word] for word in sorted(_rejected(found.keys() - own(language), language))}


def _rejected(words: Iterable[str], language: str) -> set[str]:
    command = ["hunspell", "-i", "utf-8", "-d", DICTIONARIES[language], "-l"]
    given = "\n".join(sorted(words))
    return set(subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout.split())


def known(listed: Iterable[str], language: str) -> set[str]:
    """Return those words that a language's dictionary has; OSError without Hunspell."""
    return set(listed) - _rejected(listed, language)


def own(language: str) -> set[str]:
    """Return the project's own words of a language."""
    return set((WORDS / f"{language}.txt").read_text("utf-8").split())


def _pieces(language: str) -> Iterator[prose.Piece]:
    for name in sorted(pages.page_names(language)):
        yield from prose.page(pages.DOCS / language / name)
    yield from prose.catalogue(language)


def main(arguments: Sequence[str]) -> int:
    """Run; return the exit status."""
    if arguments == ["unused"]:
        print("\n".join(f"{name}: {word}" for name in DICTIONARIES for word in sorted(own(name) - said(name).keys())))
        return 0
    if lacking := ensure():
        print(f"Not checked. Hunspell lacks {', '.join(lacking)}: install {', '.join(_PACKAGES)}.")
        return 0
    status = 0
    for language in DICTIONARIES:
        found = unknown(language)
        for word, places in found.items():
            print(f"{language}: {word}  ({', '.join(list(dict.fromkeys(places))[:_SHOWN])})")
        print(f"{language}: {len(found)} unknown of {len(said(language))} words")
        status |= bool(found)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
