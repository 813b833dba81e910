"""From the text of a record to rules that can be applied, RFC 7208 sections 4.6.1, 5, 6, 7.1 and 12.

Strict: whatever the grammar does not allow is a fault. To say what is wrong and where is the work of `parse` and
`judge`, which hold on to every character; here a record is read in one pass, thousands of times a second.
"""

import re

from checkers.spf.evaluation.address import ip4_number, ip6_number
from checkers.spf.evaluation.model import RESULTS, Macro, Policy, Rule, Spec
from checkers.spf.macros import EXP_ONLY, LETTERS, MAX_MACRO

_SHIFTS = tuple({str(length): bits - length for length in range(bits + 1)} for bits in (32, 128))
_NEED_VALUE = ("include", "exists", "ip4", "ip6")
_BARE = ("a", "mx", "ptr")
_SIGNS = (("", "pass"), *RESULTS.items())
_WITH_VALUE = {sign + name: (name, result) for name in (*_NEED_VALUE, *_BARE) for sign, result in _SIGNS}
_ALONE = {sign + name: (name, result) for name in ("all", *_BARE) for sign, result in _SIGNS}
_PLAIN = re.compile(r"[!-$&-~]+")
_TOP = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
_PIECE = re.compile(r"([!-$&-~]+)|%([%_-])|%\{([A-Za-z])([0-9]*)([rR]?)([.\-+,/_=]*)\}")
_ESCAPES = {"%": "%", "_": " ", "-": "%20"}
_MODIFIER = re.compile(r"([A-Za-z][A-Za-z0-9_.\-]*)=(.*)", re.DOTALL)
_IN_RECORD = LETTERS - EXP_ONLY

_FAULT = "?"  # the name of a rule that the grammar does not allow


def is_record(text: str) -> bool:
    """Tell whether receivers take `text` for an SPF record (RFC 7208 4.5)."""
    return text[:6].lower() == "v=spf1" and text[6:7] in {"", " "}


def compile_record(text: str) -> Policy:
    """Return the rules of `text`, which `is_record`."""
    words = [word for word in text[6:].split(" ") if word]
    rules = {word: compile_term(word) for word in dict.fromkeys(words)}  # a long record repeats itself or is none
    terms = tuple([rules[word] for word in words])
    faults: list[Rule] = []
    once: dict[str, Rule] = {}  # the modifiers that may occur once
    for rule in terms:
        if rule.name == _FAULT or rule.name in once:
            faults.append(rule)
        elif rule.name in {"redirect", "exp"}:
            once[rule.name] = rule
    return Policy(terms, once.get("redirect"), once.get("exp"), tuple(faults))


def compile_term(word: str) -> Rule:
    """Return the rule in `word`; its name is "?" where the grammar does not allow it."""
    head, colon, value = word.partition(":")
    known = (_WITH_VALUE if colon else _ALONE).get(head)
    if known is None:  # capitals, a prefix length, a modifier
        bare, slash, length = head.partition("/")
        known = (_WITH_VALUE if colon else _ALONE).get(bare.lower())
        if known is None or (slash and (colon or known[0] not in {"a", "mx"})):
            return _modifier(word)
        if slash:
            return _addresses(word, *known, "", slash + length)
    name, meaning = known
    if name in {"ip4", "ip6"}:
        return _network(word, name, meaning, value)
    if not colon:
        return Rule(word, name, meaning)
    if name in {"a", "mx"}:
        name_part, tail = _tail(value) if "/" in value else (value, "")
        return _addresses(word, name, meaning, name_part, tail) if name_part else Rule(word, _FAULT)
    spec = compile_spec(value)
    return Rule(word, name if spec else _FAULT, meaning, spec)


def _modifier(word: str) -> Rule:
    match = _MODIFIER.fullmatch(word)
    if not match:
        return Rule(word, _FAULT)
    name = match[1].lower()
    if name in {"redirect", "exp"}:
        spec = compile_spec(match[2])
        return Rule(word, name if spec else _FAULT, spec=spec)
    return Rule(word, "" if not match[2] or _pieces(match[2], LETTERS)[0] else _FAULT)


def compile_spec(text: str) -> Spec | None:
    """Return a domain-spec, None where `text` is none."""
    if "%" not in text:
        return text.removesuffix(".") if _PLAIN.fullmatch(text) and _ends_in_label(text) else None
    pieces, tail = _pieces(text, _IN_RECORD)
    return tuple(pieces) if pieces and (not tail or _ends_in_label(tail)) else None


def compile_explanation(text: str) -> Spec | None:
    """Return the pieces of an explanation, in which every macro and the space is allowed, None for a fault (6.2)."""
    pieces: list[str | Macro] = []
    for at, part in enumerate(text.split(" ")):
        pieces += [" "] * (at > 0)
        if part:
            found, _ = _pieces(part, LETTERS)
            if not found:
                return None
            pieces += found
    return tuple(pieces)


def _pieces(text: str, letters: frozenset[str]) -> tuple[list[str | Macro], str]:
    """Return the pieces of a macro-string, none where it is faulty, and the plain text at its end."""
    pieces: list[str | Macro] = []
    at, tail = 0, ""
    while at < len(text):
        match = _PIECE.match(text, at)
        if not match or (match[3] and match.end() - at > MAX_MACRO):
            return [], ""
        at = match.end()
        tail, escaped, letter, digits, reverse, delimiters = match.groups(default="")
        if letter:
            if letter.lower() not in letters or (digits and not int(digits)):
                return [], ""
            pieces.append(Macro(letter.lower(), int(digits or 0), bool(reverse), delimiters or ".", letter.isupper()))
        else:
            pieces.append(tail or _ESCAPES[escaped])
    return pieces, tail


def _ends_in_label(text: str) -> bool:
    """Tell whether `text` ends in a dot and a label that is not all digits, perhaps with a final dot (7.1)."""
    _, dot, last = text.removesuffix(".").rpartition(".")
    return bool(dot) and _TOP.fullmatch(last) is not None and not last.isdigit()


def _network(word: str, name: str, meaning: str, value: str) -> Rule:
    address, slash, length = value.partition("/")
    place, read = (0, ip4_number) if name == "ip4" else (1, ip6_number)
    number = read(address)
    shift = _SHIFTS[place].get(length) if slash else 0
    if number is None or shift is None:
        return Rule(word, _FAULT)
    return Rule(word, name, meaning, None, (shift, shift), number >> shift)


def _addresses(word: str, name: str, meaning: str, value: str, tail: str) -> Rule:
    """Return an `a` or `mx` term with its prefix lengths (RFC 7208 5.3); without a value it means the domain itself."""
    four, double, six = tail.removeprefix("/").partition("//") if not tail.startswith("//") else ("", "//", tail[2:])
    shift4 = _SHIFTS[0].get(four) if four or (tail and not double) else 0
    shift6 = _SHIFTS[1].get(six) if double else 0
    spec = compile_spec(value) if value else None
    if shift4 is None or shift6 is None or (value and spec is None):
        return Rule(word, _FAULT)
    return Rule(word, name, meaning, spec, (shift4, shift6))


def _tail(value: str) -> tuple[str, str]:
    """Split "name/24//64" at the first slash behind which only digits and slashes stand."""
    kept = len(value.rstrip("0123456789/"))
    slash = value.find("/", kept)
    return (value[:slash], value[slash:]) if slash >= 0 else (value, "")
