"""The body as it may have been: its parts of text in other encodings, in other charsets, with their old links."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from checkers.dkim.verification.octets import CRLF
from checkers.verify.changes.coding import Base64, Coding, Plain, Quoted, Written, canonical_lines, decoded, own
from checkers.verify.changes.leaves import CHARSET, ENCODING, Leaf
from checkers.verify.changes.links import rewritten, without
from checkers.verify.changes.quoted import STYLES

MAX_TEXT = 256 * 1024  # octets of a part that is encoded anew
_SOURCES = ("utf-8", "cp1252")
_LABELS = {
    "utf-8": (b"utf-8", b"UTF-8"),
    "latin-1": (b"iso-8859-1", b"ISO-8859-1"),
    "cp1252": (b"windows-1252", b"Windows-1252"),
    "iso8859-15": (b"iso-8859-15", b"ISO-8859-15"),
}
_FEW_STYLES = 6
_PLAIN_WORDS = (b"8bit", b"7bit", b"binary", b"")
_ENCODING_LINE = re.compile(rb"(?im)^content-transfer-encoding[ \t]*:[^\r\n]*\r\n")


@dataclass(frozen=True, slots=True)
class Made:
    """A part as it may have been: its head and its content; `label` is the charset and the encoding that it names."""

    coding: Coding
    charset: bytes = b""
    encoding: bytes | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """A canonical body, the words of the vocabulary `change` that it undoes, and its parts with their places in it."""

    octets: bytes
    changes: tuple[str, ...]
    parts: tuple[tuple[int, Leaf, Coding], ...]
    common: bool = True  # worth looking for more in it


class Renderer:
    """Renders one body, whose parts between the texts are made canonical once."""

    def __init__(self, body: bytes, leaves: list[Leaf], *, relaxed: bool) -> None:
        self.leaves = [leaf for leaf in leaves if leaf.end - leaf.content <= MAX_TEXT]
        self._body = body
        self._relaxed = relaxed
        self._between: dict[tuple[int, int], bytes] = {}

    @cached_property
    def own(self) -> list[Made | None]:
        """The parts as they are, None for one that cannot be decoded."""
        return [self._own(leaf) for leaf in self.leaves]

    def as_it_is(self) -> Rendering:
        """Return the body with nothing changed."""
        return self._rendered(self.own, ())

    def with_old_links(self) -> Iterator[Rendering]:
        """Yield the body with links as they were before a filter rewrote them."""
        texts = [decoded(self._content(leaf), leaf.encoding) or b"" for leaf in self.leaves]
        found = next(filter(None, map(rewritten, texts)), None)
        if found is None:
            return
        for escaped in (True, False):
            for slash in (True, False):

                def edit(leaf: Leaf, *, escaped: bool = escaped, slash: bool = slash) -> Callable[[bytes], bytes]:
                    return lambda text: without(text, html=leaf.html and escaped, slash=slash)

                yield self._rendered([self._own(leaf, edit(leaf)) for leaf in self.leaves], (found,))

    def encoded_otherwise(self) -> Iterator[Rendering]:
        """Yield the body with the texts of all parts, or of one, in other encodings and charsets."""
        count = len(self.leaves)
        chosen = [set(range(count)), *({number} for number in range(count) if count > 1)]
        for numbers in chosen:
            ways = [list(self._ways(leaf)) if number in numbers else [] for number, leaf in enumerate(self.leaves)]
            keys = dict.fromkeys(key for way in ways for key, _, _ in way)
            known = [{key: made for key, _, made in way} for way in ways]
            names = {key: change for way in ways for key, change, _ in way}
            for key in keys:
                parts = [made.get(key, kept) for made, kept in zip(known, self.own, strict=True)]
                yield self._rendered(parts, (names[key],), common=key[2] < 1)

    def _ways(self, leaf: Leaf) -> Iterator[tuple[tuple[str, str, int, bytes, bytes], str, Made]]:
        """Yield what a part may have been, each by a key that says the same for all parts."""
        text = decoded(self._content(leaf), leaf.encoding)
        if text is None:
            return
        now = self._content(leaf)
        for charset, label, other in _charsets(text, leaf):
            change = "charset" if charset else "reencoded"
            seen = {(now, leaf.encoding)} if not charset else set()
            for kind, number, coding in self._codings(other, leaf, few=bool(charset)):
                words = _PLAIN_WORDS if kind == "8bit" else (kind.encode(),)
                for word in words[:1] if leaf.alone else words:
                    if (coding.octets, word) not in seen:
                        seen.add((coding.octets, word))
                        yield (charset, kind, number, word, label), change, Made(coding, label, word)

    def _codings(self, text: bytes, leaf: Leaf, *, few: bool) -> Iterator[tuple[str, int, Coding]]:
        bare = text.removesuffix(CRLF)
        yield "8bit", 0, Plain(canonical_lines(text, relaxed=self._relaxed))
        if bare != text and not leaf.alone:
            yield "8bit", 1, Plain(canonical_lines(bare, relaxed=self._relaxed))
        for number, (content, end) in enumerate(((text, b""), (text, CRLF), (bare, b""), (bare + CRLF, b""))):
            yield "base64", number, Base64(content, end)
        for number, style in enumerate(STYLES[:_FEW_STYLES] if few else STYLES):
            yield "quoted-printable", number, Quoted(text, Written(style, self._relaxed))
            if bare != text and not leaf.alone:
                yield "quoted-printable", number + len(STYLES), Quoted(bare, Written(style, self._relaxed))

    def _own(self, leaf: Leaf, edit: Callable[[bytes], bytes] | None = None) -> Made | None:
        coding = own(self._content(leaf), leaf.encoding, relaxed=self._relaxed, edit=edit)
        return Made(coding) if coding else None

    def _content(self, leaf: Leaf) -> bytes:
        content = self._body[leaf.content : leaf.end]
        return content.rstrip(CRLF) if leaf.alone else content

    def _rendered(self, parts: list[Made | None], changes: tuple[str, ...], *, common: bool = True) -> Rendering:
        pieces, at, size, placed = list[bytes](), 0, 0, []
        for leaf, made in zip(self.leaves, parts, strict=True):
            if made is None:
                continue
            before = self._canonical(at, leaf.start) + self._head(leaf, made)
            placed.append((size + len(before), leaf, made.coding))
            pieces += (before, made.coding.octets)
            size += len(before) + len(made.coding.octets)
            at = leaf.end
        alone = bool(self.leaves) and self.leaves[0].alone
        pieces.append(CRLF if alone and at else self._canonical(at, len(self._body)))
        octets = b"".join(pieces)
        if alone and octets.endswith(CRLF + CRLF):
            octets = octets.rstrip(CRLF) + CRLF
        return Rendering(octets, changes, tuple(placed), common)

    def _canonical(self, start: int, end: int) -> bytes:
        key = (start, end)
        if key not in self._between:
            octets = self._body[start:end]
            if end == len(self._body):
                octets = octets.rstrip(CRLF) + CRLF
            kept = canonical_lines(octets, relaxed=self._relaxed)
            self._between[key] = kept
        return self._between[key]

    def _head(self, leaf: Leaf, made: Made) -> bytes:
        head = self._body[leaf.start : leaf.content]
        if made.charset and (named := CHARSET.search(head)):
            head = head[: named.start(1)] + made.charset + head[named.end(1) :]
        if made.encoding and (stated := ENCODING.search(head)):
            head = head[: stated.start(1)] + made.encoding + head[stated.end(1) :]
        elif made.encoding == b"":
            head = _ENCODING_LINE.sub(b"", head)
        return canonical_lines(head, relaxed=self._relaxed)


def _charsets(text: bytes, leaf: Leaf) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield a text in the charsets that it may have had, the one that it has first, with the charset's label."""
    yield "", b"", text
    if text.isascii():
        return
    seen = {text}
    for source in dict.fromkeys((leaf.charset or "utf-8", *_SOURCES)):
        try:
            letters = text.decode(source)
        except (LookupError, UnicodeError, ValueError):
            continue
        for charset, labels in _LABELS.items():
            try:
                other = letters.encode(charset)
            except UnicodeError:
                continue
            if other in seen:
                continue
            seen.add(other)
            for label in labels[:1] if leaf.alone else (*labels, b""):
                yield charset, label, other
