"""The addresses in the words of a bounce, and how sure their place makes us that they failed."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from checkers.bounce.read.reply import ADDRESS, cleaned
from checkers.bounce.wording import wording

MAX_ADDRESSES = 3000
_REACH = 300  # characters of the line looked at on each side

_LABEL = (
    r"(?:(?:intended|final|original|failed|the following)[ -])?recipients?(?: address)?: |rcpt to: ?|addressed to: "
    r"|unknown user: |user unknown: |(?:\d{1,3}[.)] )"
    r"|[^\n@]{0,60}(?:recipient|empfänger|destinatai?re?|adres[a-zé]*|e-?mail)[^\n@:]{0,30}: ?"
    r"|\"[^\"\n]{0,80}\" ?|[^\n<@:]{0,60} ?"
)
_BEFORE = re.compile(rf"[\s*•>\"'\[(-]*(?:{_LABEL})?(?:<?mailto:|smtp:|[<\[\"'(])*", re.IGNORECASE)
_AFTER = re.compile(
    r"[>\])\"']*(?:<mailto:[^>\n]*>| *[<(][^\n<>()]{0,100}[>)])?[ \t]*(?:$|[:;,#\[(<|]|-+ | {2}|\t| on [A-Z\d]|\.\.\.)"
)
_WHY = wording("place", "why")
_SOMEBODY_ELSE = re.compile(
    r"(?:message-id|from|sender|return-path|reply-to|mail from|in-reply-to|references|contact)\b[^\n]{0,40}$",
    re.IGNORECASE,
)

_FIELD_NEXT = re.compile(  # "To: Bob <bob@example.org> Subject: ...", the line ends lost
    rf">?\s*(?:{wording('forwarded', 'field').pattern})\s*:\s", re.IGNORECASE
)

NOBODY = re.compile(
    r"(?:postmaster|mailer-?daemon|abuse|delist|support|helpdesk|noreply|no-reply)@|@[^@]*\.prod\.outlook\.com$",
    re.IGNORECASE,
)


class Rank(IntEnum):
    """The place of an address, from the surest to the least."""

    ALONE = 0  # its line begins with it
    NAMED = 1  # after a label or a name
    SAYS_WHY = 2  # in a line that says that something failed
    ANYWHERE = 3
    NOT = 4  # somebody else: a sender, whom to contact


class Found(NamedTuple):
    """An address and its place."""

    address: str
    start: int
    end: int
    rank: Rank


def find(text: str) -> Iterator[Found]:
    """Yield the addresses in a text, the first 3000 of them."""
    for number, match in enumerate(ADDRESS.finditer(text)):
        if number >= MAX_ADDRESSES:
            return
        line = text.rfind("\n", max(0, match.start() - _REACH), match.start()) + 1
        line = line or max(0, match.start() - _REACH)
        stop = text.find("\n", match.end(), match.end() + _REACH)
        stop = stop if stop >= 0 else match.end() + _REACH
        address = cleaned(match[1])
        start = match.start() + match[1].find(address)
        rank = _rank(text[line : match.start()], text[match.end() : stop])
        yield Found(address, start, start + len(address), rank)


def _rank(before: str, after: str) -> Rank:
    if _SOMEBODY_ELSE.search(before):
        return Rank.NOT
    if _FIELD_NEXT.match(after):
        return Rank.ANYWHERE
    if _BEFORE.fullmatch(before) and _AFTER.match(after):
        return Rank.NAMED if before.strip(" \t<\"'*->[(") else Rank.ALONE
    return Rank.SAYS_WHY if _WHY.search(before) or _WHY.search(after) else Rank.ANYWHERE
