"""The domain behind `include:`, `a:`, `redirect=` and so on, RFC 7208 sections 5, 6 and 7.1."""

import re
from collections.abc import Iterator

from checkers.records.said import Say
from checkers.report import Finding, Severity
from checkers.spf.grammar import labels_fit, length
from checkers.spf.judge_unknown import family_of
from checkers.spf.macros import EXP_ONLY
from checkers.spf.model import BadMacro, Kind, MacroFault, Term
from checkers.text.distance import distance
from checkers.text.domains import is_domain
from checkers.text.token import Token

# Microsoft's includes, by cloud: https://learn.microsoft.com/defender-office-365/email-authentication-spf-configure
MICROSOFT = ("spf.protection.outlook.com", "spf.protection.office365.us", "spf.protection.partner.outlook.cn")
_TAKEN_FOR_MICROSOFT = frozenset(
    {"protection.outlook.com", "mail.protection.outlook.com", "spf.outlook.com", "spf.protection.office365.com"}
)
_MUST_EXIST = frozenset({"include", "redirect"})  # a name without a record makes these a permerror (5.2, 6.1)
_HOST_CHARACTERS = re.compile(r"[A-Za-z0-9._-]*")
_URL = re.compile(r"(?:[a-z]+:)?//(?:[^/@]*@)?([^/:@]+)(?:[:/].*)?", re.IGNORECASE)
_NO_PERCENT = re.compile(r"\$?(\{[slodiphv][0-9]{0,3}r?[.\-+,/_=]{0,7}\})", re.IGNORECASE)
_LENGTH = re.compile(r"/{1,2}[0-9]{1,3}$")
_WIDE = 11
# names about which nothing need be said: labels of 63, host characters, no macro, no final dot
_ORDINARY = re.compile(r"(?!.{254})(?:[a-z0-9_-]{1,63}\.)+[a-z0-9-]{1,63}", re.IGNORECASE)
_SLIPS = 2  # letters by which a name may miss Microsoft's and still mean it

_MACRO_CODES = {
    MacroFault.CHARACTER: "spf.non-ascii",
    MacroFault.LETTER: "spf.macro-letter",
}


def is_ordinary_name(word: str, value: str) -> bool:
    """Tell for certain that there is nothing to say about a term with a name that the grammar allows."""
    if word == "ptr":
        return False
    if word in {"a", "mx"}:
        value, slash, length4 = value.partition("/")
        if slash and not (length4.isdigit() and int(length4) > _WIDE):
            return False
    if not value or ("%" in value and "%{p" not in value.lower()):
        return True
    if not _ORDINARY.fullmatch(value):
        return False
    return word not in _MUST_EXIST or value.lower() in MICROSOFT or _microsoft(value.lower()) is None


def judge_domain(say: Say, term: Term) -> Iterator[Finding]:
    """Yield what there is to say about a term that the grammar allows."""
    if term.word == "ptr":
        yield say.about("spf.ptr", term.token)
    if term.word in {"a", "mx"} and (prefix := length(term.length4, 32)) is not None and prefix <= _WIDE:
        yield say.about("spf.wide-range", term.token, severity=Severity.RISKS, length=f"/{prefix}")
    if term.domain is None or not term.target:
        return
    if letters := [macro for macro in term.domain.macros if macro.letter == "p"]:
        yield say.about("spf.macro-p", *(macro.token for macro in letters))
    if "%" in term.target.text:
        return
    name = term.target.text.removesuffix(".").lower()
    if found := _no_name(say, term, blocks=term.word in _MUST_EXIST):
        yield found
    elif not labels_fit(term.target):
        yield _bad_label(say, term)
    elif term.word in _MUST_EXIST and name not in MICROSOFT and (meant := _microsoft(name)):
        yield say.about("spf.microsoft-include", term.token, fix=[say.put(term.target, meant)], meant=meant)
    elif term.target.text.endswith("."):
        yield say.about("spf.trailing-dot", term.token)


