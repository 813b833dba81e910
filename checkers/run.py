"""Running a check: ask, let the caller answer, ask again until nothing is open."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from checkers.checks import Check, find
from checkers.dns import Answer, Book, Lookup, Question
from checkers.dns.answers import answers_in
from checkers.dns.book import Memory
from checkers.dns.given import read_given
from checkers.dns.unanswered import lookup_findings
from checkers.inputs import MAX_BYTES, Fault, Inputs
from checkers.microsoft.view import with_microsoft
from checkers.records.ask import stated_domain
from checkers.registry import finding
from checkers.report import Finding, Report

_UNREADABLE = {Fault.DAMAGED: "input.outlook-damaged", Fault.TOO_LARGE: "input.outlook-too-large"}
# What the checks say of a text that is none of theirs.
_FOREIGN = frozenset(
    {
        "abuse.not-a-message",
        "auto.not-judged-yet",
        "bounce.not-a-bounce",
        "delist.not-a-bounce",
        "headers.no-headers",
        "message.not-a-message",
        "record.not-a-record",
        "record.other-kind",
        "spf.not-spf",
    }
)
_NO_MESSAGE = {"record", "domain"}  # main inputs
BARE_KEY = "message.bare-key"
MAX_ROUNDS = 40  # SPF may chain ten includes, DMARC eight names; more rounds than this is a loop


class UnknownCheckError(ValueError):
    """There is no check of that name."""


class UnknownInputError(ValueError):
    """The check takes no input of that name."""


def check(
    name: str,
    inputs: Mapping[str, str | bytes],
    *,
    lookup: Lookup | None = None,
    now: datetime | None = None,
) -> Report:
    """Run the check `name` on what the reader gave.

    What a pasted DNS answer says is known: the input `answers`, and the text itself that holds a record. `lookup`
    answers a whole batch of the other questions at a time; without it the report's `needs` says what it would take to
    know more. `now` is the time to judge expiry by; without it nothing is said about expiry. Bad input is a finding.

    Raises UnknownCheckError and UnknownInputError.
    """
    inquiry = Inquiry(name, inputs, now=now)
    while lookup is not None and inquiry.open:
        inquiry.learn(lookup(inquiry.open))
    return inquiry.report


class Inquiry:
    """A check that is run round by round: read `open`, `learn` the answers, until `open` is empty or it is enough.

    `report` is at any time what can be said by then. Whoever asks a network that answers later (a browser, an event
    loop) uses this instead of `check`.

    Raises UnknownCheckError and UnknownInputError.
    """

    def __init__(self, name: str, inputs: Mapping[str, str | bytes], *, now: datetime | None = None) -> None:
        known = find(name)
        if known is None:
            raise UnknownCheckError(name)
        if unknown := set(inputs) - set(known.inputs):
            raise UnknownInputError(min(unknown))
        self._check = known
        self._now = now
        self._given = Inputs(inputs, known.main)
        self._unread: tuple[Finding, ...] = ()
        self._closed = tuple(_left_closed(self._given, known))
        self._asked: set[Question] = set()
        self._memory: Memory = {}  # what earlier rounds worked out
        self.rounds = 0  # how often answers were learned
        self.answers: dict[Question, Answer] = {}
        self._usable: dict[Question, Answer] = {}  # the answers that answer something
        self.open: tuple[Question, ...] = ()  # what to ask next, all at once
        self._report = _refused(self._given, known)
        if self._report is None:
            self.answers, self._unread = _pasted(self._given, known)
            self._run()

    @property
    def report(self) -> Report:
        """What can be said by now."""
        if self._report is None:
            self._judge()
        assert self._report
        return self._report

    def learn(self, answers: Mapping[Question, Answer]) -> None:
        """Go on with answers to what is open; a question without a usable one stays open and is not asked again."""
        self.rounds += 1
        self.answers |= answers
        self._run()
        if self.rounds == MAX_ROUNDS:
            self.open = ()
        self.open = tuple(question for question in self.open if question not in self._asked)

    def _run(self) -> None:
        self._asked |= set(self.open)
        self._report = None
        self._usable = {question: answer for question, answer in self.answers.items() if answer.usable}
        if self._check.foresee:
            book = self._book()
            self._check.foresee(self._given, book)
            if any(question not in self._asked for question in book.open):
                self.open = book.open
                return
        self.open = self._judge()

    def _judge(self) -> tuple[Question, ...]:
        """Make the report, and return what it leaves open."""
        book = self._book()
        shown = _handed_on(with_microsoft(self._check.run(self._given, book, self._now)), self._given)
        besides = (*_unread(self._unread, shown.findings), *self._closed, *lookup_findings(self.answers))
        self._report = replace(shown, findings=(*shown.findings, *besides)) if besides else shown
        return book.open

    def _book(self) -> Book:
        return Book(self._usable, self._memory)


def _handed_on(report: Report, given: Inputs) -> Report:
    """Return the report with the check that the text is for, where it says that it is not for this one."""
    foreign = any(found.code in _FOREIGN for found in report.findings)
    if not foreign and (report.check != "headers" or report.fact("route")):
        return report
    from checkers.auto.fitting import with_fitting  # noqa: PLC0415  few texts are for another check

    return with_fitting(report, given, foreign=foreign)


def _unread(unread: tuple[Finding, ...], findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what could not be read, without what the check itself made something of."""
    taken = [span for one in findings if one.code == BARE_KEY for span in one.spans]
    return tuple(
        one
        for one in unread
        if not one.spans
        or not all(any(by.start <= span.start and span.end <= by.end for by in taken) for span in one.spans)
    )


def _left_closed(given: Inputs, known: Check) -> Iterator[Finding]:
    """Yield what is said of attached messages that no check opens."""
    if known.main in _NO_MESSAGE or given.too_large or given.fault:
        return
    from checkers.message.mime import MAX_OPENED, left_closed  # noqa: PLC0415  a check of a record never has one

    if spans := left_closed(given.text()):
        size = sum(span.end - span.start for span in spans)
        yield finding("input.left-closed", *spans, size=size, limit=MAX_OPENED)


def _refused(given: Inputs, known: Check) -> Report | None:
    """Return the report on inputs that cannot be judged at all, None where they can."""
    if size := given.too_large:
        return Report(known.name, (finding("input.too-large", size=size, limit=MAX_BYTES),))
    if fault := given.fault:
        return Report(known.name, (finding(_UNREADABLE[fault]),))
    if not any(given.stated(n) for n in ((known.main,) if known.needs_main else known.inputs)):
        return Report(known.name, (finding("input.no-domain" if known.asks else "input.empty"),), parts=known.nothing)
    return None


def _pasted(given: Inputs, known: Check) -> tuple[dict[Question, Answer], tuple[Finding, ...]]:
    """Return what the reader's own texts answer, and what is said about answers that cannot be read."""
    if "answers" not in known.inputs:
        return {}, ()
    named = next((text for name in ("domain", "mail_from", "helo") if (text := given.stated(name))), "")
    origin = stated_domain(named)
    # a record's paste is the reader's own DNS; a message is not, whatever it says about keys
    answers = dict(answers_in(given.text(), origin)) if known.main == "record" else {}
    if not given.stated("answers"):
        return answers, ()
    pasted, unread = read_given(given.text("answers"), origin, "answers")
    return answers | dict(pasted.answers), unread
