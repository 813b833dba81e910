"""One record out of several: the fix for RFC 7208 4.5."""

from collections.abc import Sequence

from checkers.spf.model import Kind, Record
from checkers.spf.parse import kind_of

_MILDEST = "~-?+"  # which `all` wins: the one that neither refuses a forgotten server nor opens the domain


def merged(records: Sequence[Record]) -> str:
    """Return a record that allows what any of `records` allows, each term once, `all` last.

    A redirect becomes an include, since a redirect would hide what the other record says.
    """
    terms: dict[str, str] = {}
    ends: list[str] = []
    redirected = False
    explanation = ""
    for record in records:
        for word in dict.fromkeys(word.text for word in record.words):
            bare = word.lstrip("+-~?")
            kind = kind_of(word)
            if kind is Kind.MECHANISM and bare.lower() in {"all", "all:"}:
                ends.append(word[: -len(bare)][-1:] or "+")
            elif kind is Kind.MODIFIER and bare.lower().startswith("redirect="):
                redirected = True
                text = f"include:{bare.partition('=')[2]}"
                terms.setdefault(text.lower(), text)
            elif kind is Kind.MODIFIER:
                explanation = explanation or word
            else:
                terms.setdefault(word.lower().removeprefix("+"), word)
    sign = min(ends, key=_MILDEST.index, default="~" if redirected else "")
    return " ".join(
        ["v=spf1", *terms.values(), *([f"{sign}all"] if sign else []), *([explanation] * bool(explanation))]
    )