def _bad_label(say: Say, term: Term) -> Finding:
    """A malformed name gives `none` (RFC 7208 4.3), which `include` and `redirect` turn into permerror."""
    name = re.sub(r"[.]{2,}", ".", term.target.text.strip("."))
    fix = [say.put(term.target, name)] if name != term.target.text and is_domain(name) else None
    severity = Severity.BLOCKS if term.word in _MUST_EXIST else None
    return say.about("spf.label", term.token, fix=fix, severity=severity)


def bad_domain(say: Say, term: Term) -> Finding:
    """Return the finding for a value that does not end as a domain name does."""
    text = term.target.text
    whole = text + term.tail.text
    value = whole if family_of(whole) else re.sub(r":[0-9]{1,5}$", "", text) + term.tail.text
    if term.kind is Kind.MECHANISM and (family := family_of(value)):
        edit = say.data.edit(term.name.start, term.value.end, f"{family}:{value}")
        return say.about("spf.address-as-domain", term.token, fix=[edit], meant=f"{family}:{value}")
    if found := _no_name(say, term, blocks=True, only_known=True):
        return found
    if (match := _LENGTH.search(text)) and is_domain(text[: match.start()]):  # after "redirect="
        edit = say.put(term.target, text[: match.start()])
        return say.about("spf.cidr-misplaced", term.token, fix=[edit], length=match[0])
    return _no_domain(say, term)


def bad_macro(say: Say, term: Term) -> Finding:
    """Return the finding for the first place that the macro grammar does not allow."""
    assert term.domain
    if not term.domain.bad:
        token = next(macro.token for macro in term.domain.macros if macro.letter in EXP_ONLY)
        return say.about("spf.macro-exp-only", token)
    bad = term.domain.bad[0]
    meant = _macro_meant(bad)
    fix = [say.put(bad.token, meant)] if meant else None
    return say.about(_MACRO_CODES.get(bad.fault, "spf.macro"), bad.token, fix=fix)


def _macro_meant(bad: BadMacro) -> str | None:
    text = bad.token.text
    match bad.fault:
        case MacroFault.PARENTHESES:
            body = text[2:-1]
        case MacroFault.BRACE:
            body = text[2:]
        case MacroFault.DIGITS:
            body = re.sub("0+", "", text[2:-1], count=1)
        case _:
            return None
    return f"%{{{body}}}" if re.fullmatch(r"[slodiphv](?:[1-9][0-9]*)?r?[.\-+,/_=]*", body, re.IGNORECASE) else None


def _no_name(say: Say, term: Term, *, blocks: bool, only_known: bool = False) -> Finding | None:
    """Return the finding for a URL, an e-mail address or odd characters where a name belongs."""
    text = term.target.text
    severity = None if blocks else Severity.RISKS
    if match := _URL.fullmatch(term.value.text):
        fix = [say.put(term.value, match[1])] if is_domain(match[1]) else None
        return say.about("spf.url-as-domain", term.token, fix=fix, severity=severity, meant=match[1])
    if "@" in text:
        host = text.rpartition("@")[2]
        fix = [say.put(Token(text, term.target.start, term.target.end), host)] if is_domain(host) else None
        return say.about("spf.email-as-domain", term.token, fix=fix, severity=severity, meant=host)
    if only_known or _HOST_CHARACTERS.fullmatch(text):
        return None
    if match := _NO_PERCENT.search(text):
        at = term.target.start
        place = Token(match[0], at + match.start(), at + match.end())
        return say.about("spf.macro", place, fix=[say.put(place, f"%{match[1]}")], severity=Severity.RISKS)
    return _no_domain(say, term, Severity.RISKS)


def _no_domain(say: Say, term: Term, severity: Severity | None = None) -> Finding:
    text = term.target.text
    plain = re.sub(r":[0-9]{1,5}$", "", text).strip("[]()<>,;:=*'\"/@&")
    fix = [say.put(term.target, plain)] if plain != text and "*" not in text and is_domain(plain) else None
    return say.about("spf.domain", term.token, fix=fix, severity=severity, value=text)


def _microsoft(name: str) -> str | None:
    if name in _TAKEN_FOR_MICROSOFT:
        return MICROSOFT[0]
    return next((known for known in MICROSOFT if distance(name, known, _SLIPS) <= _SLIPS), None)
