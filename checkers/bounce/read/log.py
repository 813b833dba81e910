"""Logs of mail servers: Postfix, Sendmail, Exim, OpenSMTPD and qmail."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checkers.bounce.model import Action, Failure, Origin, Said
from checkers.bounce.read.qmail import Deliveries
from checkers.bounce.read.record import LONGEST, records
from checkers.bounce.read.reply import ADDRESS, cleaned, host_in, reply_in, status_in
from checkers.bounce.read.words import in_one_line
from checkers.message import Passage

_ADDRESSED = r"<?[^\s<>,]{1,320}>?"
_ANOTHER = r"<?[^\s<>,=]{1,320}@[^\s<>,]{1,255}>?"
_TO = re.compile(
    rf"\bto=(?P<to>{_ADDRESSED}(?:,\s?{_ANOTHER}){{0,200}}),\s(?P<rest>.*?\b(?:stat|status)=(?P<said>.*))",
    re.DOTALL,
)
_BRACKETED = re.compile(r"\w+\s+\((.*)\)\s*", re.DOTALL)  # Postfix: status=bounced (...)
_DSN = re.compile(r"\bdsn=([245]\.\d{1,3}\.\d{1,3})")
_SMTPD = re.compile(
    r'\bto=(?P<to><[^>\s]{1,320}>) (?P<rest>.*\bresult="?(?P<state>\w+)"? stat="?(?P<said>.*))', re.DOTALL
)
_REJECT = re.compile(
    r"\breject(?:_warning)?: \S+ from \S+: (?P<said>[45]\d\d .*?);?\s+from=<[^>]*>\s+to=<(?P<to>[^>\s]{1,320})>",
    re.DOTALL,
)
_EXIM = re.compile(
    r"(?:^|\s)(?P<flag>\*\*|==|=>|->|>>)\s(?P<to>[^\s<]{1,320})(?:\s<[^>]{1,320}>)?(?=[\s:])(?P<rest>.*)", re.DOTALL
)
_EXIM_REJECT = re.compile(
    r"\s(?P<soft>temporarily )?rejected RCPT <?(?P<to>[^\s<>]{1,320}@[^\s<>]{1,255}?)>?: (?P<said>.*)", re.DOTALL
)
_EXIM_FIELDS = re.compile(r"(?:\s+(?:[A-Z]{1,4}=\S+(?:\s\[[^\]\s]*\](?::\d+)?)?|defer\s\(-?\d+\)))+:?\s*")
_EXIM_HOST = re.compile(r"\sH=([\w.-]+\.[A-Za-z]{2,63})\s\[")
_ID = re.compile(r"\b(?:[\w/-]+\[\d+\]:\s+(?P<postfix>[0-9A-Za-z]{6,20}):|(?P<exim>\w{6}-\w{6,11}-\w{2,4})\s)")
_STATED = {"sent": Action.DELIVERED, "bounced": Action.FAILED, "undeliverable": Action.FAILED, "expired": Action.FAILED}
_STATED |= {"deferred": Action.DELAYED, "deliverable": Action.DELIVERED, "queued": Action.RELAYED}
_STATED |= {"ok": Action.DELIVERED, "tempfail": Action.DELAYED, "permfail": Action.FAILED, "expire": Action.FAILED}
_BY_CLASS = {"2": Action.DELIVERED, "4": Action.DELAYED, "5": Action.FAILED}
_FLAGS = {"**": Action.FAILED, "==": Action.DELAYED}


def read_log(passage: Passage) -> list[Failure]:
    """Return what became of each recipient of each message in a log; records that tell of none are passed over.

    Where several records tell of the same recipient of the same message, the last one counts.
    """
    text = passage.text
    if not any(sign in text for sign in ("to=", "** ", "== ", "=> ", "rejected", "delivery ")):
        return []
    read = list(_read(passage, records(text)))
    if not read and "to=" in text:  # wrapped, and no time before it
        read = list(_read(passage, [(0, min(len(text), LONGEST))]))
    return latest(read)


def latest(failures: Iterable[Failure]) -> list[Failure]:
    """Return the last that is said of each recipient of a message, in the order in which they were first named."""
    kept: dict[tuple[object, str], Failure] = {}
    for number, failure in enumerate(failures):
        whom = failure.recipient.value.lower() if failure.recipient else ""
        kept[failure.queue_id or number, whom] = failure
    return list(kept.values())


def _read(passage: Passage, places: Iterable[tuple[int, int]]) -> Iterator[Failure]:
    qmail = Deliveries()
    for start, end in places:
        record = passage.within(start, end)
        text = record.text.replace("\n", " ")  # as long as it was: the places stay
        record = replace(record, text=text)
        named = _ID.search(text, 0, 200)
        for failure in _one(record, qmail):
            yield replace(failure, queue_id=named[named.lastgroup or 0]) if named else failure


def _one(record: Passage, qmail: Deliveries) -> Iterator[Failure]:
    text = record.text
    if "to=<" in text and "reject" in text and (match := _REJECT.search(text)):
        yield _logged(record, match, Action.DELAYED if match["said"][0] == "4" else Action.FAILED)
    elif "to=" in text and "stat" in text and (match := _SMTPD.search(text) or _TO.search(text)):
        yield from _stated(record, match)
    elif "rejected RCPT" in text and (match := _EXIM_REJECT.search(text)):
        yield _logged(record, match, Action.DELAYED if match["soft"] else Action.FAILED)
    elif (match := _EXIM.search(text)) and "@" in match["to"]:
        yield _exim(record, match)
    elif "delivery" in text:
        yield from qmail.read(record)


def _stated(record: Passage, match: re.Match[str]) -> Iterator[Failure]:
    """Yield a failure for each recipient that one record of Postfix, Sendmail or OpenSMTPD names."""
    dsn = _DSN.search(match["rest"])
    word = match.groupdict().get("state") or match["said"].partition(" ")[0].strip(":,(")
    action = _BY_CLASS[dsn[1][0]] if dsn else _STATED.get(word.lower(), Action.FAILED)
    one = _logged(record, match, _STATED.get(word.lower(), action))
    if one.status is None and dsn:
        at = match.start("rest")
        one = replace(one, status=Said(dsn[1], record.span(at + dsn.start(1), at + dsn.end(1))))
    start = match.start("to")
    for address in ADDRESS.finditer(match["to"]):
        place = record.span(start + address.start(1), start + address.end(1))
        yield replace(one, recipient=Said(cleaned(address[1]), place))


def _exim(record: Passage, match: re.Match[str]) -> Failure:
    rest = match.start("rest")
    fields = _EXIM_FIELDS.match(record.text, rest)
    start = fields.end() if fields else rest
    to = _EXIM_HOST.search(record.text, rest, start)
    host = Said(to[1], record.span(*to.span(1))) if to else None
    return _logged(record, match, _FLAGS.get(match["flag"], Action.DELIVERED), (start, len(record.text)), host)


def _logged(
    record: Passage,
    match: re.Match[str],
    action: Action,
    place: tuple[int, int] | None = None,
    host: Said | None = None,
) -> Failure:
    if place is None:
        place = match.span("said")
        inner = _BRACKETED.fullmatch(record.text, *place)
        place = inner.span(1) if inner else place
    to = Said(match["to"].strip("<>"), record.span(*match.span("to")))
    if action is Action.DELIVERED:  # what else it says is of no interest
        return Failure(action, Origin.LOG, to)
    said = record.within(*place)
    host = host or host_in(said) or host_in(record)
    return Failure(action, Origin.LOG, to, None, status_in(said), None, reply_in(said), _words(said), host)


def _words(said: Passage) -> Said | None:
    stripped = said.text.rstrip(' :\n\t"')
    return in_one_line(said.within(0, len(stripped)))
