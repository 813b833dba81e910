"""From a pasted text to its records: those of DNS tools and zone files, and records in free text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from checkers.dns import Answer, Question, forms
from checkers.dns.answer import PastedRecord
from checkers.dns.model import normal_name
from checkers.dns.paste import pasted_records
from checkers.text.domains import is_domain
from checkers.together.model import Group, Sort, Zone
from checkers.together.sort import domain_of, is_consent, protocol_at, protocol_of, sort_of

MAX_ALIASES = 16  # in a chain
MAX_HEADS = 500  # records in free text
MAX_BEFORE = 300  # characters before a record in its line that may name it

_HEAD = re.compile(
    r"(?<![A-Za-z0-9_.@/-])(?:v[ \t]{0,3}[=:][ \t]{0,3}(?P<word>spf|dmarc|sts|tlsrpt|bimi|dkim)"
    r"|(?P<policy>version[ \t]*:[ \t]*sts)|(?P<key>k=(?:rsa|ed25519)[ \t]*;))",
    re.IGNORECASE,
)
_DELEGATED = {"dkim", "dmarc"}  # whose checks follow an alias
_PROTOCOLS = {"sts": "mta-sts", "tlsrpt": "tls-rpt"}
_WORD = re.compile(r"[^\s\"'<>()|,;=]+")
_BLANK = re.compile(r"\n[ \t]*\r?(?:\n|\Z)")
_POLICY_END = re.compile(r"\n[ \t]*\r?(?:\n(?!\s{0,99}(?:mode|mx|max_age)[ \t]*:)|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Plain:
    protocol: str
    name: str
    place: tuple[int, int]
    policy: bool = False


@dataclass(slots=True)
class _Gathered:
    protocol: str
    name: str
    pieces: list[tuple[int, int]] = field(default_factory=list)
    policy: list[tuple[int, int]] = field(default_factory=list)
    records: list[PastedRecord] = field(default_factory=list)

    def group(self) -> Group:
        domain, selector = domain_of(self.protocol, self.name)
        pieces, policy, records = tuple(self.pieces), tuple(self.policy), tuple(self.records)
        return Group(self.protocol, self.name, domain, selector, pieces, policy, records)


class _Groups:
    """The groups so far, by protocol and name."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], _Gathered] = {}

    def add(self, protocol: str, name: str, record: PastedRecord, origin: Sequence[tuple[int, int]]) -> None:
        """Add a record of a zone file, which needs the line of its `origin` to be read."""
        known = self._known(protocol, name)
        known.pieces += (*origin, record.lines)
        known.records.append(record)

    def add_plain(self, plain: _Plain) -> None:
        """Add a record in free text, or a policy, which belongs to the only record that there is."""
        if plain.policy:
            first = next((one for (protocol, _), one in self.found.items() if protocol == "mta-sts"), None)
            (first or self._known(plain.protocol, plain.name)).policy.append(plain.place)
        else:
            self._known(plain.protocol, plain.name).pieces.append(plain.place)

    def _known(self, protocol: str, name: str) -> _Gathered:
        return self.found.setdefault((protocol, name), _Gathered(protocol, name))


def split(text: str, answers: Mapping[Question, Answer]) -> Zone:
    """Return the records in `text` by protocol and name, in the order in which they begin.

    `answers` is what the text answers: a name that was asked for and holds nothing is a group without records.
    """
    records = pasted_records(text)
    aliases = {one.name: _target(one) for one in records if one.type == "CNAME"}
    owners = _owners(aliases)
    origins = [match.span() for match in re.finditer(rf"(?im)^{forms.ORIGIN.pattern}[^\n]*\n?", text)]
    groups = _Groups()
    others = []
    for record in records:
        data = record.data.text
        name = record.name
        if record.type == "CNAME" and protocol_at(name) in _DELEGATED and not is_consent(name):
            protocol = protocol_at(name)
        else:
            protocol = protocol_of(name, data) if record.type in {"TXT", "SPF"} else ""
            name = owners.get(name, name) if protocol else name
        if not protocol:
            others.append((sort_of(record.type, name, data), record))
            continue
        before = bisect_right(origins, record.lines) - 1 if record.origin else -1
        origin = (origins[before],) if before >= 0 else ()
        groups.add(protocol, name, record, origin)
    judged = {name for _, name in groups.found if name in aliases}
    others = [(sort, record) for sort, record in others if sort is not Sort.ALIAS or record.name not in judged]
    for plain in _plain(text, [record.lines for record in records]):
        groups.add_plain(plain)
    found = {key: one.group() for key, one in groups.found.items()}
    for group in _absent(answers):
        found.setdefault((group.protocol, group.name), group)
    return Zone(tuple(found.values()), tuple(others), aliases, records)


def _absent(answers: Mapping[Question, Answer]) -> Iterator[Group]:
    """Yield what was asked for and is not there, where its absence matters to every receiver."""
    for question, answer in answers.items():
        protocol = protocol_at(question.name)
        if question.type == "TXT" and not answer.records and protocol in {"dmarc", "dkim"}:
            domain, selector = domain_of(protocol, question.name)
            if is_domain(domain):
                yield Group(protocol, question.name, domain, selector)


def _owners(aliases: dict[str, str]) -> dict[str, str]:
    """Return for each name that an alias of a record's name leads to that alias: its record is the alias's."""
    owners: dict[str, str] = {}
    for alias in aliases:
        name, steps = alias, 0
        while protocol_at(alias) and name in aliases and steps < MAX_ALIASES:
            name, steps = aliases[name], steps + 1
            owners.setdefault(name, alias)
    return owners


def _target(record: PastedRecord) -> str:
    written = record.data.text
    if not written.endswith(".") and record.origin:
        return record.origin if written == "@" else f"{written}.{record.origin}".lower()
    return normal_name(written)


def _plain(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[_Plain]:
    """Yield the records in lines that no DNS tool prints: one a line, with or without its name before it."""
    starts = [start for start, _ in taken]
    heads: list[re.Match[str]] = []
    for match in _HEAD.finditer(text):
        before = bisect_right(starts, match.start()) - 1
        if before >= 0 and match.start() < taken[before][1]:
            continue
        if match["key"] and heads and heads[-1]["word"] and heads[-1]["word"].lower() == "dkim":
            continue  # a tag of the record that began before
        heads.append(match)
        if len(heads) == MAX_HEADS:
            break
    for number, match in enumerate(heads):
        following = heads[number + 1].start() if number + 1 < len(heads) else len(text)
        line = text.rfind("\n", 0, match.start()) + 1
        start = max(line, heads[number - 1].end() if number else 0)
        after = bisect_right(starts, match.start())
        stop = min(following, starts[after] if after < len(starts) else len(text))
        if following < len(text) and (newline := text.rfind("\n", match.start(), following)) >= 0:
            stop = min(stop, newline + 1)
        blank = (_POLICY_END if match["policy"] else _BLANK).search(text, match.start(), stop)
        place = (match.start() if start != line else line, blank.start() + 1 if blank else stop)
        word = (match["word"] or ("sts" if match["policy"] else "dkim")).lower()
        name = _name(text[max(place[0], match.start() - MAX_BEFORE) : match.start()])
        yield _Plain(_PROTOCOLS.get(word, word), name, place, policy=bool(match["policy"]))


def _name(before: str) -> str:
    words = [word.rstrip(":") for word in _WORD.findall(before)]
    named = [word for word in words if is_domain(word) or word.startswith("_") or "._" in word]
    return normal_name(named[0]) if named else ""
