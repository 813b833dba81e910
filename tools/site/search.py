"""One search index a language: static-i18n writes one for all, and Germans would find English pages.

The search in the browser finds the beginnings of words and knows no grammar. What a language needs beyond that is put
into its index: where its compounds come apart, and the other forms of a page's words.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

INDEX = Path("search") / "search_index.json"

_TAG = re.compile(r"<pre\b.*?</pre>|<[^>]+>", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{4,}")

# What German compounds of this field end in: in the text and in what is looked for, such a word is taken as two.
_GERMAN_ENDS = (
    "absender|administrator|adress|anbieter|bericht|code|connector|datei|dienst|domain|eintr[aä]g|empfänger|fehler|"
    "filter|grenze|kont[oe]|limit|liste|mandant|meldung|nachricht|name|nummer|ordner|portal|postf[aä]ch|programm|"
    "prüfung|quelle|regel|richtlinie|schlüssel|sendung|server|signatur|sperr|stufe|system|versender|zeile|zustell"
)
_SPLITS = {"de": rf"(?<=[a-zäöüß]{{3}})(?={_GERMAN_ENDS})"}

_ENDINGS = re.compile(r"(?<=\w{4})(?:e?rn|e[mnrs]?|[ns])$")
_PLAIN = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


def _german(word: str) -> str:
    return _ENDINGS.sub("", word.translate(_PLAIN))


_STEMS: Mapping[str, Callable[[str], str]] = {"de": _german}


def split(site: Path, languages: dict[str, str]) -> None:
    """Rewrite the index of a built site as one a language, in that language's folder.

    `languages` names each language's folder in the site, "" or "de/". Addresses become relative to it; the templates
    give the folder to the search as its base. A page that stands in another language for want of a translation is found
    in its own language alone.
    """
    index = json.loads((site / INDEX).read_text("utf-8"))
    folders = tuple(folder for folder in languages.values() if folder)
    original = _pages(entry for entry in index["docs"] if not entry["location"].startswith(folders))
    for language, folder in languages.items():
        others = tuple(other for other in folders if other != folder)
        own = [
            entry | {"location": entry["location"].removeprefix(folder)}
            for entry in index["docs"]
            if entry["location"].startswith(folder) and not entry["location"].startswith(others)
        ]
        if folder:
            own = [entry for page, said in _pages(own).items() if said != original.get(page) for entry in said]
        config = index["config"] | {"lang": [language], "separator": separator(index["config"]["separator"], language)}
        text = json.dumps(
            {"config": config, "docs": with_forms(own, config["separator"], language)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        target = site / folder / INDEX
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def _pages(docs: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the entries of each page, by its address."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in docs:
        found[entry["location"].partition("#")[0]].append(entry)
    return found


def separator(general: str, language: str) -> str:
    """Return the pattern, for Python and JavaScript alike, of what lies between a language's words."""
    return f"{general}|{_SPLITS[language]}" if language in _SPLITS else general


def with_forms(docs: list[dict[str, Any]], between: str, language: str) -> list[dict[str, Any]]:
    """Return the entries of an index, each with the forms of its nouns that only other entries have, out of sight.

    Whoever looks for "Einträge" finds the page that only says "Eintrag". A language without a stem here stays as it is.
    """
    stem = _STEMS.get(language)
    if stem is None:
        return docs
    pattern = re.compile(between)
    said = [_words(entry, pattern) for entry in docs]
    forms: dict[str, set[str]] = defaultdict(set)
    for word in _nouns(set().union(*said)):
        forms[stem(word)].add(word)
    longest = {name: _longest(group) for name, group in forms.items() if len(group) > 1}
    return [
        entry | {"text": f"{entry['text']}{_hidden(_missing({word.lower() for word in words}, stem, longest))}"}
        for entry, words in zip(docs, said, strict=True)
    ]


def _words(entry: dict[str, Any], between: re.Pattern[str]) -> set[str]:
    text = _TAG.sub(" ", f"{entry['title']} {entry['text']}")
    found = (word if word[1:].islower() else word.lower() for word in _WORD.findall(text))
    return {part.capitalize() if word[0].isupper() else part for word in found for part in between.split(word) if part}


def _nouns(words: set[str]) -> set[str]:
    """Return in small letters the words that are only written with a capital."""
    return {word.lower() for word in words if word[0].isupper() and word.lower() not in words}


def _longest(group: Iterable[str]) -> set[str]:
    """Return the forms that are no beginning of another: those are found with it."""
    return {form for form in group if not any(other != form and other.startswith(form) for other in group)}


def _missing(words: set[str], stem: Callable[[str], str], longest: Mapping[str, set[str]]) -> list[str]:
    return sorted({form for word in words for form in longest.get(stem(word), ())} - words)


def _hidden(forms: list[str]) -> str:
    return f"<p hidden>{' '.join(forms)}</p>" if forms else ""
