"""Who a message says it is from, RFC 5322 3.6.2: the domain that DMARC is about."""

import re
from dataclasses import dataclass
from enum import StrEnum

from checkers.dkim.verification.octets import Octets
from checkers.dns import normal_name
from checkers.report import Span
from checkers.text.domains import MAX_NAME, a_labels, is_domain

MAX_VALUE = 20_000  # characters of the field that are read
MAX_ADDRESSES = 50

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_MARK = re.compile(r"[()\\]")
_ANGLE = re.compile(r"<([^<>]*)>")
_SPACE = re.compile(r"\s+")
_GROUP = re.compile(r"[^<>@,:;]*:(.*?)(?:;|\Z)", re.DOTALL)


class Trouble(StrEnum):
    """Why there is no one domain."""

    NONE = "no-from"
    SEVERAL = "several-from"  # fields
    UNREADABLE = "from-unreadable"
    DOMAINS = "from-domains"  # addresses of several domains in one field


@dataclass(frozen=True, slots=True)
class Author:
    """The From domain in lower case as A-labels, or why there is none; `spans` are the fields."""

    domain: str = ""
    address: str = ""
    trouble: Trouble | None = None
    spans: tuple[Span, ...] = ()


def read_author(message: Octets) -> Author:
    """Return the From domain of a message."""
    fields = message.named(b"from")
    spans = tuple(message.whole(field) for field in fields[:MAX_ADDRESSES])
    if len(fields) != 1:
        return Author(trouble=Trouble.SEVERAL if fields else Trouble.NONE, spans=spans)
    found = addresses(fields[0].octets[fields[0].colon + 1 :].decode("utf-8", "replace"))
    domains = {domain for _, domain in found if domain}
    if not domains:
        return Author(trouble=Trouble.UNREADABLE, spans=spans)
    if len(domains) > 1:
        return Author(trouble=Trouble.DOMAINS, spans=spans)
    address, domain = next(one for one in found if one[1])
    return Author(domain, address, None, spans)


def addresses(value: str) -> list[tuple[str, str]]:
    """Return the addresses in a field's value and the domain of each, empty where it has none."""
    text = _without_comments(_QUOTED.sub("_", value[:MAX_VALUE]))
    text = _GROUP.sub(lambda group: group[1], text, count=1) if _GROUP.match(text) else text
    found = []
    for piece in text.split(",")[:MAX_ADDRESSES]:
        angles = _ANGLE.findall(piece)
        address = _SPACE.sub("", angles[-1] if angles else piece)
        if address:
            found.append((address, _domain(address)))
    return found


def _domain(address: str) -> str:
    local, at, domain = address.rpartition("@")
    name = a_labels(domain) if len(domain) <= MAX_NAME else None
    name = normal_name(name or "")
    return name if at and local and is_domain(name) else ""


def _without_comments(text: str) -> str:
    """Return `text` without what stands in parentheses, however deep they are."""
    pieces, depth, at, skipped = [], 0, 0, -1
    for match in _MARK.finditer(text):
        if match.start() == skipped:
            continue
        if match[0] == "\\":
            skipped = match.start() + 1
        elif match[0] == "(":
            if not depth:
                pieces.append(text[at : match.start()])
            depth += 1
        elif depth:
            depth -= 1
            at = match.end()
    return "".join((*pieces, "" if depth else text[at:]))
