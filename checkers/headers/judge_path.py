"""What is worth saying about the way: long waits, clocks that differ, steps without TLS or with an old version."""

from collections.abc import Iterator, Sequence

from checkers.headers.model import Reading
from checkers.headers.path import MAX_HOPS, Step, received
from checkers.registry import finding
from checkers.report import Finding, Span
from checkers.text.duration import duration

MAX_PLACES = 20


def judge_path(path: Sequence[Step], reading: Reading) -> Iterator[Finding]:
    """Yield each thing once with all its places; the worst wait and the largest difference are named."""
    if beyond := received(reading)[MAX_HOPS:]:
        spans = [field.span for field in beyond[:MAX_PLACES] if field.span]
        yield finding("headers.hops-cut", *spans, shown=MAX_HOPS, count=len(beyond))
    if slow := [step for step in path if step.slow]:
        worst = max(slow, key=lambda step: step.delay or 0)
        yield finding("headers.delay", *_places(slow), host=_host(worst), delay=duration(worst.delay or 0))
    if wrong := [step for step in path if step.wrong]:
        yield finding("headers.clock-wrong", *_places(wrong), host=_host(wrong[0]))
    if skewed := [step for step in path if step.skewed]:
        worst = max(skewed, key=lambda step: abs(step.delay or 0))
        yield finding("headers.clock", *_places(skewed), host=_host(worst), delay=duration(abs(worst.delay or 0)))
    if plain := [step for step in path if step.plain]:
        yield finding("headers.no-tls", *_places(plain), host=_host(plain[0]))
    if old := [step for step in path if step.old]:
        yield finding("headers.old-tls", *_places(old), host=_host(old[0]), version=old[0].hop.tls)
    if unread := [step for step in path if not step.hop.read]:
        yield finding("headers.received-unread", *_places(unread))


def _host(step: Step) -> str:
    return step.hop.by or step.hop.giver or step.hop.address or str(step.number)


def _places(found: Sequence[Step]) -> list[Span]:
    return [step.hop.span for step in found[:MAX_PLACES] if step.hop.span]
