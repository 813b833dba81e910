"""The change that makes a body hash right again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from checkers.dkim.verification.canonical import canonical_body
from checkers.dkim.verification.octets import Octets
from checkers.dkim.verification.signature import Signature
from checkers.report import Span
from checkers.verify.changes.budget import Budget
from checkers.verify.changes.digests import Wanted
from checkers.verify.changes.edits import edited
from checkers.verify.changes.inserted import Insertion, inserted
from checkers.verify.changes.leaves import leaves
from checkers.verify.changes.lines import Inserted, find_banner, find_footer, find_part
from checkers.verify.changes.renderings import Renderer, Rendering

_SHOWN = 300  # octets of what was put in
_THIRD = 3
_SHORT = 64 * 1024  # octets of a body that may have both a banner and a footer
_BANNER = 12  # lines of such a banner
_FEW = 3  # other encodings in which all places are tried
_ENCODING = 16  # octets that could be hashed while one is encoded
_SMALL = 512 * 1024  # octets of a body in which two changes are looked for at once


@dataclass(frozen=True, slots=True)
class BodyChange:
    """What was done to the body: words of the vocabulary `change`, the lines put in, and where they stand."""

    changes: tuple[str, ...]
    added: str = ""
    span: Span | None = None


def body_change(message: Octets, signature: Signature, budget: Budget) -> BodyChange | None:
    """Return what was done to the body after it was signed, None where no known change explains it."""
    wanted = Wanted(signature.hash_name, signature.body_hash, signature.relaxed_body, budget)
    own = message.relaxed_body if signature.relaxed_body else message.simple_body
    if signature.length is not None:
        return next(_edited(message, signature, wanted), None)
    if found := find_footer(own, wanted):
        return _lines(message, own, found)
    return next(_changed(message, signature, own, wanted), None)


def _changed(message: Octets, signature: Signature, own: bytes, wanted: Wanted) -> Iterator[BodyChange]:
    """Yield what may have been done, the simple things first."""
    head = b"".join(field.octets for field in message.fields)
    yield from _edited(message, signature, wanted)
    if found := find_banner(own, wanted) or find_part(own, head, wanted):
        yield _lines(message, own, found)
    yield from _around(message, own, wanted)
    yield from _in_parts(message, head, wanted)
    yield from _edited_and_more(message, head, wanted)


def _around(message: Octets, own: bytes, wanted: Wanted) -> Iterator[BodyChange]:
    """Yield a banner and a footer at once."""
    if len(own) > _SHORT:
        return
    at = 0
    for _ in range(_BANNER):
        at = own.find(b"\n", at) + 1
        if not at or at >= len(own):
            return
        if found := find_footer(own[at:], wanted):
            text = own[:at][:_SHOWN].decode("utf-8", "replace").strip()
            yield BodyChange(("banner", found.change), text, _span(message, own, 0, at))


def _edited(message: Octets, signature: Signature, wanted: Wanted) -> Iterator[BodyChange]:
    """Yield the change of the whole body, alone or with a footer behind it."""
    body = message.body
    raw = message.raw[message.body_start :]
    if message.line_ends == "mixed" and raw != body and wanted.holds(canonical_body(raw, relaxed=wanted.relaxed)):
        yield BodyChange(("line-feeds-alone",))
    for name, before in edited(body, wanted.budget):
        plain = name == "line-feeds"  # hashed by its signer with bare LF, which has no canonical form
        canonical = before if plain else canonical_body(before, relaxed=wanted.relaxed)
        if wanted.holds(canonical[: signature.length]):
            yield BodyChange((name,))
        if plain or signature.length is not None:
            continue
        if footer := find_footer(canonical, wanted):
            text = canonical[footer.start : footer.end][:_SHOWN].decode("utf-8", "replace").strip()
            yield BodyChange((name, footer.change), text)


def _in_parts(message: Octets, head: bytes, wanted: Wanted) -> Iterator[BodyChange]:
    """Yield what was done to the parts of text: something put in, another encoding, other links, or two of these."""
    if not wanted.budget.take(len(message.body)):
        return
    renderer = Renderer(message.body, leaves(message.body, head), relaxed=wanted.relaxed)
    if not renderer.leaves:
        return
    plain = renderer.as_it_is()
    yield from _more(message, plain, wanted)
    for rendering in renderer.with_old_links():
        yield from _holding(rendering, wanted)
        yield from _more(message, rendering, wanted)
    others = list[Rendering]()
    for rendering in renderer.encoded_otherwise():
        yield from _holding(rendering, wanted)
        if not wanted.budget.take(_ENCODING * sum(len(coding.octets) for _, _, coding in rendering.parts)):
            break
        others += [rendering] if rendering.common else []
    for rendering in others:
        yield from _more(message, rendering, wanted)
    for rendering in (plain, *others[:_FEW]):
        yield from _more(message, rendering, wanted, likely=False)


def _holding(rendering: Rendering, wanted: Wanted) -> Iterator[BodyChange]:
    if wanted.holds(rendering.octets):
        yield BodyChange(rendering.changes)


def _more(message: Octets, rendering: Rendering, wanted: Wanted, *, likely: bool = True) -> Iterator[BodyChange]:
    """Yield what was put into a rendering."""
    share = wanted.budget.share(_THIRD)
    found = inserted(rendering, replace(wanted, budget=share), likely=likely)
    wanted.budget.give_back(share)
    if found:
        yield _inserted(message, rendering, found)


def _edited_and_more(message: Octets, head: bytes, wanted: Wanted) -> Iterator[BodyChange]:
    """Yield a change of the whole body together with one of its parts."""
    if len(message.body) > _SMALL:
        return
    for name, before in edited(message.body, wanted.budget):
        if name == "line-feeds":
            continue
        renderer = Renderer(before, leaves(before, head), relaxed=wanted.relaxed)
        if renderer.leaves:
            for change in _more(message, renderer.as_it_is(), wanted):
                yield replace(change, changes=(name, *change.changes), span=None)


def _inserted(message: Octets, rendering: Rendering, found: Insertion) -> BodyChange:
    span = None
    if found.place and not rendering.changes:
        span = _span(message, rendering.octets, *found.place)
    return BodyChange((*rendering.changes, found.change), found.text[:_SHOWN], span)


def _lines(message: Octets, own: bytes, found: Inserted) -> BodyChange:
    text = own[found.start : found.end][:_SHOWN].decode("utf-8", "replace").strip()
    span = _span(message, own, found.start, found.end) if found.change != "wrapped" else None
    return BodyChange((found.change,), text, span)


def _span(message: Octets, canonical: bytes, start: int, end: int) -> Span | None:
    """Return the place in the reader's text; canonical lines stand where the body's own do, some of them shorter."""
    first = canonical.count(b"\n", 0, start)
    last = first + canonical.count(b"\n", start, end) + (canonical[end - 1 : end] not in {b"\n", b""})
    begins = _line_start(message.body, first)
    ends = _line_start(message.body, last - first, begins)
    return message.in_body(begins, ends) if ends > begins else None


def _line_start(body: bytes, lines: int, at: int = 0) -> int:
    for _ in range(lines):
        following = body.find(b"\n", at) + 1
        if not following:
            return len(body)
        at = following
    return at
