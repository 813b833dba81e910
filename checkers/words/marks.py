"""The reader's own text cut into segments, so that a page can mark places without counting characters."""

from collections.abc import Sequence
from typing import Any

from checkers.report import Finding, Severity

CONTEXT = 240  # characters shown on each side of a marked place
_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def segments(text: str, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return `text` as segments `{text, marks, severity}`, marks being indexes into `findings`.

    A long stretch without a mark is left out as `{gap: characters}`. Nothing is returned where nothing is marked.
    """
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    for index, found in enumerate(findings):
        for span in found.spans:
            if not span.input and span.start < span.end <= len(text):
                opens.setdefault(span.start, []).append(index)
                closes.setdefault(span.end, []).append(index)
    if not opens:
        return []
    cut: list[dict[str, Any]] = []
    active: list[int] = []
    position = 0
    for place in sorted({*opens, *closes, len(text)}):
        if place > position:
            cut += _marked(text[position:place], active, findings) if active else _plain(text, position, place)
            position = place
        for index in closes.get(place, ()):
            active.remove(index)
        active += opens.get(place, ())
    return cut


def _marked(text: str, active: Sequence[int], findings: Sequence[Finding]) -> list[dict[str, Any]]:
    worst = min((findings[index].severity for index in active), key=_RANK.__getitem__)
    return [{"text": text, "marks": sorted(set(active)), "severity": worst.value}]


def _plain(text: str, start: int, end: int) -> list[dict[str, Any]]:
    before = CONTEXT if start else 0
    after = CONTEXT if end < len(text) else 0
    gap = end - start - before - after
    if gap <= CONTEXT:
        return [_segment(text[start:end])]
    head, tail = text[start : start + before], text[end - after : end]
    return [*([_segment(head)] if head else []), {"gap": gap}, *([_segment(tail)] if tail else [])]


def _segment(text: str) -> dict[str, Any]:
    return {"text": text, "marks": [], "severity": None}
