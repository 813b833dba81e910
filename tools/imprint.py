"""Who runs the site: from `extra.operator` in mkdocs.yml, so that every language says the same."""

from collections.abc import Mapping, Sequence
from html import escape

from tools.facts import Words, say

WHO = ("name", "address", "represented_by", "email", "phone", "register", "vat", "responsible")
HOSTING = ("host", "logs", "legal_basis", "authority")

type Operator = Mapping[str, str]


def who(operator: Operator, words: Words) -> str:
    """Return who the operator is, as HTML; what is missing is marked as a blank to be filled in.

    Without even a name, a notice says first that this copy of the site has no operator yet. Raises ValueError for a
    field that there is not.
    """
    if unknown := set(operator) - {*WHO, *HOSTING}:
        raise ValueError(f"mkdocs.yml, extra.operator: unknown {', '.join(sorted(unknown))}")
    blank = f'<p class="pl-blank">{escape(say(words, "reference/operator/blank"))}</p>'
    return _listed(WHO, operator, words) if operator.get("name") else f"{blank}{_listed(WHO, operator, words)}"


def hosting(operator: Operator, words: Words) -> str:
    """Return where the site lies and what its web server keeps, as HTML, with the same blanks."""
    return _listed(HOSTING, operator, words)


def _listed(fields: Sequence[str], operator: Operator, words: Words) -> str:
    return f'<dl class="pl-facts">{"".join(_row(name, operator.get(name) or "", words) for name in fields)}</dl>'


def _row(name: str, value: str, words: Words) -> str:
    label = escape(say(words, f"reference/operator/{name}"))
    lines = "<br>".join(escape(line) for line in str(value).strip().splitlines())
    shown = lines or f"<mark>[{escape(say(words, 'reference/operator/missing'))}]</mark>"
    return f"<div><dt>{label}</dt><dd>{shown}</dd></div>"
