"""A signature field, RFC 6376 3.5 and RFC 8617 4.1, read as strictly as 6.1.1 of the former asks."""

import re
from binascii import a2b_base64
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from checkers.dkim.verification.octets import Field
from checkers.records.tags import Tag, TagList, parse_tags
from checkers.text.domains import MAX_NAME, a_labels

ALGORITHMS = {"rsa-sha256": ("rsa", "sha256"), "ed25519-sha256": ("ed25519", "sha256"), "rsa-sha1": ("rsa", "sha1")}
FORMS = ("simple", "relaxed")

_TAG_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_VALUE = re.compile(r"[!-:<-~\x80-\xff \t\r\n]*")
_SPACE = re.compile(r"[ \t\r\n]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_SELECTOR = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_HEADER = re.compile(r"[!-9<-~]+")
_SECONDS = re.compile(r"[0-9]{1,12}")
_LENGTH = re.compile(r"[0-9]{1,76}")
_INSTANCE = re.compile(r"[1-9][0-9]?")


class Kind(StrEnum):
    """Which field it is."""

    DKIM = "dkim-signature"
    MESSAGE = "arc-message-signature"
    SEAL = "arc-seal"


class Fault(StrEnum):
    """Why a signature field cannot be used."""

    SYNTAX = "tag-syntax"  # no tag-list, RFC 6376 3.2
    TWICE = "tag-twice"
    MISSING = "tag-missing"
    VALUE = "tag-value"
    VERSION = "version"
    ALGORITHM = "algorithm"
    FROM = "from-unsigned"
    IDENTITY = "identity"  # i= is not under d=
    TIMES = "times"  # it expires before it was made


_REQUIRED = {
    Kind.DKIM: ("v", "a", "b", "bh", "d", "h", "s"),
    Kind.MESSAGE: ("i", "a", "b", "bh", "d", "h", "s"),
    Kind.SEAL: ("i", "a", "b", "cv", "d", "s"),
}


@dataclass(frozen=True, slots=True)
class Signature:
    """What a signature field says. Names are in lower case, A-labels where need be.

    With a `fault` (in the tag `tag`, whose value is `said`) the other values are those that could be read.
    """

    kind: Kind
    field: Field
    tags: TagList
    fault: Fault | None = None
    tag: str = ""
    said: str = ""
    key_type: str = ""
    hash_name: str = ""
    signature: bytes = b""
    body_hash: bytes = b""
    relaxed_head: bool = False
    relaxed_body: bool = False
    domain: str = ""
    selector: str = ""
    identity: str = ""  # the domain in i=
    names: tuple[bytes, ...] = ()
    length: int | None = None
    time: int | None = None
    expires: int | None = None
    instance: int = 0
    chain: str = ""  # cv of a seal

    @property
    def key_name(self) -> str:
        """Where its key stands, empty where that cannot be read."""
        return f"{self.selector}._domainkey.{self.domain}" if self.selector and self.domain else ""

    @property
    def unsigned(self) -> bytes:
        """The field's octets without the value of b= and the space around it (RFC 6376 3.7), and without its CRLF."""
        octets = self.field.octets[:-2]
        tag = self.tags.tag("b")
        if tag is None:
            return octets
        start = self.field.colon + 1
        equals = self.tags.text.index("=", tag.whole.start)
        end = self.tags.text.find(";", tag.whole.end)
        return octets[: start + equals + 1] + (octets[start + end :] if end >= 0 else b"")


def read_signature(field: Field, kind: Kind) -> Signature:
    """Return what a signature field says. Nothing is raised, whatever it holds."""
    tags = parse_tags(field.value)
    values = {tag.name.text: _value(tag) for tag in reversed(tags.tags) if tag.equals}
    fault, tag = _fault(tags, values, kind)
    key_type, hash_name = ALGORITHMS.get(values.get("a", ""), ("", ""))
    head, _, body = values.get("c", "simple/simple" if kind is Kind.DKIM else "relaxed/relaxed").partition("/")
    domain, selector = _name(values.get("d", ""), _DOMAIN), _name(values.get("s", ""), _SELECTOR)
    return Signature(
        kind,
        field,
        tags,
        fault,
        tag,
        values.get(tag, ""),
        key_type,
        hash_name,
        _base64(values.get("b", "")),
        _base64(values.get("bh", "")),
        head == "relaxed",
        body == "relaxed",
        domain,
        selector,
        _name(values.get("i", "").rpartition("@")[2], _DOMAIN) if "i" in values else domain,
        tuple(name.encode("latin-1") for name in values.get("h", "").lower().split(":")),
        _number(values.get("l")),
        _number(values.get("t")),
        _number(values.get("x")),
        int(values["i"]) if kind is not Kind.DKIM and _INSTANCE.fullmatch(values.get("i", "")) else 0,
        values.get("cv", ""),
    )


def _fault(tags: TagList, values: dict[str, str], kind: Kind) -> tuple[Fault | None, str]:  # noqa: PLR0911  one fault a line
    if tags.empty or tags.cut or not tags.tags:
        return Fault.SYNTAX, ""
    if wrong := next((tag for tag in tags.tags if not _well_formed(tag)), None):
        return Fault.SYNTAX, wrong.name.text
    names = [tag.name.text for tag in tags.tags]
    if len(set(names)) < len(names):
        return Fault.TWICE, next(name for number, name in enumerate(names) if name in names[:number])
    if missing := next((name for name in _REQUIRED[kind] if name not in values), None):
        return Fault.MISSING, missing
    if kind is Kind.DKIM and values["v"] != "1":
        return Fault.VERSION, "v"
    if values["a"] not in ALGORITHMS:
        return Fault.ALGORITHM, "a"
    return _value_fault(values, kind)


def _value_fault(values: dict[str, str], kind: Kind) -> tuple[Fault | None, str]:
    for name, value in values.items():
        if (rule := _RULES.get(name)) and not rule(value, kind):
            return Fault.VALUE, name
    times = [int(values[name]) for name in ("t", "x") if name in values]
    if len(times) == 2 and times[1] <= times[0] and kind is Kind.DKIM:  # noqa: PLR2004  both of them
        return Fault.TIMES, "x"
    if kind is Kind.DKIM and "from" not in values["h"].lower().split(":"):
        return Fault.FROM, "h"
    identity = _name(values.get("i", "").rpartition("@")[2], _DOMAIN)
    domain = _name(values["d"], _DOMAIN)
    if kind is Kind.DKIM and "i" in values and f".{identity}"[-len(domain) - 1 :] != f".{domain}":
        return Fault.IDENTITY, "i"
    return None, ""


def _well_formed(tag: Tag) -> bool:
    return bool(tag.equals and _TAG_NAME.fullmatch(tag.name.text) and _VALUE.fullmatch(tag.value.text))


def _value(tag: Tag) -> str:
    """Return a value without the white space that its grammar allows: in base64, around the colons of a list."""
    text = tag.value.text
    if tag.name.text in {"b", "bh"}:
        return _SPACE.sub("", text)
    return ":".join(part.strip(" \t\r\n") for part in text.split(":")) if tag.name.text in {"h", "q"} else text


def _is_base64(value: str, kind: Kind) -> bool:
    del kind
    return len(value.rstrip("=")) % 4 != 1 and bool(_BASE64.fullmatch(value))


def _is_form(value: str, kind: Kind) -> bool:
    del kind
    return all(part in FORMS for part in value.split("/")) and value.count("/") < 2  # noqa: PLR2004


def _names_headers(value: str, kind: Kind) -> bool:
    if kind is Kind.SEAL:  # RFC 8617 4.1.3: a seal has no such tag
        return False
    # RFC 8617's own suite has empty names in the list
    names = [name for name in value.lower().split(":") if name or kind is Kind.DKIM]
    return all(map(_HEADER.fullmatch, names)) and (kind is Kind.DKIM or "arc-seal" not in names)


def _identifies(value: str, kind: Kind) -> bool:
    if kind is Kind.DKIM:
        return "@" in value and bool(_name(value.rpartition("@")[2], _DOMAIN))
    return bool(_INSTANCE.fullmatch(value))


_RULES: dict[str, Callable[[str, Kind], bool]] = {
    "b": _is_base64,
    "bh": _is_base64,
    "c": _is_form,
    "d": lambda value, _: bool(_name(value, _DOMAIN)),
    "h": _names_headers,
    "i": _identifies,
    "l": lambda value, _: bool(_LENGTH.fullmatch(value)),
    "q": lambda value, kind: kind is Kind.SEAL or "dns/txt" in value.split(":"),
    "s": lambda value, _: bool(_name(value, _SELECTOR)),
    "t": lambda value, _: bool(_SECONDS.fullmatch(value)),
    "x": lambda value, _: bool(_SECONDS.fullmatch(value)),
    "cv": lambda value, kind: kind is not Kind.SEAL or value in {"none", "pass", "fail"},
}


def _name(text: str, shape: re.Pattern[str]) -> str:
    """Return a domain or selector in lower case as A-labels (RFC 8616 5), empty where it is none."""
    if not text.isascii():
        try:
            text = a_labels(text.encode("latin-1").decode()) or ""
        except UnicodeDecodeError:
            return ""
    return text.lower() if len(text) <= MAX_NAME and shape.fullmatch(text) else ""


def _base64(value: str) -> bytes:
    return padded_base64(value) if _is_base64(value, Kind.DKIM) else b""


def padded_base64(text: str) -> bytes:
    """Return what is encoded in `text`, which may lack its padding (RFC 6376 2.10).

    Raises binascii.Error, a ValueError, where it is no base64.
    """
    return a2b_base64(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), strict_mode=True)


def _number(value: str | None) -> int | None:
    return int(value) if value and _LENGTH.fullmatch(value) else None
