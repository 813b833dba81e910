"""Text that was put into one part, or into several parts at once, taken out again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from checkers.message.decode import plain
from checkers.verify.changes.coding import Base64, Coding
from checkers.verify.changes.cuts import banners, begins_likely, ends_likely, footers, letters
from checkers.verify.changes.digests import Cut, Walker, Wanted
from checkers.verify.changes.leaves import Leaf
from checkers.verify.changes.renderings import Rendering

_SHOWN = 2_000  # octets of what was put in that are read

type _Placed = tuple[int, Leaf, Coding]
type _Cuts = Callable[[_Placed], Iterator[tuple[int, int]]]
type _Likely = Callable[[bytes, tuple[int, int]], bool]


@dataclass(frozen=True, slots=True)
class Insertion:
    """What was put in: a word of the vocabulary `change`, the text, its place in the rendering where it is known."""

    change: str
    text: str
    place: tuple[int, int] | None = None


def _footers(placed: _Placed) -> Iterator[tuple[int, int]]:
    _, leaf, coding = placed
    return footers(coding.text, html=leaf.html)


def _banners(placed: _Placed) -> Iterator[tuple[int, int]]:
    _, leaf, coding = placed
    return banners(coding.text, html=leaf.html)


_KINDS: tuple[tuple[str, _Cuts, _Likely], ...] = (
    ("footer", _footers, lambda text, cut: begins_likely(text, cut[0])),
    ("banner", _banners, lambda text, cut: ends_likely(text, cut[1])),
)


def inserted(rendering: Rendering, wanted: Wanted, *, likely: bool) -> Insertion | None:
    """Return what was put into one part, or into two that follow each other.

    Only what looks like a footer or a banner is tried if `likely`; in two parts, what has the same letters in both.
    """
    return _in_one(rendering, wanted, likely=likely) or _in_two(rendering, wanted, alike=likely)


def _in_one(rendering: Rendering, wanted: Wanted, *, likely: bool) -> Insertion | None:
    for placed in rendering.parts:
        for kind, cuts, is_likely in _KINDS:
            walker = Walker(wanted, rendering.octets)
            for start, end in cuts(placed):
                if likely and not is_likely(placed[2].text, (start, end)):
                    continue
                cut = _moved(placed, start, end)
                if walker.holds(cut):
                    change = kind if placed[1].alone else f"part-{kind}"
                    known = None if isinstance(placed[2], Base64) else (cut.keep, cut.resume)
                    return Insertion(f"html-{kind}" if placed[1].html else change, _said(placed, start, end), known)
                if wanted.budget.spent:
                    return None
    return None


def _in_two(rendering: Rendering, wanted: Wanted, *, alike: bool) -> Insertion | None:
    for first, second in pairwise(rendering.parts):
        for kind, cuts, _ in _KINDS:
            others = list(cuts(second))
            same = _by_letters(second[2].text, others) if alike else {}
            walker = Walker(wanted, rendering.octets)
            for start, end in cuts(first):
                tried = same.get(letters(first[2].text[start:end]), []) if alike else others
                if not tried:
                    continue
                state = walker.after(_moved(first, start, end), second[0])
                if state is None:
                    return None
                inner = Walker(wanted, rendering.octets, state, second[0])
                if any(inner.holds(_moved(second, *other)) for other in tried):
                    return Insertion(f"parts-{kind}", _said(first, start, end))
                if wanted.budget.spent:
                    return None
    return None


def _by_letters(text: bytes, cuts: list[tuple[int, int]]) -> dict[bytes, list[tuple[int, int]]]:
    found: dict[bytes, list[tuple[int, int]]] = {}
    for start, end in cuts:
        if said := letters(text[start:end]):
            found.setdefault(said, []).append((start, end))
    return found


def _moved(placed: _Placed, start: int, end: int) -> Cut:
    base, _, coding = placed
    keep, middle, resume = coding.cut(start, end)
    return Cut(base + keep, middle, base + resume)


def _said(placed: _Placed, start: int, end: int) -> str:
    _, leaf, coding = placed
    try:
        text = coding.text[start:end][:_SHOWN].decode(leaf.charset or "utf-8", "replace")
    except (LookupError, ValueError):
        text = coding.text[start:end][:_SHOWN].decode("latin-1")
    return (plain(text) if leaf.html else text).strip()
