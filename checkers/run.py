"""Running a check: ask, let the caller answer, ask again until nothing is open."""

from collections.abc import Mapping
from datetime import datetime

from checkers.checks import checks
from checkers.dns import Answer, Book, Lookup, Question
from checkers.inputs import MAX_BYTES, Inputs
from checkers.registry import finding
from checkers.report import Report

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

    `lookup` answers a whole batch of DNS questions at a time; without it the report's `needs` says what it would take
    to know more. `now` is the time to judge expiry by; without it nothing is said about expiry. Bad input is a finding.

    Raises UnknownCheckError and UnknownInputError.
    """
    known = checks().get(name)
    if known is None:
        raise UnknownCheckError(name)
    if unknown := set(inputs) - set(known.inputs):
        raise UnknownInputError(min(unknown))
    given = Inputs(inputs, known.main)
    if size := given.too_large:
        return Report(name, (finding("input.too-large", size=size, limit=MAX_BYTES),))
    if not any(given.stated(n) for n in ((known.main,) if known.needs_main else known.inputs)):
        return Report(name, (finding("input.empty"),))
    answers: dict[Question, Answer] = {}
    for _ in range(MAX_ROUNDS):
        book = Book(answers)
        report = known.run(given, book, now)
        if lookup is None or not book.open:
            break
        answers |= lookup(book.open)
    return report
