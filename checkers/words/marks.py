"""The reader's own text cut into segments, so that a page can mark places without counting characters."""

from collections.abc import Sequence
from typing import Any

from checkers.report import Finding, Severity

CONTEXT = 240  # characters shown on each side of a marked place
MAX_MARKED = 4000  # characters of one marked stretch that are shown; of a longer one beginning and end
MAX_SHOWN = 200_000  # characters shown in all: what stands behind them is left out
MAX_SEGMENTS = 5000
_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def segments(text: str, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return `text` as segments `{text, marks, severity}`, marks being indexes into `findings`.

    A long stretch without a mark is left out as `{gap: characters}`, and so is the middle of a very long marked one
    and everything behind MAX_SHOWN characters or MAX_SEGMENTS segments. Nothing is returned where nothing is marked.
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
    position = shown = 0
    for place in sorted({*opens, *closes, len(text)}):
        if place > position:
            new = _marked(text[position:place], active, findings) if active else _plain(text, position, place)
            shown += sum(len(segment.get("text", "")) for segment in new)
            if shown > MAX_SHOWN or len(cut) > MAX_SEGMENTS:
                return [*cut, {"gap": len(text) - position}]
            cut += new
            position = place
        for index in closes.get(place, ()):
            active.remove(index)
        active += opens.get(place, ())
    return cut


def _marked(text: str, active: Sequence[int], findings: Sequence[Finding]) -> list[dict[str, Any]]:
    worst = min((findings[index].severity for index in active), key=_RANK.__getitem__)
    mark = {"marks": sorted(set(active)), "severity": worst.value}
    if len(text) <= MAX_MARKED:
        return [{"text": text, **mark}]
    ends = text[: MAX_MARKED - CONTEXT], text[-CONTEXT:]
    return [{"text": ends[0], **mark}, {"gap": len(text) - MAX_MARKED}, {"text": ends[1], **mark}]


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
