"""SMTP sessions as swaks, telnet and openssl show them, and as Exchange and IIS log them."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checkers.bounce.model import Action, Failure, Origin, Said
from checkers.bounce.read.reply import host_in, reply_in, status_in
from checkers.bounce.read.words import in_one_line
from checkers.message import Passage

_MAX_TOKENS = 20_000
_MAX_ANSWER = 1000

_MARK = (  # what stands before a line: arrows, who speaks, the fields of a log
    r"(?:[ \t]*(?:<?[-~*]{1,2}>|<[-~*]{1,2}|>>>|<<<|[<>]|[SC]:|Server:|Client:|\[\d\d:\d\d:\d\d[.\d]*\])[ \t]*"
    r"|[^\n]{0,400}?,[<>],\"?|[^\n]{0,300}?Outbound(?:Connection)?(?:Command|Response)[^\n]{0,100}? - (?:- )?)?"
)
_TOKEN = re.compile(
    rf"^{_MARK}[ \t]*(?P<reply>[2345]\d\d)(?P<more>[ +-]|\"?$)(?P<said>[^\n]*)"
    r"|\b(?P<rcpt>rcpt\s(?:- )?to):\s?<(?P<to>[^<>\s]{1,320})>(?:\s+(?P<now>[2345]\d\d)[ -](?P<answer>[^\n]*))?"
    r"|\b(?P<mail>mail\s(?:- )?from):\s?<"
    rf"|^{_MARK}(?P<other>EHLO|HELO|STARTTLS|AUTH|DATA|RSET|QUIT|VRFY|NOOP|\.)(?=\s|$)",
    re.IGNORECASE | re.MULTILINE,
)
_TAIL = re.compile(r"(?:\",.*|(?: \d+){4,} SMTP[ -]*)?\s*$")  # the other fields of a log's line
_FEW_LINES = 3
_LOST_LINES = re.compile(
    r"(?<=\S) (?=(?:->|<-|<\*\*|<~|===) |(?:EHLO |HELO |MAIL FROM:|RCPT TO:|DATA |QUIT|RSET )"
    r"|[2345]\d\d[ -](?:[245]\.\d|[A-Z]))",
    re.IGNORECASE,
)
_NAMES = re.compile(r"rcpt\s(?:- )?to:", re.IGNORECASE)
_ANSWERS = re.compile(r"(?:^|\D)2[235]\d[ -]|<\*\*|,<,|OutboundConnection")
_HOST = re.compile(
    r"^(?:[= ]*(?:connected to|trying)[ \t]+(?P<to>[\w.-]+\.[a-z]{2,63})\b"
    r"|[^\n]{0,300}?\b220[ -](?P<by>[\w.-]+\.[a-z]{2,63})\s)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(slots=True)
class _Session:
    """Who has been named so far, and which commands wait for their answer (RFC 2920 lets several wait)."""

    waiting: deque[tuple[str, Said | None]]
    accepted: list[Said]


def read_session(passage: Passage) -> list[Failure]:
    """Return which recipients a session refused; delivered are those that it took.

    A text is a session where a recipient is named and some command was answered with 2xx, or where its arrows say so.
    """
    text = passage.text
    if not _NAMES.search(text) or not _ANSWERS.search(text):
        return []
    if text.count("\n") < _FEW_LINES:
        passage = replace(passage, text=_LOST_LINES.sub("\n", text))  # as long as it was: the places stay
    host = _host(passage)
    session = _Session(deque(), [])
    read: list[Failure] = []
    before: Passage | None = None  # the refusal of MAIL, which makes those of RCPT an echo
    for command, whom, answer in _answers(passage, session):
        code = answer.text[:1]
        action = {"4": Action.DELAYED, "5": Action.FAILED}.get(code)
        if command == "rcpt" and whom:
            if action is None:
                session.accepted.append(whom)
            else:
                read.append(
                    _failure(whom, before if before and answer.text.startswith("503") else answer, action, host)
                )
        elif action and command != "quit":
            before = answer if command == "mail" else before
            meant: list[Said | None] = [*session.accepted] or [None]
            read += [_failure(one, answer, action, host) for one in meant]
            session.accepted.clear()
        elif command == "." and code == "2":
            read += [Failure(Action.DELIVERED, Origin.LOG, one) for one in session.accepted]
            session.accepted.clear()
    read += [Failure(Action.DELIVERED, Origin.LOG, one) for one in session.accepted]
    named = [one for one in read if one.recipient]
    return named or read


def _answers(passage: Passage, session: _Session) -> Iterator[tuple[str, Said | None, Passage]]:
    """Yield each final answer with the command that it answers."""
    begun: int | None = None
    for number, token in enumerate(_TOKEN.finditer(passage.text)):
        if number > _MAX_TOKENS:
            return
        if token["reply"]:
            begun = token.start("reply") if begun is None else begun
            if token["more"] == "-":
                continue
            said = passage.within(begun, min(token.end("said"), begun + _MAX_ANSWER))
            begun = None
            yield from _answered(session, token["reply"], said)
        elif token["rcpt"]:
            session.waiting.append(("rcpt", Said(token["to"], passage.span(*token.span("to")))))
            if token["now"]:  # the line ends are lost
                yield from _answered(session, token["now"], passage.within(token.start("now"), token.end("answer")))
        else:
            session.waiting.append((("mail" if token["mail"] else token["other"]).lower(), None))


def _answered(session: _Session, code: str, said: Passage) -> Iterator[tuple[str, Said | None, Passage]]:
    if not session.waiting:  # the greeting
        yield "", None, said
        return
    command, whom = session.waiting.popleft()
    if command == "data" and code[0] == "3":
        session.waiting.clear()
        session.waiting.append((".", None))
    yield command, whom, said


def _failure(whom: Said | None, answer: Passage, action: Action, host: Said | None) -> Failure:
    plain = replace(answer, text=answer.text.replace("+", " ")) if answer.text[3:4] == "+" else answer
    said = in_one_line(plain.within(0, len(_TAIL.sub("", plain.text))))
    named = host_in(plain) or host
    return Failure(action, Origin.LOG, whom, None, status_in(plain), None, reply_in(plain), said, named)


def _host(passage: Passage) -> Said | None:
    """Return whom the session was with: the name that was called, else the one that greeted."""
    match = _HOST.search(passage.text)
    group = match.lastgroup if match else None
    return Said(match[group], passage.span(*match.span(group))) if match and group else None
