"""The answers book: a check asks it, and whoever runs the check finds out what is still unanswered."""

from collections.abc import Callable, Mapping, Sequence

from checkers.dns.model import Answer, Question

type Lookup = Callable[[Sequence[Question]], Mapping[Question, Answer]]


class Book:
    """Answers that are known, and the questions that a check asked without getting one."""

    def __init__(self, answers: Mapping[Question, Answer] | None = None) -> None:
        self._answers = dict(answers or {})
        self._open: dict[Question, None] = {}

    def ask(self, name: str, type: str) -> Answer | None:  # noqa: A002  the field's own word
        """Return the answer, or None and remember the question: the check then says what it can without it."""
        question = Question.ask(name, type)
        answer = self._answers.get(question)
        if answer is None:
            self._open[question] = None
        return answer

    def known(self, name: str, type: str) -> Answer | None:  # noqa: A002  the field's own word
        """Return the answer where there is one; without it the question is not asked."""
        return self._answers.get(Question.ask(name, type))

    def learn(self, answers: Mapping[Question, Answer]) -> None:
        """Enter answers to questions that have none yet."""
        self._answers = dict(answers) | self._answers

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions asked and not answered, in the order in which they were asked."""
        return tuple(self._open)
