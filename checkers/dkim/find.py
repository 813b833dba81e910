"""Where key records are in a text: also those without a version, and keys as a key tool writes them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checkers.dkim.prepare import has_armour, is_bare_key
from checkers.dns.model import normal_name
from checkers.records.candidate import Candidate, Found
from checkers.records.columns import without_space
from checkers.records.find import announces, find
from checkers.records.protocol import Protocol
from checkers.text.domains import is_domain
from checkers.text.mapped import Mapped

# Tags that need no version before them: those of a key's type or with a key.
_TAGS = re.compile(
    r"(?<![A-Za-z0-9_.;=-])(?:[ghknst][ \t]*=[^;=\n]{0,80};\s{0,9}){0,6}+"
    r"(?:k[ \t]*=[ \t]*(?:rsa|ed25519)\b"
    r"|p[ \t]*=[ \t]*[\"']?(?:-{2,9}[ \t]?BEGIN|M[A-Z][A-Za-z0-9+/]{38}|[A-Za-z0-9+/]{43}=))",
    re.IGNORECASE,
)
# A key's last letters on a line of their own (those of the exponent 65,537), and the line that ends its armour.
_TAIL = re.compile(
    r"\s*?\r?\n[ \t]*(?:[A-Za-z0-9+/]{0,72}AQAB|[A-Za-z0-9+/]{1,74}={1,2}|-{2,9}[ \t]?END [A-Z ]{1,40}-{2,9})"
    r"[\"']?[ \t]*(?=\r?\n|\Z)"
)
_NAME = re.compile(
    r"(?<![A-Za-z0-9_.*@-])(?:[A-Za-z0-9_-]{1,63}\.|\*\.){1,8}_domainkey(?:\.[A-Za-z0-9_-]{1,63}){0,8}",
    re.IGNORECASE,
)
_OTHER_VERSION = re.compile(r"\s*v[ \t]*=[^;\n]{0,40};", re.IGNORECASE)
_CLOSED = re.compile(r"\"[ \t]*[}\]),;][ \t}\]),;]*\Z")  # the end of a value in JSON or a configuration
_STAND_IN = re.compile(r"(?<==)[ \t]*<[^<>\n]{1,60}>")
MAX_NAMES = 20


def find_keys(text: str, protocol: Protocol) -> Found:
    """Return what in `text` is or wants to be a key record, in order."""
    start, end = without_space(text, 0, len(text))
    whole = text[start:end]
    if is_bare_key(whole) or (has_armour(whole) and whole.lstrip("\"'-").upper().startswith(("BEGIN", " BEGIN"))):
        return Found((Candidate(Mapped.of(text, start, end), lines=(start, end)),), alone=True)
    found = _short_answer(text, protocol) or find(text, protocol)
    if found.paste is None and len(found.candidates) == 1 and not announces(found.candidates[0].data.text, protocol):
        found = _without_version(text, found, protocol)
    if found.paste is None:
        found = replace(found, candidates=tuple(_whole(text, found.candidates)))
    return found


def names_in(text: str) -> list[str]:
    """Return the names of keys in `text`, each once, in normal form."""
    found = (normal_name(match[0]) for match, _ in zip(_NAME.finditer(text), range(MAX_NAMES), strict=False))
    return list(dict.fromkeys(found))


def _short_answer(text: str, protocol: Protocol) -> Found | None:
    """Return the records in what `dig +short` prints where it names an alias's target first; None for other texts."""
    start = text.find('\n"') + 1
    if (
        not start
        or text[:start].count('"')
        or not is_domain(normal_name(text[:start].rsplit(maxsplit=1)[-1] if text[:start].split() else ""))
    ):
        return None
    inner = find(text[start:], protocol)
    if not inner.candidates or not inner.candidates[0].quoted:
        return None
    return replace(inner, candidates=tuple(_moved(one, start) for one in inner.candidates), alone=False)


def _without_version(text: str, found: Found, protocol: Protocol) -> Found:
    """Return the record that begins at the first tags in `text`, else `found` as it is."""
    match = _TAGS.search(text)
    if not match or _OTHER_VERSION.match(text):
        return found  # the whole text, which begins like a record
    inner = find(text[match.start() :], protocol)
    return replace(inner, candidates=tuple(_moved(one, match.start()) for one in inner.candidates), alone=False)


def _moved(candidate: Candidate, by: int) -> Candidate:
    data, lines = candidate.data, candidate.lines
    moved = Mapped(data.text, [at + by for at in data.starts], [at + by for at in data.ends], data.origin)
    return replace(candidate, data=moved, lines=(lines[0] + by, lines[1] + by))


def _whole(text: str, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates of a plain text with what still belongs to them, and with their name."""
    names, several = names_in(text), list(candidates)
    for number, candidate in enumerate(several):
        owner = candidate.owner if "_domainkey" in candidate.owner else ""
        if not owner and len(names) == 1 and len(several) == 1:
            owner = names[0]
        data = candidate.data
        if candidate.quoted or not data.text:
            yield replace(candidate, owner=owner)
            continue
        limit = (
            several[number + 1].data.starts[0]
            if number + 1 < len(several) and several[number + 1].data.text
            else len(text)
        )
        end = data.ends[-1]
        if stand_in := _STAND_IN.match(text, end):
            end = stand_in.end()
        if data.text[0] == '"' and (closed := _CLOSED.search(text, data.starts[0] + 1, end)):
            end = closed.start() + 1
        while (match := _TAIL.match(text, end)) and match.end() <= limit:
            end = match.end()
        kept = data if end == data.ends[-1] else Mapped.of(text, data.starts[0], end)
        yield replace(candidate, data=kept, owner=owner)
