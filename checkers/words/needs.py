"""Open questions as commands that settle them."""

from collections.abc import Sequence
from typing import Any

from checkers.dns import Question
from checkers.words.catalogue import Catalogue


def needs(questions: Sequence[Question], words: Catalogue) -> dict[str, Any] | None:
    """Return the questions with a command for Unix and one for Windows each, None where nothing is open."""
    if not questions:
        return None
    items = [{"name": asked.name, "type": asked.type, "commands": commands(asked)} for asked in questions]
    return {"label": words.say("view/needs", count=len(items)), "items": items}


def commands(question: Question) -> list[str]:
    """Return what to type on Unix and in PowerShell to get the answer in a form that the checkers read."""
    name = question.name
    return [f"dig {name} {question.type}", f"Resolve-DnsName {name} -Type {question.type}"]
