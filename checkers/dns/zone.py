"""A zone as the command line, tests and pasted answers give it: `{name: {TYPE: [record, ...]}}`."""

from collections.abc import Mapping, Sequence
from typing import Any

from checkers.dns.book import Lookup
from checkers.dns.model import Answer, Question, Status, normal_name

_FAILURES = {"timeout": Status.TIMEOUT, "servfail": Status.SERVFAIL}


def zone_lookup(zone: Mapping[str, Any]) -> Lookup:
    """Return a lookup that answers from `zone`, following CNAME records inside it.

    A TXT record is a string or a list of its strings. An absent name is NXDOMAIN, an absent type an empty answer;
    "timeout" or "servfail" in place of a list is what it says, and the type "*" stands for every type not listed.
    `"AD": true` in place of a type says that the answers about a name are authentic (DNSSEC), false that they are not;
    where nothing says it, nobody knows.

    Raises ValueError where `zone` has another shape.
    """
    if not isinstance(zone, Mapping):
        raise ValueError("zone: must be an object of names")
    names = {normal_name(name): _types(name, types) for name, types in zone.items()}

    def lookup(questions: Sequence[Question]) -> dict[Question, Answer]:
        return {question: _answer(names, question) for question in questions}

    return lookup


def _types(name: str, types: Any) -> dict[str, Any]:
    if not isinstance(types, Mapping):
        raise ValueError(f"zone: {name!r} must hold an object of record types")
    for type_, records in types.items():
        if type_.upper() == "AD" and isinstance(records, bool):
            continue
        if not (isinstance(records, list) or (isinstance(records, str) and records.lower() in _FAILURES)):
            raise ValueError(f'zone: {name!r} {type_} must be a list of records, "timeout" or "servfail"')
    return {type_.upper(): records for type_, records in types.items()}


def _answer(names: Mapping[str, dict[str, Any]], question: Question) -> Answer:
    name, seen = question.name, set[str]()
    aliases: list[str] = []
    while (types := names.get(name)) is not None and name not in seen:
        seen.add(name)
        records = types.get(question.type, types.get("*"))
        if isinstance(records, str):
            return Answer(_FAILURES[records.lower()])
        alias = types.get("CNAME")
        if records is None and alias and isinstance(alias, list):
            name = normal_name(alias[0])
            aliases.append(name)
            continue
        strings = tuple(tuple(r) if isinstance(r, list) else (str(r),) for r in records or ())
        split = strings if question.type == "TXT" else ()
        joined = tuple("".join(parts) for parts in strings)
        return Answer(Status.NOERROR, joined, split, tuple(aliases), types.get("AD"))
    if name in seen:
        return Answer(Status.SERVFAIL)
    return Answer(Status.NXDOMAIN, aliases=tuple(aliases))
