"""Received-SPF (RFC 7208 9.1): a result, a comment, and what it is about."""

import re

from checkers.headers.evidence import Said, said
from checkers.headers.model import Field
from checkers.report import Fact

_RESULT = re.compile(r"\s*(?P<result>[A-Za-z]+)")
_KEY = re.compile(
    r"\b(?P<key>client-ip|envelope-from|helo|receiver)=(?P<value>\"[^\"]{0,320}\"|[^\s;]{1,320})", re.IGNORECASE
)


def read_received_spf(field: Field) -> tuple[Said | None, tuple[Fact, ...]]:
    """Return the result, None where there is none, and facts about it."""
    match = _RESULT.match(field.value.text)
    if match is None:
        return None, ()
    span = field.place(match.start("result"), match.end("result"))
    result = said("received-spf", match["result"].lower(), span)
    facts = [Fact("received-spf", result.value, span)]
    for found in _KEY.finditer(field.value.text[:4000]):
        key = found["key"].lower()
        place = field.place(found.start("value"), found.end("value"))
        facts.append(Fact(key, found["value"].strip('"<>'), place))
    return result, tuple({fact.name: fact for fact in reversed(facts)}.values())[::-1]
