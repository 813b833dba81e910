"""Rounds of questions: asked together, each only once, answers kept as long as they hold."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

from checkers.dns import Answer, Question
from checkers.dns.wire import Reply
from checkers.report import Report
from checkers.run import Inquiry

MAX_KEPT = 4_096  # answers that are kept: what many domains share, and no more memory for more domains


class Transport(Protocol):
    """What carries questions to a resolver."""

    def ask(self, question: Question, done: Callable[[Question, Reply], None]) -> None:
        """Call `done` once, later or at once, with what comes back."""


@dataclass(slots=True)
class _Round:
    """The questions that somebody waits for."""

    waits: asyncio.Future[None]
    missing: set[Question]
    answers: dict[Question, Answer] = field(default_factory=dict)

    def take(self, question: Question, answer: Answer) -> None:
        self.answers[question] = answer
        self.missing.discard(question)
        if not self.missing and not self.waits.done():
            self.waits.set_result(None)


class Asker:
    """Asks a resolver for many at the same time."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._waiting: dict[Question, list[_Round]] = {}
        self._kept: OrderedDict[Question, tuple[float, Answer]] = OrderedDict()

    async def answers(self, questions: Sequence[Question]) -> Mapping[Question, Answer]:
        """Return an answer to each question; they go out together."""
        round_ = _Round(asyncio.get_running_loop().create_future(), set(questions))
        now = monotonic()
        for question in questions:
            kept = self._kept.get(question)
            if kept and kept[0] > now:
                self._kept.move_to_end(question)
                round_.take(question, kept[1])
            elif question in self._waiting:
                self._waiting[question].append(round_)
            else:
                self._waiting[question] = [round_]
                self._transport.ask(question, self._learn)
        if round_.missing:
            await round_.waits
        return {question: round_.answers[question] for question in questions}

    def _learn(self, question: Question, reply: Reply) -> None:
        if reply.ttl and not reply.answer.fault:
            self._kept[question] = (monotonic() + reply.ttl, reply.answer)
            self._kept.move_to_end(question)
            if len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        for round_ in self._waiting.pop(question, ()):
            round_.take(question, reply.answer)


async def inquire(inquiry: Inquiry, asker: Asker) -> Report:
    """Run a check to its end, round by round; return its report."""
    while inquiry.open:
        inquiry.learn(await asker.answers(inquiry.open))
    return inquiry.report
