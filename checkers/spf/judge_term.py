"""One term: the one best thing to say about each fault, with the term as it should be."""

from collections.abc import Iterator

from checkers.records.said import Say
from checkers.report import Finding
from checkers.spf.grammar import BITS, Fault, fault
from checkers.spf.judge_address import bad_address, is_ordinary_network, judge_network
from checkers.spf.judge_domain import bad_domain, bad_macro, is_ordinary_name, judge_domain
from checkers.spf.judge_length import bad_length, misplaced_length
from checkers.spf.judge_unknown import other_modifier, unknown
from checkers.spf.model import Kind, Term
from checkers.spf.sound import Glance
from checkers.spf.syntax import is_valid


def is_ordinary(shown: Glance) -> bool:
    """Tell for certain that there is nothing to say about a term that the grammar allows: most are like that."""
    if shown.word in BITS:
        return not shown.modifier and is_ordinary_network(shown.word, shown.value)
    return shown.known and is_ordinary_name(shown.word, shown.value)


def judge_term(say: Say, term: Term) -> Iterator[Finding]:
    """Yield what there is to say about `term` alone."""
    broken = fault(term)
    if broken is Fault.UNKNOWN:
        yield unknown(say, term)
    elif broken:
        yield _broken(say, term, broken)
    elif term.kind is Kind.OTHER_MODIFIER:
        yield from other_modifier(say, term)
    elif term.word in {"ip4", "ip6"}:
        yield from judge_network(say, term)
    else:
        yield from judge_domain(say, term)


def _broken(say: Say, term: Term, broken: Fault) -> Finding:  # noqa: PLR0911  one fault a line
    if broken in {Fault.LENGTH, Fault.LENGTH_MISPLACED} and "//" in term.target.text:
        return bad_domain(say, term)  # "https://example.com/": the slash is a URL's
    if term.tail and not term.target and (meant := _with_colon(term)):
        edit = say.data.edit(term.name.start, term.token.end, meant)
        return say.about("spf.colon-or-equals", term.token, fix=[edit], meant=meant)
    match broken:
        case Fault.QUALIFIER:
            kept = term.qualifier.text[-1] if term.kind is Kind.MECHANISM else ""
            return say.about("spf.qualifier", term.token, fix=[say.put(term.qualifier, kept)])
        case Fault.UNWANTED_VALUE:
            edit = say.data.edit(term.name.end, term.token.end, "")
            return say.about("spf.unwanted-value", term.token, fix=[edit])
        case Fault.MISSING_VALUE:
            return _missing_value(say, term)
        case Fault.ADDRESS:
            return bad_address(say, term)
        case Fault.LENGTH:
            return bad_length(say, term)
        case Fault.LENGTH_MISPLACED:
            return misplaced_length(say, term)
        case Fault.MACRO | Fault.EXP_ONLY:
            return bad_macro(say, term)
        case _:
            return bad_domain(say, term)


def _with_colon(term: Term) -> str | None:
    """Return "a:mail.example.com" for "a/mail.example.com", None where the slash is meant as one."""
    meant = f"{term.name.text}:{term.tail.text.lstrip('/')}"
    return meant if is_valid(meant) else None


def _missing_value(say: Say, term: Term) -> Finding:
    """`a:` means `a`; what `include:` lacks only its author knows."""
    bare = term.word in {"a", "mx", "ptr"}
    return say.about("spf.missing-value", term.token, fix=[say.put(term.separator, "")] if bare else None)
