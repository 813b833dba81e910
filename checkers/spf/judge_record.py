"""The record as a whole: how it ends, what is never reached, what it costs."""

from collections.abc import Iterator, Sequence
from ipaddress import ip_network

from checkers.report import Finding
from checkers.spf.grammar import BITS, address, fault, length
from checkers.spf.model import LOOKUPS, Kind, Record, Term
from checkers.spf.said import Say

MAX_LOOKUPS = 10  # RFC 7208 4.6.4
NEAR_LOOKUPS = 8
LONG = 450  # octets, RFC 7208 3.4


def sound_terms(record: Record) -> list[Term]:
    """Return the mechanisms and modifiers that the grammar allows."""
    return [term for term in record.terms if term.kind in {Kind.MECHANISM, Kind.MODIFIER} and not fault(term)]


def first_all(sound: Sequence[Term]) -> Term | None:
    """Return the `all` at which every receiver stops, None where there is none among the `sound` terms."""
    return next((term for term in sound if term.word == "all"), None)


def lookup_terms(sound: Sequence[Term]) -> list[Term]:
    """Return the terms that cost a lookup in this record itself: those before `all`, and `redirect` without one."""
    stop = first_all(sound)
    terms = [term for term in sound if term.word in LOOKUPS]
    if stop is None:
        return terms
    return [term for term in terms if term.kind is Kind.MECHANISM and term.token.start < stop.token.start]


def judge_record(say: Say, record: Record, sound: Sequence[Term]) -> Iterator[Finding]:
    """Yield what there is to say about the terms together; `sound` are those that the grammar allows."""
    if record.version.text != record.version.text.lower():
        yield say.about("spf.upper-case", record.version)
    yield from _repeated_modifiers(say, sound)
    yield from _ending(say, record, sound)
    yield from _duplicates(say, sound)
    plus = [term.qualifier for term in sound if term.qualifier.text == "+" and term.word != "all"]
    if plus:
        yield say.about("spf.plus", *plus)
    counted = lookup_terms(sound)
    if len(counted) > MAX_LOOKUPS:
        yield say.about("spf.lookups", *(term.token for term in counted), count=len(counted), limit=MAX_LOOKUPS)
    elif len(counted) >= NEAR_LOOKUPS:
        yield say.about("spf.lookups-near", *(term.token for term in counted), count=len(counted), limit=MAX_LOOKUPS)
    if (size := len(record.text.encode(errors="surrogatepass"))) > LONG:
        yield say.about("spf.long", size=size, limit=LONG)


def _repeated_modifiers(say: Say, sound: Sequence[Term]) -> Iterator[Finding]:
    """RFC 7208 6: redirect and exp at most once each, wherever they stand."""
    for name in ("redirect", "exp"):
        found = [term for term in sound if term.word == name]
        for term in found[1:]:
            same = term.value.text.lower() == found[0].value.text.lower()
            fix = [say.remove(term.token)] if same or name == "exp" else None
            yield say.about("spf.duplicate-modifier", term.token, fix=fix, name=name)


def _ending(say: Say, record: Record, sound: Sequence[Term]) -> Iterator[Finding]:
    end = first_all(sound)
    redirect = next((term for term in sound if term.word == "redirect"), None)
    if end is None:
        if redirect is None:
            yield from _no_end(say, record)
        return
    match end.sign:
        case "+":
            yield say.about("spf.plus-all", end.token, fix=[say.put(end.token, "~all")])
        case "?":
            yield say.about("spf.neutral-all", end.token, fix=[say.put(end.token, "~all")])
    unreached = [term for term in sound if term.kind is Kind.MECHANISM and term.token.start > end.token.start]
    if redirect:
        yield _ignored_redirect(say, redirect, end)
    if unreached:
        yield _unreached(say, record, end, unreached)
    elif redirect is None and len(record.terms) == 1 and end.sign in "-~":
        yield say.about("spf.sends-nothing", end.token)


def _no_end(say: Say, record: Record) -> Iterator[Finding]:
    if not [term for term in record.terms if term.kind in {Kind.MECHANISM, Kind.UNKNOWN}]:
        if not any(term.word in {"redirect", "all"} for term in record.terms):
            yield say.about("spf.empty", record.version)
        return
    # an unknown word at the end, or a broken redirect, is probably the missing end: one finding is enough
    last = record.terms[-1]
    if last.kind is Kind.UNKNOWN or any(term.word in {"redirect", "all"} for term in record.terms):
        return
    place = record.terms[-1].token.end
    yield say.about("spf.missing-all", last.token, fix=[say.insert(place, " ~all")])


def _ignored_redirect(say: Say, redirect: Term, end: Term) -> Finding:
    """With `all` there is no redirect; as an include in front of it the other record counts (RFC 7208 5.1, 6.1)."""
    include = f"include:{redirect.value.text}"
    if redirect.token.start < end.token.start:
        fix = [say.put(redirect.token, include)]
    else:
        fix = [say.insert(end.token.start, include + " "), say.remove(redirect.token)]
    return say.about("spf.redirect-with-all", redirect.token, fix=fix, meant=include, all=end.token.text)


def _unreached(say: Say, record: Record, end: Term, unreached: list[Term]) -> Finding:
    spare = [term for term in unreached if term.word == "all"]
    fix = [say.remove(term.token) for term in spare]
    if len(spare) < len(unreached):
        last = record.terms[-1].token.end
        kept = [edit for edit in fix if edit.span.end != say.data.span(last - 1, last).end]
        if len(kept) < len(fix):  # the record ends in another `all`: the first one goes where that stands
            fix = [*kept, say.put(spare[-1].token, end.token.text)]
        else:
            fix = [*fix, say.insert(last, f" {end.token.text}")]
        fix.append(say.remove(end.token))
    return say.about("spf.after-all", *(term.token for term in unreached), fix=fix, all=end.token.text)


def _compared(term: Term) -> str:
    """Return a value in the form in which equal ones are equal: "192.0.2.1" is "192.0.2.1/32"."""
    if term.word in BITS and (host := address(term)):
        prefix = length(term.length4 or term.length6, BITS[term.word])
        return str(ip_network(f"{host}/{prefix}", strict=False))
    return term.value.text.lower().removesuffix(".")


def _duplicates(say: Say, sound: Sequence[Term]) -> Iterator[Finding]:
    stop = first_all(sound)
    seen: set[tuple[str, str]] = set()
    again = []
    for term in sound:
        if term.kind is Kind.MODIFIER or term.word == "all" or (stop and term.token.start > stop.token.start):
            continue
        key = (term.word, _compared(term))
        if key in seen:
            again.append(term)
        seen.add(key)
    if again:
        tokens = [term.token for term in again]
        yield say.about("spf.duplicate", *tokens, fix=[say.remove(token) for token in tokens])
