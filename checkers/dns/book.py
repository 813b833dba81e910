"""The answers book: a check asks it, and whoever runs the check finds out what is still unanswered."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from checkers.dns.model import Answer, Question, Status

type Lookup = Callable[[Sequence[Question]], Mapping[Question, Answer]]

_ON_THE_WAY = ("TXT", "A", "AAAA", "MX", "NS")  # answers that may have led over an alias


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a piece of work came to, every answer that it read, and what it asked without getting one."""

    result: Any
    read: tuple[tuple[Question, Answer | None], ...]
    open: tuple[Question, ...]


type Memory = dict[Hashable, _Kept]


class Book:
    """Answers that are known, and the questions that a check asked without getting one.

    `memory` holds what was worked out from answers that are known (`once`); whoever runs a check round by round gives
    each round's book the same.
    """

    def __init__(self, answers: Mapping[Question, Answer] | None = None, memory: Memory | None = None) -> None:
        self._answers = dict(answers or {})
        self._open: dict[Question, None] = {}
        self._memory: Memory = {} if memory is None else memory

    def ask(self, name: str, type: str) -> Answer | None:  # noqa: A002  the field's own word
        """Return the answer, or None and remember the question: the check then says what it can without it."""
        question = Question.ask(name, type)
        answer = self._known(question)
        if answer is None:
            self._miss(question)
        return answer

    def known(self, name: str, type: str) -> Answer | None:  # noqa: A002  the field's own word
        """Return the answer where there is one; without it the question is not asked."""
        return self._known(Question.ask(name, type))

    def learn(self, answers: Mapping[Question, Answer]) -> None:
        """Enter answers to questions that have none yet."""
        self._answers = dict(answers) | self._answers

    def once[T](self, key: Hashable, work: "Callable[[Book], T]") -> T:
        """Return what `work` makes of this book, or what it made before where every answer that it read is the same.

        `work` is given a book of its own, whose open questions are only its own; they are this book's too.
        """
        kept = self._memory.get(key)
        if kept is None or any(self._find(question) is not answer for question, answer in kept.read):
            part = _Part(self)
            result = work(part)
            kept = self._memory[key] = _Kept(result, tuple(part.read.items()), part.open)
        else:
            for question in kept.open:
                self._miss(question)
        return cast("T", kept.result)

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions asked and not answered, in the order in which they were asked."""
        return tuple(self._open)

    def _known(self, question: Question) -> Answer | None:
        """Return the answer; that to another type says what a name is an alias of, too (RFC 1034 3.6.2)."""
        answer = self._find(question)
        if answer is None and question.type == "CNAME":
            for type_ in _ON_THE_WAY:
                other = self._find(Question(question.name, type_))
                if other and other.aliases:
                    return Answer(Status.NOERROR, other.aliases[:1])
        return answer

    def _find(self, question: Question) -> Answer | None:
        return self._answers.get(question)

    def _miss(self, question: Question) -> None:
        self._open[question] = None


class _Part(Book):
    """The book of one piece of work: it notes what is read, and asks on behalf of the book that it is part of."""

    def __init__(self, whole: Book) -> None:
        super().__init__(memory=whole._memory)  # noqa: SLF001  a book of the same kind
        self._whole = whole
        self.read: dict[Question, Answer | None] = {}

    def learn(self, answers: Mapping[Question, Answer]) -> None:
        """Enter answers in the whole book, whose part this is."""
        self._whole.learn(answers)

    def _find(self, question: Question) -> Answer | None:
        answer = self.read[question] = self._whole._find(question)  # noqa: SLF001
        return answer

    def _miss(self, question: Question) -> None:
        super()._miss(question)
        self._whole._miss(question)  # noqa: SLF001
