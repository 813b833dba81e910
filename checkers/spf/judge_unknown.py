"""Words that SPF does not know, and what they were probably meant to be."""

import re
from collections.abc import Iterator, Sequence

from checkers.records.said import Say
from checkers.report import Edit, Finding, Severity
from checkers.spf.grammar import ip4, ip6
from checkers.spf.model import MECHANISMS, MODIFIERS, NEED_VALUE, REPORTING, Kind, Term
from checkers.spf.removal import removal
from checkers.spf.shape import MAX_LOOK, is_address
from checkers.spf.syntax import is_valid
from checkers.text.distance import nearest
from checkers.text.domains import is_domain
from checkers.text.token import Token

_ALIASES = frozenset({"ipv4", "ipv6", "ip", "ip-4", "ip-6", "ip.4", "ip.6", "ip_4", "ip_6", "ip4v", "ip6v", "address"})
_LETTERS_FOR_DIGITS = str.maketrans("10", "lo")  # "a11"
_DOT_FOR_COLON = re.compile(r"(ip[46](?=[._-])|include(?=\.)).", re.IGNORECASE)
_SIGN_BEHIND = re.compile(r"all([-~?])")
_ODD_SIGN = re.compile(r"([_=*!.:/'])all")  # an underscore is the minus with the shift key held
_MEANT = {"al": "all", "host": "a", "includes": "include", "domain": "include", "spf": "include", "exist": "exists"}


def is_comment(term: Term) -> bool:
    """Tell whether a word looks like no term at all; behind `all` it is a comment or another column of a panel."""
    bare = term.token.text.lstrip("+-~?")
    return term.kind is Kind.UNKNOWN and not term.separator and not family_of(bare) and not is_domain(bare[:MAX_LOOK])


def comment(say: Say, terms: Sequence[Term]) -> Finding:
    """Return the one finding for such words behind `all`: to delete them changes nothing."""
    tokens = [term.token for term in terms]
    text = " ".join(token.text for token in tokens)
    return say.about("spf.unknown-mechanism", *tokens, fix=removal(say, tokens), term=text)


def unknown(say: Say, term: Term) -> Finding:  # noqa: PLR0911  one guess a line
    """Return the finding for a term that no rule of RFC 7208 covers."""
    word, token = term.word, term.token
    bare = token.text.lstrip("+-~?")
    sign = token.text[: len(token.text) - len(bare)]
    if family := family_of(bare):
        meant = f"{family}:{bare}"
        return say.about("spf.bare-address", token, fix=[say.put(token, sign + meant)], meant=meant)
    if word in _ALIASES or (word in {"ip4", "ip6"} and term.separator):
        name = family_of(term.value.text) or ("ip6" if "6" in word or ":" in term.value.text else "ip4")
        return say.about("spf.ip-name", token, fix=[_renamed(say, term, f"{name}:")], meant=f"{name}:{term.value.text}")
    if word in MODIFIERS:
        edit = _renamed(say, term, f"{word}=", keep_sign=False)
        return say.about("spf.colon-or-equals", token, fix=[edit], meant=f"{word}={term.value.text}")
    if dotted := _DOT_FOR_COLON.match(bare):
        meant = f"{dotted[1]}:{bare[dotted.end() :]}"
        if is_valid(meant):
            return say.about("spf.colon-or-equals", token, fix=[say.put(token, sign + meant)], meant=meant)
    if is_domain(bare[:MAX_LOOK]) and not term.separator and nearest(word, MECHANISMS, 1) is None:
        name = "include" if bare.lower().startswith(("_spf", "spf.")) else "a"
        return say.about("spf.bare-host", token, fix=[say.insert(term.name.start, f"{name}:")], meant=f"{name}:{bare}")
    if meant_all := _odd_all(token.text.lower()):
        return say.about("spf.misspelt", token, fix=[say.put(token, meant_all)], meant=meant_all)
    inner = token.text.strip("()[]{}<>*_.,:=/")
    if inner != token.text and is_valid(inner):
        return say.about("spf.misspelt", token, fix=[say.put(token, inner)], meant=inner)
    if not inner.strip("0123456789+-~?&|#"):  # a time to live, a lone sign
        return say.about("spf.unknown-mechanism", token, fix=[say.remove(token)])
    return _misspelt(say, term) or say.about("spf.unknown-mechanism", token)


def other_modifier(say: Say, term: Term) -> Iterator[Finding]:
    """Yield what there is to say about `name=value`, which receivers ignore whatever was meant by it."""
    word, value = term.word, term.value.text
    if word in REPORTING:
        return
    if word == "v" and value.lower() == "spf1":
        yield say.about("spf.version-again", term.token, fix=[say.remove(term.token)])
        return
    name = word if word in MECHANISMS else ("ip4" if word in _ALIASES else None)
    if name in {"ip4", "ip6"}:
        name = family_of(value) or name
    if name:
        meant = name + (f":{value}" if value else "")
        fix = [say.put(term.token, meant)] if is_valid(meant) else None
        yield say.about("spf.colon-or-equals", term.token, fix=fix, severity=Severity.RISKS, meant=meant)
        return
    near = nearest(word, (*MODIFIERS, *MECHANISMS), 1 if len(word) < 5 else 2)  # noqa: PLR2004
    meant = near + ("=" if near in MODIFIERS else ":") + value if near and near != "all" else ""
    if meant and is_valid(meant):
        yield say.about("spf.misspelt-modifier", term.token, fix=[say.put(term.token, meant)], meant=meant)
    else:
        yield say.about("spf.unknown-modifier", term.token)


def family_of(text: str) -> str | None:
    """Return "ip4" or "ip6" where `text` is an address or network of that family."""
    plain = text[:MAX_LOOK].partition("/")[0]
    if ip4(plain) or (is_address(text) and "." in plain and ":" not in plain):
        return "ip4"
    return "ip6" if ":" in plain and ip6(plain) else None


def _odd_all(text: str) -> str | None:
    """Return what "_all" or "all-" is meant to be; where the sign cannot be told, the mild one."""
    if match := _SIGN_BEHIND.fullmatch(text):
        return f"{match[1]}all"
    if match := _ODD_SIGN.fullmatch(text):
        return "-all" if match[1] == "_" else "~all"
    return None


def _misspelt(say: Say, term: Term) -> Finding | None:
    word = term.word.rstrip(".")
    limit = 1 if len(word) < 5 else 2  # noqa: PLR2004  two letters off in "al" could be anything
    near = _MEANT.get(word)
    if near is None and len(word) > 1:
        lettered = word.translate(_LETTERS_FOR_DIGITS)
        near = lettered if lettered in MECHANISMS else nearest(word, (*MECHANISMS, *MODIFIERS), limit)
    if near is None or (near in NEED_VALUE and not term.value.text.strip("=:")):
        return None
    value = term.value.text.lstrip(":=")
    if near == "all" or not value:
        separator, value = "", ""
    else:
        separator = "=" if near in MODIFIERS else "" if value.startswith("/") else ":"
    qualifier = "" if near in MODIFIERS else term.qualifier.text[-1:]
    meant = qualifier + near + separator + value
    fix = [say.put(term.token, meant)] if is_valid(meant) or near in {"ip4", "ip6"} else None
    return say.about("spf.misspelt", term.token, fix=fix, meant=meant)


def _renamed(say: Say, term: Term, name: str, *, keep_sign: bool = True) -> Edit:
    start = term.name.start if keep_sign else term.token.start
    return say.put(Token("", start, term.separator.end), name)
