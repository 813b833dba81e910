"""Macro expansion, RFC 7208 section 7, and which names DNS can be asked for."""

import re
from collections.abc import Callable, Iterable

from checkers.spf.evaluation.model import Macro, Spec

MAX_NAME = 253  # octets of a name in text form
MAX_LABEL = 63

_RESERVED = re.compile(r"[^A-Za-z0-9._~-]")  # RFC 3986 2.3


def expand(spec: Iterable[str | Macro], value: Callable[[str], str]) -> str:
    """Return the text of a macro-string; `value` says what a letter stands for."""
    return "".join(piece if isinstance(piece, str) else _expanded(piece, value(piece.letter)) for piece in spec)


def target(spec: Spec, value: Callable[[str], str]) -> str:
    """Return the name that a domain-spec leads to, cut from the left where it is too long (RFC 7208 7.3)."""
    if isinstance(spec, str):
        return spec
    name = expand(spec, value).removesuffix(".")
    while len(name) > MAX_NAME and "." in name:
        name = name.partition(".")[2]
    return name


def letters(spec: Spec | None) -> set[str]:
    """Return the macro letters in a domain-spec."""
    return set() if spec is None or isinstance(spec, str) else {one.letter for one in spec if isinstance(one, Macro)}


def can_be_asked(name: str) -> bool:
    """Tell whether DNS can hold `name`: no empty label, none over 63 octets, 253 in all (RFC 1035 2.3.4)."""
    if not name.isascii():
        name = name.encode("utf-8", "replace").decode("latin-1")
    if not name or len(name) > MAX_NAME:
        return False
    labels = name.split(".")
    return "" not in labels and max(map(len, labels)) <= MAX_LABEL


def is_sender_domain(name: str) -> bool:
    """Tell whether `name` can be checked at all: several labels, and no address (RFC 7208 4.3)."""
    return "." in name and can_be_asked(name) and not name.rpartition(".")[2].isdigit()


def _expanded(macro: Macro, text: str) -> str:
    if macro.digits or macro.reverse or macro.delimiters != ".":
        parts = re.split(f"[{re.escape(macro.delimiters)}]", text)
        if macro.reverse:
            parts.reverse()
        text = ".".join(parts[-macro.digits :])
    return _RESERVED.sub(_escaped, text) if macro.escape else text


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"%{octet:02X}" for octet in match[0].encode("utf-8", "surrogatepass"))
