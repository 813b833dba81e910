"""What-if for a record that needs too many lookups: what is enough, alone or together, and what saves most."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checkers.report import Choice, Node, Value
from checkers.spf.evaluation.choices import MAX_RECORD, changed, flat
from checkers.spf.evaluation.model import MAX_LOOKUPS, Kind, Step
from checkers.spf.evaluation.survey import MAX_COUNT, Surveyed

MAX_ENOUGH = 6  # ways that are shown of those that are enough
MAX_PART = 4  # and of those that are not
_UNUSED = {Kind.VOID, Kind.NO_NAME}  # a term that never matches can go without loss


@dataclass(frozen=True, slots=True)
class _Way:
    """Something that can be done about the term number `place`: `terms` take its place."""

    place: int
    step: Step
    terms: tuple[str, ...] = ()

    @property
    def keeps(self) -> bool:
        """True where nobody who sends is left out."""
        return bool(self.terms) or self.step.kind in _UNUSED


def savings(text: str, surveyed: Surveyed) -> tuple[Node, ...]:
    """Return nodes whose choices lower the cost of the record `text`, those that save most first.

    What is enough by itself comes first; where nothing is, that is the smallest set that is enough together, which
    keeps the addresses behind as many terms as it can. Empty where the record costs no more than is allowed, where
    what it costs is not known, and where it is faulty: that comes first.
    """
    known = surveyed.complete and not surveyed.policy.faults
    if not known or not MAX_LOOKUPS < surveyed.total <= MAX_COUNT or len(text) > MAX_RECORD:
        return ()
    need = surveyed.total - MAX_LOOKUPS
    ways = sorted(_ways(surveyed.steps), key=lambda way: (-way.step.cost, not way.keeps))
    single = [_alone(text, surveyed.total, way) for way in ways if _is_left(text, [way])]
    enough = [choice for choice in single if _total(choice) <= MAX_LOOKUPS][:MAX_ENOUGH]
    if not enough and (chosen := _smallest(ways, need)) and _is_left(text, chosen):
        together = _together(text, surveyed.total, chosen)
        enough = [together] if len(together.text) <= MAX_RECORD else []
    # one way a term is enough to tell what saves most
    firsts = _one_a_term(way for way in ways if way.step.cost < need and _is_left(text, [way]))
    part = [_alone(text, surveyed.total, way) for way in firsts[:MAX_PART]]
    limit = f"\N{LESS-THAN OR EQUAL TO} {MAX_LOOKUPS}"
    nodes = (("enough", limit, enough), ("not-enough", "\N{HORIZONTAL ELLIPSIS}", part))
    return tuple(
        Node(kind, shown, {"limit": MAX_LOOKUPS}, choices=tuple(listed)) for kind, shown, listed in nodes if listed
    )


def _ways(steps: Sequence[Step]) -> Iterator[_Way]:
    for place, step in enumerate(steps):
        if not step.cost:
            continue
        if terms := flat(step):
            yield _Way(place, step, tuple(terms))
        yield _Way(place, step)


def _one_a_term(ways: Iterable[_Way]) -> list[_Way]:
    """Return the first way of each term."""
    found: dict[int, _Way] = {}
    for way in ways:
        found.setdefault(way.place, way)
    return list(found.values())


def _smallest(ways: Sequence[_Way], need: int) -> list[_Way]:
    """Return the fewest ways that save `need` lookups, as few as possible of which leave somebody out."""
    keeping = _one_a_term(way for way in ways if way.keeps)
    leaving = [way for way in ways if not way.terms and way.place not in {kept.place for kept in keeping}]
    for size in range(1, len(keeping) + len(leaving) + 1):
        for left_out in range(max(0, size - len(keeping)), min(size, len(leaving)) + 1):
            chosen = [*keeping[: size - left_out], *leaving[:left_out]]
            if sum(way.step.cost for way in chosen) >= need:
                return chosen
    return []


def _is_left(text: str, ways: Sequence[_Way]) -> bool:
    """Tell whether there is a record then that names anybody."""
    _, *words = changed(text, {way.place: way.terms for way in ways}).lower().split(" ")
    return any(word.lstrip("+-~?") != "all" and not word.startswith("exp=") for word in words)


def _alone(text: str, total: int, way: _Way) -> Choice:
    record = changed(text, {way.place: way.terms})
    values: dict[str, Value] = {"total": total - way.step.cost, "term": way.step.rule.text, "size": len(record)}
    return Choice("flatten-term" if way.terms else "without-term", values, record)


def _together(text: str, total: int, ways: Sequence[_Way]) -> Choice:
    record = changed(text, {way.place: way.terms for way in ways})
    listed = sorted(ways, key=lambda way: way.place)
    copied = [way.step.rule.text for way in listed if way.terms]
    removed = [way.step.rule.text for way in listed if not way.terms]
    values: dict[str, Value] = {"total": total - sum(way.step.cost for way in ways), "size": len(record)}
    if copied:
        values["copied"] = copied
    if removed:
        values["removed"] = removed
    kind = "flatten-several" if not removed else "without-several" if not copied else "several"
    return Choice(kind, values, record)


def _total(choice: Choice) -> int:
    total = choice.values["total"]
    assert isinstance(total, int)
    return total
