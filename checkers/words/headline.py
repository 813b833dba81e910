"""A title that is put together: what happened, what speaks against it, where the message went."""

from checkers.report import Report
from checkers.words.catalogue import Catalogue

NAMES = ("headline", "although", "folder")


def headline(report: Report, words: Catalogue) -> str | None:
    """Return the sentence that the facts `headline`, `although` and `folder` make, None where there is no headline."""
    clauses = {name: words.say(f"{name}/{said}") for name in NAMES if (said := report.fact(name)) is not None}
    if "headline" not in clauses:
        return None
    return words.say("title/although-folder", "title/although", "title/folder", "title", **clauses)
