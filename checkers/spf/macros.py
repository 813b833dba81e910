"""Macro-strings, RFC 7208 section 7.1."""

import re

from checkers.spf.model import BadMacro, DomainSpec, Literal, Macro, MacroFault
from checkers.text.token import Token

LETTERS = frozenset("slodiphcrtv")
EXP_ONLY = frozenset("crt")

_ESCAPES = {"%%": "%", "%_": " ", "%-": "%20"}
_SOUND = re.compile(r"%\{([slodiphcrtv])(0*[1-9][0-9]*)?(r?)([.\-+,/_=]*)\}", re.IGNORECASE | re.ASCII)
_BODY = re.compile(r"([a-zA-Z])([0-9]*)([rR]?)([.\-+,/_=]*)")
_TOP_LABEL = re.compile(r"(?=[a-zA-Z0-9-]*[a-zA-Z-])[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?")
_ODD = re.compile(r"[^!-~]+")
MAX_BAD = 50  # places that are kept: the first is what is said
MAX_MACRO = 100  # characters: a longer brace is a missing one


def parse_macro_string(text: str, start: int, end: int) -> DomainSpec:
    """Return the pieces of `text[start:end]`; what is broken is kept aside and reading goes on behind it."""
    pieces: list[Macro | Literal] = []
    bad: list[BadMacro] = []
    at = start
    while at < end and len(bad) < MAX_BAD:
        percent = text.find("%", at, end)
        stop = percent if percent >= 0 else end
        if at < stop:
            pieces.append(Literal(_token(text, at, stop), text[at:stop]))
            bad += (BadMacro(MacroFault.CHARACTER, _token(text, *m.span())) for m in _ODD.finditer(text, at, stop))
        at = stop
        if at < end:
            piece = _at_percent(text, at, end)
            if isinstance(piece, BadMacro):
                bad.append(piece)
            else:
                pieces.append(piece)
            at = piece.token.end
    return DomainSpec(_token(text, start, end), tuple(pieces), tuple(bad))


def ends_well(spec: DomainSpec) -> bool:
    """Tell whether a domain-spec ends as `domain-end` demands: in a macro or in a dot and a top label."""
    if not spec.pieces:
        return False
    last = spec.pieces[-1]
    if isinstance(last, Macro) or last.token.text.startswith("%"):
        return True
    _, dot, label = last.text.removesuffix(".").rpartition(".")
    return bool(dot and _TOP_LABEL.fullmatch(label))


def _at_percent(text: str, at: int, end: int) -> Macro | Literal | BadMacro:
    sound = _SOUND.match(text, at, min(end, at + MAX_MACRO))
    if sound:
        return _macro(Token(sound[0], at, sound.end()), *sound.groups(""))
    pair = text[at : min(at + 2, end)]
    if pair in _ESCAPES:
        return Literal(_token(text, at, at + 2), _ESCAPES[pair])
    if pair in {"%{", "%("}:
        return _in_braces(text, at, end)
    return BadMacro(MacroFault.PERCENT, _token(text, at, at + 1))


def _in_braces(text: str, at: int, end: int) -> BadMacro:
    closing = "}" if text[at + 1] == "{" else ")"
    close = text.find(closing, at, min(end, at + MAX_MACRO))
    if close < 0:
        match = _BODY.match(text, at + 2, end)
        # a dot behind the letter rather belongs to the name than to the macro
        return BadMacro(MacroFault.BRACE, _token(text, at, match.end(3) if match else at + 2))
    token = _token(text, at, close + 1)
    if closing == ")":
        return BadMacro(MacroFault.PARENTHESES, token)
    match = _BODY.fullmatch(text, at + 2, close)
    if not match:
        known = text[at + 2 : at + 3].lower() in LETTERS
        return BadMacro(MacroFault.TRANSFORMER if known else MacroFault.LETTER, token)
    return BadMacro(MacroFault.DIGITS if match[1].lower() in LETTERS else MacroFault.LETTER, token)


def _macro(token: Token, letter: str, digits: str, reverse: str, delimiters: str) -> Macro:
    return Macro(token, letter.lower(), int(digits or 0), bool(reverse), delimiters or ".", letter.isupper())


def _token(text: str, start: int, end: int) -> Token:
    return Token(text[start:end], start, end)
