"""Redaction of a text or a whole message: the scan over what can be read, and what cannot be read left out."""

import re
from collections.abc import Collection

from checkers.message import Source
from checkers.report import Span
from checkers.requests.redact.model import Hidden, Kind, Redacted
from checkers.requests.redact.names import spellings, titled
from checkers.requests.redact.parts import Stretch, opened, stretches
from checkers.requests.redact.pseudonyms import Pseudonyms
from checkers.requests.redact.scan import Policy, apply, changes, people

_MAX_NAMES = 50  # of people looked for outside of address fields
_SHORT_NAME = 4  # characters; a shorter name is looked for in address fields only
_MAX_DEPTH = 3  # of messages encoded inside of messages


class Redactor:
    """Redaction with one set of pseudonyms: what is hidden in one text has the same pseudonym in the next.

    `keep` names what stays: kinds (`Kind.ID`) and single values (an address, a host, an IP address, an id). Hosts of
    Microsoft, its role addresses, codes and times always stay. `only` turns it round: nothing is hidden but these
    values, hosts under those of them that are domains, and the values in links, which may hold any of them in disguise.
    """

    def __init__(self, keep: Collection[str] = (), only: Collection[str] | None = None) -> None:
        self._keep = {value.lower() for value in keep}
        self._only = None if only is None else {value.lower() for value in only}
        self._pseudonyms = Pseudonyms()
        self._names = {value for value in only or () if _is_name(value)}

    def redact(self, text: str) -> Redacted:
        """Return `text` with line feeds for line ends, without what identifies people, hosts and messages.

        A message's encoded parts are decoded, redacted and encoded again; parts that are no text are left out. Words in
        prose (a phone number, a signature) stay: nothing can know them. Redacting twice changes nothing more.
        """
        source = Source.of(text)
        self._pseudonyms.reserve(text)
        if self._only is None:
            self._names |= people(source.text)
        hidden: list[Hidden] = []
        unseen: list[Span] = []
        shown = self._message(source.text, hidden, unseen, 0)
        places = _Places(source)
        return Redacted(
            shown,
            tuple(Hidden(kind, places.span(span), pseudonym) for kind, span, pseudonym in hidden),
            tuple(places.span(span) for span in unseen),
        )

    def value(self, text: str) -> str:
        """Return a value that a report tells: no message, and named in it are only people that a text before it named.

        Raises nothing; the same value is always said the same way.
        """
        return apply(text, list(changes(text, self._policy())))

    def _message(self, text: str, hidden: list[Hidden], unseen: list[Span], depth: int) -> str:
        pieces: list[str] = []
        for stretch in stretches(text):
            said = text[stretch.start : stretch.end]
            if not stretch.encoded:
                pieces.append(self._plain(said, stretch.start, hidden))
                continue
            inner: list[Hidden] = []
            inner_unseen: list[Span] = []
            where = Span(stretch.start, stretch.end)
            read = opened(stretch, said) if depth < _MAX_DEPTH else None
            if read is None and self._only is None:
                pieces.append(self._left_out(stretch, said, hidden))
                unseen.append(where)
            elif read is None:
                pieces.append(said)
                unseen.append(where)
            else:
                redacted = self._message(read, inner, inner_unseen, depth + 1)
                pieces.append(stretch.closed(redacted) if inner else said)
                hidden += (Hidden(kind, where, pseudonym) for kind, _, pseudonym in inner)
                unseen += [where] * bool(inner_unseen)
        return "".join(pieces)

    def _plain(self, text: str, offset: int, hidden: list[Hidden]) -> str:
        found = list(changes(text, self._policy()))
        hidden += (Hidden(kind, Span(offset + start, offset + end), stand_in) for start, end, kind, stand_in in found)
        return apply(text, found)

    def _left_out(self, stretch: Stretch, said: str, hidden: list[Hidden]) -> str:
        stand_in = self._pseudonyms.single(Kind.PART, said.strip())
        if stand_in != said.strip():
            hidden.append(Hidden(Kind.PART, Span(stretch.start, stretch.end), stand_in))
        return stand_in + "\n" * said.endswith("\n")

    def _policy(self) -> Policy:
        names = sorted(self._names, key=lambda name: (-len(name), name))[:_MAX_NAMES]
        called: dict[str, str] = {}
        patterns: list[str] = []
        for name in names:
            forms, surname = spellings(name)
            for form in forms:
                called.setdefault(form.lower(), name)
                patterns.append(r"\s+".join(map(re.escape, form.split())))
            if surname:
                called.setdefault(surname.lower(), name)
                patterns.append(titled(surname))
        patterns.sort(key=lambda pattern: (-len(pattern), pattern))
        known = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE) if patterns else None
        return Policy(self._pseudonyms, self._stays, known, called, whole=self._only is None)

    def _stays(self, kind: Kind, original: str) -> bool:
        folded = original.lower().strip("<>")
        if self._only is None:
            return kind in self._keep or folded in self._keep
        if kind is Kind.HOST:
            return not any(f".{folded.rstrip('.')}".endswith(f".{name}") for name in self._only)
        return folded not in self._only


def _is_name(value: str) -> bool:
    """Tell whether a value to hide is a person's name, not an address, a host or an IP address."""
    return len(value) >= _SHORT_NAME and not any(mark in value for mark in "@:") and (" " in value or "." not in value)


def redact(text: str, keep: Collection[str] = ()) -> Redacted:
    """Return `text` redacted by a Redactor of its own."""
    return Redactor(keep).redact(text)


class _Places:
    """The way back from the text with line feeds to the reader's own."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def span(self, span: Span) -> Span:
        return self._source.span(span.start, span.end) if span.start < span.end else span
