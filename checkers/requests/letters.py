"""Letters in the language of who receives them: `data/letters/<name>.<language>.txt`, written by translators.

In a letter `{name}` is filled in. `{name|what belongs here}` is too; where nothing is known, the words behind the bar
stand there, marked `>>> so <<<`, for the reader to replace. A line that begins with `{?name}` is left out where `name`
is not known. `>>> so <<<` written in a letter stays: nobody can know that.
"""

import re
from collections.abc import Iterable, Mapping

from checkers.report import Fact, Text, TextKind
from checkers.tables import content

_IF = re.compile(r"^\{\?(?P<name>\w+)\}")
_PLACE = re.compile(r"\{(?P<name>\w+)(?:\|(?P<ask>[^{}]*))?\}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff]")

_OPEN = re.compile(r">>> [^<>\n]{1,200} <<<")
_WRITTEN = {TextKind.LETTER, TextKind.FORM}  # what the program wrote; a message holds what others wrote

LANGUAGES = ("en", "de")


def letter(name: str, language: str, values: Mapping[str, str | None]) -> str:
    """Return the letter `name` in `language`, filled with `values`; None and the empty text are not known.

    A value of several lines keeps them where its place is a line of its own, elsewhere it becomes one line.
    Raises FileNotFoundError for a letter that does not exist in that language.
    """
    known = {key: clean(value) for key, value in values.items() if value}
    template = content(f"letters/{name}.{language}.txt")
    lines = []
    for line in template.splitlines():
        condition = _IF.match(line)
        if condition is None or condition["name"] in known:
            lines.append(_filled(line[condition.end() if condition else 0 :], known))
    return "\n".join(lines).strip("\n") + "\n"


def places(texts: Iterable[Text]) -> list[Fact]:
    """Return how many marked places the reader has to fill in, as a fact; a letter in two languages counts once."""
    counts: dict[str, int] = {}
    for text in texts:
        stem = text.name.removesuffix("-en").removesuffix("-de")
        counts[stem] = max(counts.get(stem, 0), len(_OPEN.findall(text.text)) if text.kind in _WRITTEN else 0)
    return [Fact("places", total)] if (total := sum(counts.values())) else []


def clean(value: str) -> str:
    """Return a value without what has no business in a letter: control characters, line ends of other kinds."""
    return _CONTROL.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _filled(line: str, known: Mapping[str, str]) -> str:
    alone = _PLACE.fullmatch(line)

    def fill(match: re.Match[str]) -> str:
        value = known.get(match["name"])
        if value is None:
            return f">>> {match['ask']} <<<" if match["ask"] else ""
        return value if alone else " ".join(value.split())

    return _PLACE.sub(fill, line)
