"""The addresses in `rua` and `ruf`: a list of URIs with a comma between them, RFC 9989 4.8 and RFC 6068."""

import re
from dataclasses import dataclass
from enum import StrEnum

from checkers.records.tags import Tag, stripped
from checkers.text.distance import distance
from checkers.text.domains import a_labels, is_domain
from checkers.text.token import Token

MAX_URIS = 50  # in one list; receivers serve two
MAX_URI = 500  # characters that are looked at

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)[ \t]*:")
# also with a space in it, another sign behind it, underscores before it
_LIKE_MAILTO = re.compile(r"[^A-Za-z0-9]{0,5}mail[ \t_-]?to(?:[ \t]*[:=;./]+[ \t]*|[ \t]+)(?=[^\s@]+@)", re.IGNORECASE)
_SIZE = re.compile(r"[ \t]*!([^@!]*)$")
# What a local part cannot hold as it is (RFC 6068 2), and "!", which RFC 7489 reads as a limit.
_ENCODED = re.compile(r"[^A-Za-z0-9._~$'()*+:%-]|%(?![0-9A-Fa-f]{2})")
_AROUND = "<>\"'[]() \t"


class Fault(StrEnum):
    """What is wrong with a report URI."""

    EMPTY = "empty"
    MAILTO = "mailto"  # an address, and "mailto:" is missing or misspelt
    SCHEME = "scheme"  # a URI of another kind
    ADDRESS = "address"  # no mail address
    CHARACTERS = "characters"  # something that must be percent-encoded or does not belong there
    SIZE = "size"  # a limit ("!10m"), which RFC 9989 took out


@dataclass(frozen=True, slots=True)
class ReportURI:
    """One URI with its place, the host that gets the report, and what is meant where that is something else."""

    token: Token
    host: str = ""
    fault: Fault | None = None
    meant: str | None = None

    @property
    def usable(self) -> bool:
        """Tell whether it is a URI that a receiver can read."""
        return self.fault in {None, Fault.SIZE, Fault.SCHEME}


def read_uris(tag: Tag) -> tuple[ReportURI, ...]:
    """Return the URIs in the value of a tag; their places are places in the same text."""
    value, found, start = tag.value, [], 0
    for piece in value.text.split(",", MAX_URIS):
        token = stripped(piece, 0, len(piece))
        at = value.start + start
        found.append(_read(Token(token.text, at + token.start, at + token.end)))
        start += len(piece) + 1
    return tuple(found[:MAX_URIS])


def _read(token: Token) -> ReportURI:
    text = token.text
    if not text:
        return ReportURI(token, fault=Fault.EMPTY)
    if len(text) > MAX_URI:
        return ReportURI(token, fault=Fault.ADDRESS)
    bare = text.strip(_AROUND)
    address, fault = _after_scheme(bare)
    if fault is Fault.SCHEME:
        return ReportURI(token, fault=fault)
    size = _SIZE.search(address)
    if size:
        address = address[: size.start()]
        fault = fault or Fault.SIZE
    address, mark, query = address.partition("?")
    meant = _meant(address.strip(_AROUND))
    if meant is None:
        return ReportURI(token, fault=Fault.ADDRESS)
    if fault in {None, Fault.SIZE} and (meant != address or bare != text):
        fault = Fault.CHARACTERS
    host = meant.rpartition("@")[2].lower()
    return ReportURI(token, host, fault, f"mailto:{meant}{mark}{query}" if fault else None)


def _after_scheme(text: str) -> tuple[str, Fault | None]:
    """Return what follows "mailto:", and what is wrong with that."""
    if text[:7].lower() == "mailto:":
        rest = text[7:]
        clean = rest.lstrip(":/ \t")
        return clean, Fault.MAILTO if clean != rest else None
    if match := _LIKE_MAILTO.match(text):
        return text[match.end() :], Fault.MAILTO
    match = _SCHEME.match(text)
    if match is None:
        return text, Fault.MAILTO
    rest = text[match.end() :].lstrip("/ \t")
    if "@" in rest and distance(match[1].lower(), "mailto", 2) <= 2:  # noqa: PLR2004  two slips of the pen
        return rest, Fault.MAILTO
    return text, Fault.SCHEME


def _meant(address: str) -> str | None:
    """Return the address as it must stand in a URI, None where it is none."""
    local, at, host = address.rpartition("@")
    name = a_labels(host.strip(". \t"))
    if not at or not local or "@" in local or name is None or not is_domain(name):
        return None
    return f"{_ENCODED.sub(_percent, local.strip())}@{name}"


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{octet:02X}" for octet in match[0].encode(errors="replace"))
