"""The answers book, with what this check alone left open."""

from checkers.dns import Answer, Book, Question, normal_name

MAX_ALIASES = 8  # in a chain


class Asked:
    """Asks a book that others may use too, and remembers its own open questions."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._open: dict[Question, None] = {}

    def ask(self, name: str, type: str) -> Answer | None:  # noqa: A002  the field's own word
        """Return the answer, or None and remember the question: of an alias, the one for the name that it leads to."""
        for _ in range(MAX_ALIASES):
            target = None if self.book.known(name, type) else self.alias(name)
            if target is None:
                break
            name = target
        answer = self.book.ask(name, type)
        if answer is None:
            self._open[Question.ask(name, type)] = None
        return answer

    def alias(self, name: str) -> str | None:
        """Return the name that a CNAME record at `name` leads to, None where none is known."""
        answer = self.book.known(name, "CNAME")
        return normal_name(answer.records[0]) if answer and answer.records else None

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions asked here and not answered, in the order in which they were asked."""
        return tuple(self._open)
