"""The sentences of one language, by key."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Sentences by key."""

    language: str
    words: Mapping[str, str | list[str]]
    plural: Callable[[int], int]

    def get(self, *keys: str, **values: Any) -> str | None:
        """Return the first sentence that exists and has a value for each of its placeholders, None if none does."""
        shown = {name: _shown(value) for name, value in values.items() if value is not None}
        for key in keys:
            sentence = self.words.get(key)
            if isinstance(sentence, list):
                sentence = sentence[self.plural(int(values.get("count", 0)))]
            if sentence is not None:
                with suppress(KeyError):
                    return sentence.format_map(shown)
        return None

    def say(self, *keys: str, **values: Any) -> str:
        """Return the sentence as `get` does.

        Raises KeyError where no key exists: a test asks for every key, so this is a mistake of ours, not the reader's.
        """
        sentence = self.get(*keys, **values)
        if sentence is None:
            raise KeyError(keys[-1])
        return sentence

    def value(self, name: str, value: Any) -> Any:
        """Return the word for a value of a closed vocabulary, any other value as it is."""
        if isinstance(value, list):
            return [self.value(name, one) for one in value]
        if isinstance(value, bool):
            return self.get(f"value/{name}/{value}", "value/yes" if value else "value/no")
        return self.get(f"value/{name}/{value}") or value


def folder() -> "Traversable":
    """Return where the compiled catalogues are: a file for a language, and one for what its code pages say."""
    from importlib.resources import files  # noqa: PLC0415  a memory snapshot has files of its own

    return files("checkers") / "locale"


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that can be spoken."""
    names = (entry.name for entry in folder().iterdir())
    return tuple(
        sorted(name.removesuffix(".json") for name in names if name.endswith(".json") and name.count(".") == 1)
    )


@cache
def catalogue(language: str) -> Catalogue:
    """Return the catalogue of `language`, that of English where there is none."""
    known = language if language in languages() else DEFAULT
    content = _read(f"{known}.json")
    return Catalogue(known, sentences(content), _plural(content["plural"]))


@cache  # it reads a program, which takes longer than to read the sentences
def _plural(rule: str) -> Callable[[int], int]:
    return c2py(rule)


def sentences(content: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return every sentence in a compiled catalogue by its key; one with plural forms is a list of them."""
    keys, texts = (content[name].split(content["between"]) for name in ("keys", "texts"))
    forms: dict[str, list[str]] = content["forms"]
    return dict(zip(keys, texts, strict=True)) | forms


@cache
def code_pages(language: str) -> Mapping[str, Mapping[str, Any]]:
    """Return what the code pages of a language that can be spoken say, by code."""
    return _read(f"{language}.codes.json")


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder() / name).read_bytes())
    return content


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
