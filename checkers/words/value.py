"""A value said: words of a closed vocabulary where there are some, else the value itself as code."""

from typing import Any

from checkers.report import Value
from checkers.words.catalogue import Catalogue

NOTHING = "–"


def say_value(value: Value, words: Catalogue, *vocabularies: str) -> dict[str, Any]:
    """Return `{value, code}`: the text to show, and whether it is to be shown as code.

    The word is looked up as `value/<vocabulary>/<value>` in each of the vocabularies, in order.
    """
    if value is None or value in ("", []):
        return {"value": NOTHING, "code": False}
    if isinstance(value, bool):
        return {"value": words.say("value/yes" if value else "value/no"), "code": False}
    values = value if isinstance(value, list) else [value]
    said = [words.get(*(f"value/{vocabulary}/{one}" for vocabulary in vocabularies)) for one in values]
    shown = ", ".join(word or str(one) for word, one in zip(said, values, strict=True))
    return {"value": shown, "code": not all(said) and not isinstance(value, int | float)}
