"""The record as a whole: how it ends, what is never reached, what it costs."""

import re
from collections.abc import Iterator, Sequence

from checkers.records.said import Say
from checkers.report import Finding
from checkers.spf.grammar import BITS, network
from checkers.spf.model import LOOKUPS, Kind, Record
from checkers.spf.parse import kind_of
from checkers.spf.removal import removal
from checkers.spf.sound import Sound, Words
from checkers.text.token import Token

MAX_LOOKUPS = 10  # RFC 7208 4.6.4
NEAR_LOOKUPS = 8
LONG = 450  # octets, RFC 7208 3.4
MAX_MARKS = 200  # terms that one finding marks

_MEANT_AS_END = re.compile(r"(?<= )[+\-~?]*(?:all|redirect)(?![a-z0-9_.\-])", re.IGNORECASE)


def first_all(sound: Sequence[Sound]) -> Sound | None:
    """Return the `all` at which every receiver stops, None where there is none among the `sound` terms."""
    return next((term for term in sound if term.word == "all"), None)


def lookup_terms(sound: Sequence[Sound]) -> list[Sound]:
    """Return the terms that cost a lookup in this record itself: those before `all`, and `redirect` without one."""
    stop = first_all(sound)
    terms = [term for term in sound if term.word in LOOKUPS]
    if stop is None:
        return terms
    return [term for term in terms if not term.modifier and term.token.start < stop.token.start]


def judge_record(say: Say, record: Record, words: Words) -> Iterator[Finding]:
    """Yield what there is to say about the terms together."""
    sound = words.sound
    if record.version.text != record.version.text.lower():
        yield say.about("spf.upper-case", record.version)
    yield from _repeated_modifiers(say, sound)
    yield from _ending(say, record, words)
    yield from _duplicates(say, sound)
    plus = [term.token.start for term in sound if term.sign == "+" and term.word != "all"]
    if plus:
        yield say.about("spf.plus", *(Token("+", start, start + 1) for start in plus[:MAX_MARKS]))
    counted = [term.token for term in lookup_terms(sound)]
    if len(counted) > MAX_LOOKUPS:
        yield say.about("spf.lookups", *counted[:MAX_MARKS], count=len(counted), limit=MAX_LOOKUPS)
    elif len(counted) >= NEAR_LOOKUPS:
        yield say.about("spf.lookups-near", *counted, count=len(counted), limit=MAX_LOOKUPS)
    if (size := len(record.text.encode(errors="surrogatepass"))) > LONG:
        yield say.about("spf.long", size=size, limit=LONG)


def _repeated_modifiers(say: Say, sound: Sequence[Sound]) -> Iterator[Finding]:
    """RFC 7208 6: redirect and exp at most once each, wherever they stand."""
    for name in ("redirect", "exp"):
        found = [term for term in sound if term.word == name]
        for term in found[1:MAX_MARKS]:
            same = term.value.lower() == found[0].value.lower()
            fix = [say.remove(term.token)] if same or name == "exp" else None
            yield say.about("spf.duplicate-modifier", term.token, fix=fix, name=name)


def _ending(say: Say, record: Record, words: Words) -> Iterator[Finding]:
    sound = words.sound
    end = first_all(sound)
    redirect = next((term for term in sound if term.word == "redirect"), None)
    if end is None:
        if redirect is None:
            yield from _no_end(say, record, words)
        return
    named = redirect is not None or _names_somebody(words)
    milder = [say.put(end.token, "~all")] if named else None  # else nobody would be left who may send
    match end.sign:
        case "+" | "":
            yield say.about("spf.plus-all", end.token, fix=milder)
        case "?":
            yield say.about("spf.neutral-all", end.token, fix=milder)
    unreached = [term for term in sound if not term.modifier and term.token.start > end.token.start]
    if redirect:
        yield _ignored_redirect(say, redirect, end)
    if unreached:
        yield _unreached(say, record, end, unreached, named=named)
    elif not named and end.sign == "-":
        if len(record.words) == 1:
            yield say.about("spf.sends-nothing", end.token)
    elif not named and end.sign in {"~", "?"}:
        yield say.about("spf.empty", end.token)


def _no_end(say: Say, record: Record, words: Words) -> Iterator[Finding]:
    meant_as_end = _MEANT_AS_END.search(record.text) is not None  # also a broken one
    if not _names_somebody(words):
        if not meant_as_end:
            yield say.about("spf.empty", record.version)
        return
    # an unknown word at the end, or a broken redirect, is probably the missing end: one finding is enough
    last = record.words[-1]
    if kind_of(last.text) is Kind.UNKNOWN or meant_as_end:
        return
    yield say.about("spf.missing-all", last, fix=[say.insert(last.end, " ~all")])


def _names_somebody(words: Words) -> bool:
    """Tell whether there is a term beside `all`, sound or broken, that names servers."""
    return any(not term.modifier and term.word != "all" for term in words.sound) or any(
        kind_of(word.text) in {Kind.MECHANISM, Kind.UNKNOWN} for word in words.broken
    )


def _ignored_redirect(say: Say, redirect: Sound, end: Sound) -> Finding:
    """With `all` there is no redirect; as an include in front of it the other record counts (RFC 7208 5.1, 6.1)."""
    include = f"include:{redirect.value}"
    if redirect.token.start < end.token.start:
        fix = [say.put(redirect.token, include)]
    else:
        fix = [say.insert(end.token.start, include + " "), say.remove(redirect.token)]
    return say.about("spf.redirect-with-all", redirect.token, fix=fix, meant=include, all=end.token.text)


def _unreached(say: Say, record: Record, end: Sound, unreached: Sequence[Sound], *, named: bool) -> Finding:
    spare = [term.token for term in unreached if term.word == "all"]
    meant = "~all" if end.sign in {"", "+"} else end.token.text  # nobody names servers to allow everybody
    if len(spare) == len(unreached):
        fix = removal(say, spare) if named or end.sign not in {"", "+"} else None
    elif spare and spare[-1] == record.words[-1]:  # the first `all` goes where the last one stands
        fix = removal(say, [end.token, *spare[:-1]], [say.put(spare[-1], meant)])
    else:
        fix = removal(say, [end.token, *spare], [say.insert(record.words[-1].end, f" {meant}")])
    marked = [term.token for term in unreached[:MAX_MARKS]]
    return say.about("spf.after-all", *marked, fix=fix, all=end.token.text, behind=end.sign or "+", meant=meant)


def _compared(term: Sound) -> tuple[object, ...]:
    """Return name and value in the form in which equal ones are equal: "192.0.2.1" is "192.0.2.1/32"."""
    if term.word in BITS:
        host, prefix = network(term.word, term.value)
        return term.word, host >> (BITS[term.word] - prefix), prefix
    return term.word, term.value.lower().removesuffix(".")


def _duplicates(say: Say, sound: Sequence[Sound]) -> Iterator[Finding]:
    stop = first_all(sound)
    meant: dict[str, tuple[object, ...]] = {}
    seen: set[tuple[object, ...]] = set()
    again = []
    for term in sound:
        if term.modifier or term.word == "all" or (stop and term.token.start > stop.token.start):
            continue
        key = meant.get(term.token.text) or meant.setdefault(term.token.text, _compared(term))
        if key in seen:
            again.append(term.token)
        seen.add(key)
    if again:
        yield say.about("spf.duplicate", *again[:MAX_MARKS], fix=removal(say, again))
