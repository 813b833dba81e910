"""Lines that stand apart in a text, read as one text that knows where each character stands."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from checkers.report import Edit, Fact, Finding, Fix, Report, Span


@dataclass(frozen=True, slots=True)
class Stitched:
    """The stitched text; each piece begins at one of `starts` in it, and at one of `places` in the reader's text."""

    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def span(self, span: Span) -> Span:
        """Return the place in the reader's text."""
        start = self._place(span.start)
        return Span(start, self._place(span.end - 1) + 1 if span.end > span.start else start)

    def _place(self, at: int) -> int:
        piece = max(0, bisect_right(self.starts, at) - 1)
        return self.places[piece] + at - self.starts[piece]


def stitch(text: str, pieces: Iterable[tuple[int, int]]) -> Stitched:
    """Return the pieces of `text` in their order, each on lines of its own."""
    whole, starts, places, at = [], [], [], 0
    for start, end in sorted(set(pieces)):
        piece = text[start:end]
        piece += "" if piece.endswith("\n") else "\n"
        whole.append(piece)
        starts.append(at)
        places.append(start)
        at += len(piece)
    joined = "".join(whole)
    # the last line's own break is all that can lie beyond the text
    return Stitched(joined[:-1] if joined else "", tuple(starts) or (0,), tuple(places) or (0,))


def moved(report: Report, inputs: Mapping[str, Stitched]) -> Report:
    """Return a report on stitched inputs with every place in the reader's text; other inputs' places are dropped."""

    def place(span: Span) -> Span | None:
        return inputs[span.input].span(span) if span.input in inputs else None

    def fix(given: Fix | None) -> Fix | None:
        edits = [(place(edit.span), edit.text) for edit in given.edits] if given else []
        made = tuple(Edit(span, text) for span, text in edits if span)
        return Fix(made) if made and len(made) == len(edits) else None

    def finding(found: Finding) -> Finding:
        spans = tuple(span for one in found.spans if (span := place(one)))
        return replace(found, spans=spans, fix=fix(found.fix))

    def fact(known: Fact) -> Fact:
        return replace(known, span=place(known.span) if known.span else None)

    return replace(
        report,
        findings=tuple(map(finding, report.findings)),
        facts=tuple(map(fact, report.facts)),
        parts=tuple(moved(part, inputs) for part in report.parts),
    )
