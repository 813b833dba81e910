"""Received lines (RFC 5321 4.4) as far as an abuse report needs them: who gave the message to whom, from where."""

import re
from dataclasses import dataclass
from ipaddress import ip_address

from checkers.message.mime import Field
from checkers.report import Span
from checkers.requests.times import utc

MAX_HOPS = 60
_MAX = 4000  # characters of one line

_COMMENT = re.compile(r"\([^()]*\)")
_HELO = re.compile(r"\b(?:helo|ehlo)[= ]", re.IGNORECASE)
_FROM = re.compile(r"\s*from\s+(?P<name>[^\s(;]+)", re.IGNORECASE)
_BY = re.compile(r"(?:^|\s)by\s+(?P<name>[^\s(;]+)", re.IGNORECASE)
_IP = re.compile(
    r"\[(?:IPv6:)?([0-9a-fA-F:.]{2,45})(?:%\w+)?\]|(?<![\w.:-])((?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?![\w.:-])"
)
_NAME = re.compile(r"\((?P<name>[A-Za-z0-9_](?:[\w-]*\.)+[A-Za-z][\w-]*)\.?\s*(?=\[)")
_LOCAL = re.compile(r"[(\[](?:localhost|local)[\])]", re.IGNORECASE)
_WITHIN = re.compile(
    r"[^;]{0,300}?\bwith (?:local|lmtp|lmtps|lmtpa|lmtpsa|mapi)\b", re.IGNORECASE
)  # no way over the net


@dataclass(frozen=True, slots=True)
class Hop:
    """One Received line.

    `helo` is what the sending host called itself, `name` what the receiving server found in DNS for `ip`; anybody can
    write a helo.
    """

    span: Span
    text: str
    helo: str | None
    name: str | None
    ip: str | None
    by: str | None
    time: str | None  # UTC
    local: bool  # by what the receiving server wrote, it came from its own machine

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names of the host that gave the message."""
        return tuple(filter(None, (self.name, self.helo)))


def read_hop(line: Field, span: Span) -> Hop:
    """Return what a Received field says; what it does not say is None."""
    text = line.value[:_MAX]
    words, _, date = text.rpartition(";")
    words = words or text
    by = _by(words)
    giver = words[: by.start()] if by else words if _FROM.match(words) else ""
    comments = [match[0] for match in _COMMENT.finditer(giver)]
    found = _FROM.match(giver)
    helo = found["name"].strip("[]").lower() if found else None
    names = [name["name"].lower() for comment in comments if (name := _NAME.match(comment))]
    return Hop(
        span,
        text,
        helo,
        names[-1] if names and names[-1] != "unknown" else None,
        _address(comments) or (_literal(found["name"]) if found else None),
        by["name"].strip("[]").lower() if by else None,
        utc(date) if date else None,
        _LOCAL.search(" ".join(comments)) is not None
        or (by is not None and _WITHIN.match(words, by.end()) is not None),
    )


def _by(words: str) -> re.Match[str] | None:
    """Return the "by" that is no part of a comment."""
    bare = _COMMENT.sub(lambda comment: " " * len(comment[0]), words)
    return _BY.search(bare)


def _address(comments: list[str]) -> str | None:
    """Return the address that the receiving server wrote: the last one, and never what the other side called itself."""
    for comment in reversed(comments):
        seen = comment[: mark.start()] if (mark := _HELO.search(comment)) else comment
        for match in reversed(list(_IP.finditer(seen))):
            if address := _literal(match[1] or match[2]):
                return address
    return None


def _literal(text: str) -> str | None:
    try:
        address = ip_address(text.strip("[]").lower().removeprefix("ipv6:"))
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)
