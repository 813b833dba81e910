"""What is broken in a translation, whatever its age: what a reader would stumble over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml  # type: ignore[import-untyped]
from babel.messages.pofile import PoFileError

from tools import glossary, pages, strings
from tools.l10n.sections import TOP, Section, sections
from tools.l10n.skeleton import TO_DO
from tools.l10n.structure import Structure, code_words, signs, structure, words
from tools.strings import SOURCE, State

_PROSE = re.compile(r"`[^`]*`|\]\([^)]*\)|<[^>]*>|\{[^{}]*\}|https?:\S+")
_FEW = 8  # words: so many may be names, and the same in two languages
_FRONT = {"source", "source_date"}
_PLAIN = {"title", "description", "summary"}  # front matter that is words


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the file, the line from 1, what is wrong."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        """Return it as editors and compilers say it."""
        return f"{self.file}:{self.line}: {self.text}"


def of_page(language: str, name: str) -> Iterator[Problem]:
    """Yield what is broken in a page of a language; nothing where it does not exist."""
    file = f"docs/{language}/{name}"
    own_path, source_path = pages.DOCS / language / name, pages.DOCS / SOURCE / name
    if not own_path.exists():
        return
    if not source_path.exists():
        yield Problem(file, 1, f"there is no docs/{SOURCE}/{name}")
        return
    text, english = own_path.read_text("utf-8"), source_path.read_text("utf-8")
    try:
        own, source = sections(text), sections(english)
        fronts = pages.split(text)[0], pages.split(english)[0]
    except yaml.YAMLError as problem:
        yield Problem(file, 1, f"the front matter cannot be read: {str(problem).splitlines()[0]}")
        return
    yield from (Problem(file, 1, found) for found in _front(*fronts))
    if list(own) != list(source):
        yield from (Problem(file, own[part].line, found) for part, found in _ids(list(own), list(source)))
    structures = {part: structure(section) for part, section in source.items()}
    known = code_words(span for one in structures.values() for span in one.spans)
    for part in (part for part in own if part in source):
        found = [*_text(own[part], source[part]), *_structure(structure(own[part]), structures[part], known)]
        yield from (Problem(file, own[part].line, f"{part}: {said}") for said in found)
    yield from (Problem(file, number, found) for number, found in _words(text, language))


def of_catalogue(language: str, name: str) -> Iterator[Problem]:
    """Yield what is broken in a catalogue of a language; sentences that are missing or stale are not."""
    file = f"checkers/locale/{language}/LC_MESSAGES/{name}"
    paths = [strings.LOCALE / code / "LC_MESSAGES" / name for code in (SOURCE, language)]
    if not all(path.exists() for path in paths):
        return
    try:
        english, own = ([message for message in strings.read(path) if message.id] for path in paths)
    except PoFileError as problem:
        yield Problem(file, 1, f"cannot be read: {problem}")
        return
    source = {str(message.context): message for message in english}
    said = [message for message in own if strings.state(message, source.get(str(message.context))) is State.CURRENT]
    forms = [(message, _PROSE.sub(" ", form)) for message in said for form in strings.forms(message.string)]
    misused = dict.fromkeys(glossary.misused("\n".join(form for _, form in forms), language))
    for message in said:
        found = list(_sentence(strings.forms(message.id), strings.forms(message.string)))
        found += [_misuse(*one) for one in misused if any(one[0] in form for other, form in forms if other is message)]
        yield from (Problem(file, message.lineno or 1, f"{message.context}: {text}") for text in found)


def _front(own: dict[str, object], source: dict[str, object]) -> Iterator[str]:
    names = own.keys() - _FRONT
    if names != source.keys():
        yield f"front matter: other fields than in English ({', '.join(sorted(names ^ source.keys()))})"
    for name in sorted(names & source.keys()):
        if name not in _PLAIN and own[name] != source[name]:
            yield f"front matter: {name} is not the English one"


def _ids(own: list[str], source: list[str]) -> Iterator[tuple[str, str]]:
    missing, other = [part for part in source if part not in own], [part for part in own if part not in source]
    if missing:
        yield TOP, f"sections that English has are missing: {', '.join(missing)}"
    yield from ((part, f"{part}: there is no such section in English") for part in other)
    if not missing and not other:
        yield TOP, "the sections stand in another order than in English"


def _text(own: Section, source: Section) -> Iterator[str]:
    prose = _prose(own.text)
    if TO_DO in own.text:
        yield "still to be translated"
    elif len(prose) >= _FEW and prose == _prose(source.text):
        yield "the text is still the English one"


def _structure(mine: Structure, english: Structure, known: set[str]) -> Iterator[str]:
    for address in sorted(english.links - mine.links):
        yield f"the link {address} is missing"
    for address in sorted(mine.links - english.links):
        yield f"the link {address} is not in English"
    if sorted(mine.ids) != sorted(english.ids):
        yield f"other ids than in English ({', '.join(sorted(set(mine.ids) ^ set(english.ids))) or 'one is doubled'})"
    if mine.marks != english.marks:
        yield "another widget or marker than in English"
    if mine.open:
        yield "a backtick has no twin"
    yield from _spans(mine, english, known)
    yield from _code(mine, english, known)


def _spans(mine: Structure, english: Structure, known: set[str]) -> Iterator[str]:
    """Yield the code in sentences that is missing: more of it does no harm, and names in examples may be translated."""
    other = sorted(set(mine.spans) - set(english.spans))
    for span in sorted(set(english.spans) - set(mine.spans)):
        twin = next((one for one in other if _translated(one, span, known)), None)
        if twin is None:
            yield f"`{span}` is missing"
        else:
            other.remove(twin)


def _translated(own: str, english: str, known: set[str]) -> bool:
    """Tell whether a piece of code may be another with its names translated: not its signs, figures and keywords."""
    fixed = [{word for word in words(span) if word in known or word.isupper()} for span in (own, english)]
    return signs(own) == signs(english) and fixed[0] == fixed[1] and english not in known


def _code(mine: Structure, english: Structure, known: set[str]) -> Iterator[str]:
    if [(len(code.lines), code.language, code.titled) for code in mine.code] != [
        (len(code.lines), code.language, code.titled) for code in english.code
    ]:
        yield "other blocks of code than in English: their number, kind, title or lines"
        return
    for own, source in zip(mine.code, english.code, strict=True):
        for line, expected in zip(own.lines, source.lines, strict=True):
            if signs(line) != signs(expected) or words(line) & known != words(expected) & known:
                yield f"code that is not the English one: {line.strip()}"


def _sentence(english: list[str], own: list[str]) -> Iterator[str]:
    wanted, given = strings.placeholders(english), strings.placeholders(own)
    if given is None:
        yield "a brace that does not close"
    elif given != wanted:
        yield f"other placeholders than in English ({', '.join(sorted(given ^ (wanted or set())))})"
    ticks = min(form.count("`") for form in english)
    for form in own:
        if form.count("`") % 2 or form.count("`") < ticks:
            yield "backticks are missing"
        if (form[:1].isspace(), form[-1:].isspace()) != (english[0][:1].isspace(), english[0][-1:].isspace()):
            yield "a space at the beginning or end that English has not, or the other way round"


def _words(text: str, language: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a page that use a word which the glossary forbids."""
    prose = [" " if code else _PROSE.sub(" ", line) for line, code in pages.lines(text)]
    for word, term in dict.fromkeys(glossary.misused("\n".join(prose), language)):
        yield from ((number, _misuse(word, term)) for number, line in enumerate(prose, 1) if word in line)


def _misuse(word: str, term: str) -> str:
    return f"“{word}” is not our word for {term}; see the glossary"


def _prose(text: str) -> list[str]:
    lines = " ".join(line for line, code in pages.lines(text) if not code and not pages.heading(line))
    return re.findall(r"[^\W\d_]{2,}", _PROSE.sub(" ", lines))
