"""What-if: the reader's record without a term, or with the addresses that a term leads to in its place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network

from checkers.report import Choice, Value
from checkers.spf.evaluation.model import Kind, Step
from checkers.spf.evaluation.survey import Surveyed
from checkers.spf.grammar import network_text

MAX_NETWORKS = 150  # more do not fit into any record
MAX_FOUND = 2_000  # networks that are worth an attempt to join them
MAX_RECORD = 4_096  # characters: for a longer record nothing is offered
_OFFERED = {"include", "a", "mx", "redirect"}
_PLAIN = {Kind.IP, Kind.A, Kind.MX, Kind.VOID, Kind.INCLUDE, Kind.EXP, Kind.IGNORED, Kind.ALL, Kind.REDIRECT}


def choices(text: str, surveyed: Surveyed, place: int) -> tuple[Choice, ...]:
    """Return what could be done about the term number `place` of the record `text`.

    Nothing for a term that costs nothing. What the record costs then can be said once the whole cost is known.
    """
    step = surveyed.steps[place]
    if step.rule.name not in _OFFERED or not step.cost or len(text) > MAX_RECORD or step.kind is Kind.TOO_DEEP:
        return ()
    left: dict[str, Value] = {"total": surveyed.total - step.cost} if surveyed.complete else {}
    without = changed(text, {place: ()})
    found = [Choice("without", left, without)] if left and " " in without else []
    if terms := flat(step):
        flattened = changed(text, {place: terms})
        found.append(Choice("flatten", left | {"count": len(terms), "size": len(flattened)}, flattened))
    return tuple(found)


def changed(text: str, places: Mapping[int, Sequence[str]]) -> str:
    """Return the record `text` with other terms in place of those with these numbers.

    Those of a redirect go to the end: that is when it counts, wherever it stands.
    """
    version, *words = (word for word in text.split(" ") if word)
    kept, last = [version], list[str]()
    for place, word in enumerate(words):
        if place in places and word.lower().startswith("redirect="):
            last += places[place]
        else:
            kept += places.get(place, (word,))
    return " ".join([*kept, *last])


def flat(step: Step) -> list[str]:
    """Return the `ip4` and `ip6` terms that say the same as a term, none where that cannot be said or not yet."""
    found = _networks(step)
    if found is None or len(found) > MAX_FOUND:
        return []
    networks = [*_collapsed(found, "ip4:"), *_collapsed(found, "ip6:")]
    sign = step.rule.text[0] if step.rule.text[0] in "+-~?" else ""
    terms = [f"{sign}ip{network.version}:{network_text(network)}" for network in networks]
    if not terms or len(terms) > MAX_NETWORKS:
        return []
    if step.rule.name == "redirect":
        end = _end(step)
        return [*terms, end] if end else []
    return terms


def _networks(step: Step) -> list[str] | None:
    """Return what a term lets pass as "ip4:..." and "ip6:...", None where it is not plain addresses."""
    if step.kind not in _PLAIN:
        return None
    if step.rule.name in {"a", "mx"}:
        return None if step.networks is None else list(step.networks)
    if step.rule.name in {"ip4", "ip6"}:
        return [step.rule.text.removeprefix("+").lower()]
    if step.rule.name in {"include", "redirect"}:
        return _of_record(step.steps)
    return []


def _of_record(steps: Iterable[Step]) -> list[str] | None:
    found: list[str] = []
    for step in steps:
        name = step.rule.name
        if name == "all":
            return None if step.rule.result == "pass" else found
        if name in {"exp", ""}:
            continue
        networks = _networks(step)
        if networks is None or (step.rule.result != "pass" and name != "redirect"):
            return None
        found += networks
    return found


def _end(step: Step) -> str:
    """Return the `all` with which the record ends that a redirect leads to."""
    for one in step.steps:
        if one.rule.name == "all":
            return one.rule.text
    return next((_end(one) for one in step.steps if one.rule.name == "redirect"), "")


def _collapsed(found: Iterable[str], prefix: str) -> Iterator[IPv4Network | IPv6Network]:
    networks = [ip_network(one.removeprefix(prefix), strict=False) for one in found if one.startswith(prefix)]
    yield from collapse_addresses(networks)  # type: ignore[type-var]  # one prefix, one family
