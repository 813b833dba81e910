"""How key records are found and judged, for the flow that all tag-lists share."""

from collections.abc import Iterable

from checkers.dkim.find import find_keys
from checkers.dkim.judge import facts, judge
from checkers.dkim.model import DKIM
from checkers.records.flow import Rules
from checkers.report import Fact

RULES = Rules(DKIM, judge, facts, find_keys)


def without_tags(told: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts without those of single tags, whose meaning stands in others."""
    return tuple(fact for fact in told if fact.name not in DKIM.tags)
