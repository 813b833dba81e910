"""One record out of several: the fix for RFC 7208 4.5."""

from collections.abc import Sequence

from checkers.spf.model import Kind, Record

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
        for term in record.terms:
            if term.word == "all" and term.kind is Kind.MECHANISM and not term.value:
                ends.append(term.sign[-1])
            elif term.kind is Kind.MODIFIER and term.word == "redirect":
                redirected = True
                text = f"include:{term.value.text}"
                terms.setdefault(text.lower(), text)
            elif term.kind is Kind.MODIFIER:
                explanation = explanation or term.token.text
            else:
                terms.setdefault(term.token.text.lower().removeprefix("+"), term.token.text)
    sign = min(ends, key=_MILDEST.index, default="~" if redirected else "")
    return " ".join(
        ["v=spf1", *terms.values(), *([f"{sign}all"] if sign else []), *([explanation] * bool(explanation))]
    )
