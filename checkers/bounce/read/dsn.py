"""Delivery status fields (RFC 3464), in their own part or in pasted text, with their line ends or without."""

import re
from collections.abc import Iterator

from checkers.bounce.model import Action, Failure, Origin, Said
from checkers.bounce.read.reply import ADDRESS, cleaned, host_in, reply_in, status_in
from checkers.message import Passage
from checkers.report import Span

MAX_RECIPIENTS = 20_000

_NAMES = (
    "Reporting-MTA|Received-From-MTA|DSN-Gateway|Arrival-Date|Original-Envelope-Id|X-Original-Message-ID"
    "|X-Postfix-Sender|X-Postfix-Queue-ID|Final-Recipient|Original-Recipient|X-Actual-Recipient|Action|Status|Remote-MTA"
    "|Diagnostic-Code|Last-Attempt-Date|Final-Log-ID|Will-Retry-Until|X-Display-Name|X-Supplementary-Info"
)
_FIELD = re.compile(
    rf"(?:^|(?<=[\s>]))(?P<name>{_NAMES})[ \t]*:[ \t]*"
    r"|^(?P<other>X-[\w-]{1,60}|[A-Z][a-z]+(?:-[A-Za-z]+){1,5}):[ \t]",
    re.IGNORECASE | re.MULTILINE,
)
_END = re.compile(r"\n[ \t]*(?:\n|\Z)|\n--[^\n]+|\Z")
_TYPE = re.compile(r"[ \t]*[A-Za-z0-9-]{1,30}[ \t]*;[ \t\n]*")
_PRESENT = re.compile(r"(?:Final|Original)-Recipient[ \t]*:", re.IGNORECASE)
_CODE = re.compile(r"([245]\.\d{1,3}\.\d{1,3})", re.ASCII)
_FOLD = re.compile(r"\s+")

type _Group = dict[str, tuple[int, int]]


def is_dsn(passage: Passage) -> bool:
    """Tell whether a text holds the recipient fields of a delivery status."""
    return "ecipient" in passage.text.lower() and _PRESENT.search(passage.text) is not None


def read_dsn(passage: Passage) -> list[Failure]:
    """Return every recipient that the fields name, whatever became of it."""
    about: _Group = {}
    failures: list[Failure] = []
    for group in _groups(passage.text):
        if "final-recipient" in group or "original-recipient" in group:
            if len(failures) < MAX_RECIPIENTS:
                failures.append(_failure(passage, group, about))
        else:
            about = group | about
    return failures


def _groups(text: str) -> Iterator[_Group]:
    group: _Group = {}
    before = 0
    matches = list(_FIELD.finditer(text))
    for number, match in enumerate(matches):
        following = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        end = _END.search(text, match.end(), following)
        name = (match["name"] or "").lower()
        again = name in group and name in {"final-recipient", "original-recipient", "action", "status"}
        if group and (again or "\n\n" in text[before : match.start()]):
            yield group
            group = {}
        before = max(match.end(), min(following, end.start() if end else following))
        if name and name not in group:
            group[name] = (match.end(), before)
    if group:
        yield group


def _failure(passage: Passage, group: _Group, about: _Group) -> Failure:
    final, original = _address(passage, group, "final-recipient"), _address(passage, group, "original-recipient")
    recipient = final if final and _complete(final.value) else original or final
    diagnostic = _value(passage, group, "diagnostic-code")
    said = _passage(passage, group, "diagnostic-code")
    field_status = _status(passage, group)
    spoken = status_in(said) if said else None
    status = _ruling(field_status, spoken)
    reply = reply_in(said) if said else None
    reporting = _value(passage, about, "reporting-mta")
    return Failure(
        _action(passage, group, status),
        Origin.MACHINE,
        recipient,
        original.value if original and recipient and original.value.lower() != recipient.value.lower() else None,
        status,
        field_status if status and field_status and status.value != field_status.value else None,
        reply,
        diagnostic,
        _host(_value(passage, group, "remote-mta")) or (host_in(said) if said else None),
        reporting.value.split()[0] if reporting else None,
    )


def _host(said: Said | None) -> Said | None:
    """Return a host name without what some servers add to it: "mx.example.com (192.0.2.1)"."""
    if said is None:
        return None
    name = re.split(r"[\s(]", said.value, maxsplit=1)[0]
    span = Span(said.span.start, said.span.start + len(name)) if said.span else None
    return Said(name, span) if name else None


def _complete(address: str) -> bool:
    return "." in address.rpartition("@")[2] and "@" in address


def _ruling(field: Said | None, spoken: Said | None) -> Said | None:
    """Choose between the Status field and the code in the text: what the refusing host said is nearer the truth.

    Except where a queue ran out of time: the last temporary answer is not why the message came back.
    """
    if field and spoken and (field.value[0] == "5") and spoken.value[0] != "5":
        return field
    return spoken or field


def _status(passage: Passage, group: _Group) -> Said | None:
    if place := group.get("status"):
        match = _CODE.search(passage.text, *place)
        return Said(match[1], passage.span(*match.span(1))) if match else None
    return None


def _action(passage: Passage, group: _Group, status: Said | None) -> Action:
    said = _FOLD.sub(" ", passage.text[slice(*group["action"])]).strip().lower() if "action" in group else ""
    for action in Action:
        if said.startswith(action):
            return action
    if status and status.value[0] == "4":
        return Action.DELAYED
    return Action.DELIVERED if status and status.value[0] == "2" else Action.FAILED


def _address(passage: Passage, group: _Group, name: str) -> Said | None:
    if (place := group.get(name)) is None:
        return None
    if match := ADDRESS.search(passage.text, *place):
        return Said(cleaned(match[1]), passage.span(*match.span(1)))
    return _value(passage, group, name)


def _passage(passage: Passage, group: _Group, name: str) -> Passage | None:
    if (place := group.get(name)) is None:
        return None
    start, end = place
    kind = _TYPE.match(passage.text, start, end)
    return passage.within(kind.end() if kind else start, end)


def _value(passage: Passage, group: _Group, name: str) -> Said | None:
    inner = _passage(passage, group, name)
    if inner is None or not (value := _FOLD.sub(" ", inner.text).strip(" \t\n<>")):
        return None
    lead = len(inner.text) - len(inner.text.lstrip())
    return Said(value, inner.span(lead, len(inner.text.rstrip())))
