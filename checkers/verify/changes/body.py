"""The change that makes a body hash right again."""

from dataclasses import dataclass

from checkers.dkim.verification.canonical import canonical_body
from checkers.dkim.verification.octets import Octets
from checkers.dkim.verification.signature import Signature
from checkers.report import Span
from checkers.verify.changes.budget import Budget
from checkers.verify.changes.edits import edited
from checkers.verify.changes.lines import Inserted, Wanted, find_banner, find_footer, find_in_parts

_SHOWN = 300  # octets of what was put in


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
    head = b"".join(field.octets for field in message.fields)
    if signature.length is not None:
        return _edited(message.body, head, signature, wanted)
    found = find_footer(own, wanted)
    if found is None:
        change = _edited(message.body, head, signature, wanted)
        if change:
            return change
        found = find_banner(own, wanted) or find_in_parts(own, head, wanted)
    if found is None:
        return None
    text = own[found.start : found.end][:_SHOWN].decode("utf-8", "replace").strip()
    return BodyChange((found.change,), text, _span(message, own, found))


def _edited(body: bytes, head: bytes, signature: Signature, wanted: Wanted) -> BodyChange | None:
    """Return the change of the whole body, alone or with a footer behind it."""
    for name, before in edited(body, head, wanted.budget):
        plain = name == "line-feeds"  # hashed by its signer with bare LF, which has no canonical form
        canonical = before if plain else canonical_body(before, relaxed=signature.relaxed_body)
        if wanted.holds(canonical[: signature.length]):
            return BodyChange((name,))
        if plain or signature.length is not None:
            continue
        if footer := find_footer(canonical, wanted):
            text = canonical[footer.start : footer.end][:_SHOWN].decode("utf-8", "replace").strip()
            return BodyChange((name, footer.change), text)
    return None


def _span(message: Octets, canonical: bytes, found: Inserted) -> Span | None:
    """Return the place in the reader's text; canonical lines stand where the body's own do, some of them shorter."""
    first = canonical.count(b"\n", 0, found.start)
    count = canonical.count(b"\n", found.start, found.end)
    start = _line_start(message.body, first)
    end = _line_start(message.body, count, start)
    return message.in_body(start, end) if found.change != "wrapped" and end > start else None


def _line_start(body: bytes, lines: int, at: int = 0) -> int:
    for _ in range(lines):
        following = body.find(b"\n", at) + 1
        if not following:
            return len(body)
        at = following
    return at
