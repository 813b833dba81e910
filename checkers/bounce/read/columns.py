"""Tables of deliveries: Exchange's message tracking log, message traces and other exports with a line of titles."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from checkers.bounce.model import Action, Failure, Origin, Said
from checkers.bounce.read.cells import Cells, cells_at
from checkers.bounce.read.log import latest
from checkers.bounce.read.reply import ADDRESS, cleaned, host_in, reply_in, status_in
from checkers.bounce.read.untitled import untitled
from checkers.bounce.read.words import in_one_line
from checkers.bounce.wording import listed, wording
from checkers.message import Passage

MAX_ROWS = 20_000
_FEW = 2  # columns that a sentence with commas may have too
_TITLE_LINES = 40  # lines looked through for the titles
_LAST_ERROR = re.compile(r"\bLED=(.*?)(?:\};?\s*\{|\}|$)", re.DOTALL)
_SERVER = re.compile(r"\bFQDN=([\w.-]+\.[A-Za-z]{2,63})")
_BLOCK = re.compile(
    r"^[ \t]*(?P<name>[^\W\d_][\w .()-]{1,60}?)[ \t]*(?: :|:)[ \t]+(?P<value>[^\n]*(?:\n[ \t]{8,}[^\n]*)*)",
    re.MULTILINE,
)
_AROUND = re.compile(r"[{\[ ]*(?:smtp;)?(?=[^{\[ ])")
_NAMED = r"[^\s;,#]{1,320}@[^\s;,#]{1,255}"
_NESTED = re.compile(rf"({_NAMED})##([^#;]*)##([^#]*?)(?=;{_NAMED}##|##|$)", re.DOTALL)


def read_columns(passage: Passage) -> list[Failure]:
    """Return what became of each recipient that a table names; empty where the text is no such table."""
    rows = _rows(passage.text) or untitled(passage.text) or _blocks(passage.text)
    return latest(failure for cells in rows for failure in _read(passage, cells))


@cache
def _roles() -> dict[str, str]:
    """Return what each title of a column means, titles in small letters without anything between them."""
    return {_plain(title): role for role, titles in listed("column").items() for title in titles}


def _plain(title: str) -> str:
    return re.sub(r"[^\w]|_", "", title.partition("(")[0]).lower()


def _rows(text: str) -> list[Cells]:
    """Return the cells of each row by the meaning of their column."""
    position = 0
    for _ in range(_TITLE_LINES):
        end = text.find("\n", position)
        line = text[position : end if end >= 0 else len(text)]
        start = position + (line.startswith("#Fields:") and len("#Fields:"))
        comma = max(",;\t", key=line.count)
        titles = [_roles().get(_plain(text[slice(*place)]), "") for place in cells_at(text, start, comma)[0]]
        known = {*titles} - {""}
        if end >= 0 and known & {"recipient", "answer"} and len(known) > 1 and len(titles) > _FEW:
            return list(_below(text, end + 1, titles, comma))
        if end < 0:
            break
        position = end + 1
    return []


def _below(text: str, position: int, titles: list[str], comma: str) -> Iterator[Cells]:
    for _ in range(MAX_ROWS):
        if position >= len(text):
            return
        if text[position] in "#\n":  # a comment, an empty line
            position = text.find("\n", position) + 1 or len(text)
            continue
        cells, position = cells_at(text, position, comma)
        row: Cells = {}
        for title, place in zip(titles, cells, strict=False):
            if title and place[0] < place[1]:
                row.setdefault(title, place)
        yield row


def _blocks(text: str) -> list[Cells]:
    """Return the cells of what PowerShell's Format-List prints: a title and a value a line, a blank line between."""
    rows: list[Cells] = []
    row: Cells = {}
    last = 0
    for number, match in enumerate(_BLOCK.finditer(text)):
        if number > MAX_ROWS * 10:
            break
        role = _roles().get(_plain(match["name"]), "")
        if row and (role in row or "\n\n" in text[last : match.start()]):
            rows.append(row)
            row = {}
        last = match.end("value")
        if role:
            row[role] = match.span("value")
    rows.append(row)
    whole = [row for row in rows if "recipient" in row and ("answer" in row or "event" in row)]
    return whole if any("event" in row for row in whole) else []


def _read(passage: Passage, cells: Cells) -> Iterator[Failure]:
    if "answer" in cells and "##" in passage.text[slice(*cells["answer"])]:
        yield from _recipients_with_status(passage, cells)
        return
    if "recipient" not in cells:
        return
    event = passage.text[slice(*cells["event"])].strip(' {}"') if "event" in cells else None
    answer = passage.within(*cells["answer"]) if "answer" in cells else None
    one = _answered(answer, passage, cells)
    if (action := _action(event, one)) is None:
        return
    one = replace(one, action=action, queue_id=_message(passage, cells))
    start, end = cells["recipient"]
    for address in ADDRESS.finditer(passage.text, start, end):
        braced = address[1].startswith("{")  # as PowerShell prints a list
        place = passage.span(address.start(1) + braced, address.end(1))
        yield replace(one, recipient=Said(cleaned(address[1][braced:]), place))


def _recipients_with_status(passage: Passage, cells: Cells) -> Iterator[Failure]:
    """Yield what an extended message trace says in one cell: "a@example.com##Receive, Fail##550 ...;b@..."."""
    for match in _NESTED.finditer(passage.text, *cells["answer"]):
        one = _answered(passage.within(*match.span(3)), passage, cells)
        if (action := _action(match[2].rpartition(",")[2].strip(), one)) is not None:
            to = Said(match[1], passage.span(*match.span(1)))
            yield replace(one, action=action, recipient=to, queue_id=_message(passage, cells))


def _message(passage: Passage, cells: Cells) -> str | None:
    return passage.text[slice(*cells["message"])] if "message" in cells else None


def _answered(answer: Passage | None, passage: Passage, cells: Cells) -> Failure:
    """Return what the cells say of the other server's answer."""
    code = passage.within(*cells["code"]) if "code" in cells else None
    host = passage.within(*cells["host"]) if "host" in cells else None
    named = Said(host.text.split()[0], host.span(0, len(host.text.split()[0]))) if host and host.text.strip() else None
    if answer is None:
        return Failure(Action.FAILED, Origin.LOG, None, None, status_in(code) if code else None, remote_host=named)
    if server := _SERVER.search(answer.text):
        named = Said(server[1], answer.span(*server.span(1)))
    inner = _LAST_ERROR.search(answer.text)
    said = answer.within(*inner.span(1)) if inner else _bare(answer)
    status = status_in(said) or (status_in(code) if code else None)
    return Failure(
        Action.FAILED, Origin.LOG, None, None, status, None, reply_in(said), in_one_line(said), named or host_in(said)
    )


def _bare(answer: Passage) -> Passage:
    """Return an answer without the braces around it and the type before it ("smtp;550 ...")."""
    match = _AROUND.match(answer.text)
    if match is None:
        return answer
    return answer.within(match.end(), len(answer.text.rstrip("} ") if "{" in match[0] else answer.text))


def _action(event: str | None, one: Failure) -> Action | None:
    """Return what an event means; without one the answer decides, and None is something else that happened."""
    if event:
        for action in Action:
            if wording("event", action).fullmatch(event):
                return action
        if wording("event", "other").fullmatch(event):
            return None
    code = one.reply or one.status
    return {"4": Action.DELAYED, "5": Action.FAILED}.get(code.value[0]) if code else None
