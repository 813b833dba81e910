"""How hard the guide is to read, by the formulas of its languages.

python -m tools.readability    every page's grade, hardest first, and the median; exit 1 for a median over its limit
python -m tools.readability 5  only the five hardest pages of each language

English: Flesch-Kincaid grade (Kincaid et al. 1975). German: first Wiener Sachtextformel (Bamberger and Vanecek 1984).
Both give the school year that a text asks for. Headings, tables, code and the page's own data are left out; an item of
a list is a sentence; what a sentence holds as code counts as a word of it, but not as a long or a short one.
"""

import re
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import pages, prose

_ENDS = re.compile(r"(?<=[.!?…])[\"”“’)\]]*\s+(?=[\"„“‚‘(\[]*[A-ZÄÖÜ0-9\N{OBJECT REPLACEMENT CHARACTER}])")
_NO_END = re.compile(r"\b(?:[A-Za-z]|bzw|usw|ca|Nr|Abs|vgl|evtl|etc|vs|No|Sec|\d{1,2})\.$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d[\d.,:]*")
_GERMAN_VOWELS = re.compile(r"aa|ai|au|äu|ay|ee|ei|eu|ey|ie(?!n\b)|oo|ou|[aeiouyäöü]", re.IGNORECASE)
_ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
_ENGLISH_SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouysxzcg])es$")

_MANY = 3  # syllables of what the Wiener Sachtextformel calls a hard word
_LONG = 7  # letters of what it calls a long one


@dataclass(frozen=True, slots=True)
class Text:
    """A page as sentences: for each the number of words, code included, and the words that can be read aloud."""

    lengths: tuple[int, ...]
    words: tuple[str, ...]

    @property
    def length(self) -> float:
        """Words a sentence, on average."""
        return sum(self.lengths) / len(self.lengths)


def read(path: Path) -> Text:
    """Return a page's running text; a page without any has no sentence."""
    found = [one for piece in _running(path) for one in sentences(piece)]
    counted = [(_WORD.findall(one), one.count(prose.CODE) + len(_NUMBER.findall(one))) for one in found]
    kept = [(words, others) for words, others in counted if words]
    return Text(
        tuple(len(words) + others for words, others in kept), tuple(word for words, _ in kept for word in words)
    )


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph; an abbreviation, an ordinal and a colon end none."""
    found: list[str] = []
    for part in _ENDS.split(text):
        if found and _NO_END.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def english(text: Text) -> float:
    """Return the Flesch-Kincaid grade."""
    return 0.39 * text.length + 11.8 * statistics.mean(map(english_syllables, text.words)) - 15.59


def german(text: Text) -> float:
    """Return the first Wiener Sachtextformel."""
    syllables = [german_syllables(word) for word in text.words]
    share = 100 / len(text.words)
    return (
        0.1935 * share * sum(count >= _MANY for count in syllables)
        + 0.1672 * text.length
        + 0.1297 * share * sum(len(word) >= _LONG for word in text.words)
        - 0.0327 * share * sum(count == 1 for count in syllables)
        - 0.875
    )


def english_syllables(word: str) -> int:
    """Return how many syllables an English word has, by its vowels; a word in capitals is spelled letter by letter."""
    if word.isupper() and len(word) > 1:
        return len(word)
    return max(1, len(_ENGLISH_VOWELS.findall(_ENGLISH_SILENT.sub("", word.lower()))))


def german_syllables(word: str) -> int:
    """Return how many syllables a German word has, by its vowels; a word in capitals is spelled letter by letter."""
    if word.isupper() and len(word) > 1:
        return len(word)
    return max(1, len(_GERMAN_VOWELS.findall(word)))


@dataclass(frozen=True, slots=True)
class Measure:
    """A language's formula and the most that the median page may ask for."""

    grade: Callable[[Text], float]
    limit: float


MEASURES: Mapping[str, Measure] = {"en": Measure(english, 10), "de": Measure(german, 11)}


def grades(language: str) -> dict[str, float]:
    """Return the grade of every page of a language that has text, by its path under the language's folder."""
    found = {name: read(pages.DOCS / language / name) for name in sorted(pages.page_names(language))}
    return {name: MEASURES[language].grade(text) for name, text in found.items() if text.lengths}


def _running(path: Path) -> Iterator[str]:
    body = pages.split(path.read_text("utf-8"))[1]
    titles = {prose.plain(found.text) for found in pages.headings(body)}
    for piece in prose.page(path, front=False):
        if not piece.table and piece.text not in titles:
            yield piece.text


def main(arguments: Sequence[str]) -> int:
    """Print the grades; return the exit status."""
    shown = int(arguments[0]) if arguments else None
    status = 0
    for language, measure in MEASURES.items():
        found = grades(language)
        for name, grade in sorted(found.items(), key=lambda one: -one[1])[:shown]:
            print(f"{grade:5.1f}  {language}/{name}")
        median = statistics.median(found.values())
        print(f"{median:5.1f}  median of {len(found)} pages in {language}, limit {measure.limit:g}")
        status |= median > measure.limit
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
