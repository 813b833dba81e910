"""The domains that SPF and DKIM vouch for, as stated, and whether they are aligned with the From domain."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, takewhile

from checkers.dmarc.asked import Asked
from checkers.dmarc.discover import Discovery
from checkers.dmarc.older import registrable
from checkers.dmarc.walk import At, Step, Walk, organizational, walk
from checkers.dns import normal_name
from checkers.inputs import Inputs
from checkers.records.ask import stated_domain
from checkers.report import Span
from checkers.text.domains import is_domain

MAX_DOMAINS = 50  # of one kind; a message with more signatures is none that anybody sends

_WITHOUT = {At.NONE, At.OTHER, At.SEVERAL, At.ASSUMED}  # no record that counts

_PIECE = re.compile(r"[^,;\n]*[^\s,;][^,;\n]*")
_WORD = re.compile(r"\S+")


class Method(StrEnum):
    """How an identifier was authenticated."""

    SPF = "spf"
    DKIM = "dkim"


class Aligned(StrEnum):
    """How an identifier stands to the From domain."""

    SAME = "same"  # the very same name
    RELAXED = "relaxed"  # another name of the same organization, and that is enough
    STRICT = "strict"  # another name of the same organization, and the record wants the same name
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A domain that SPF or DKIM is stated to have authenticated, and where it is stated."""

    method: Method
    domain: str
    span: Span

    @property
    def usable(self) -> bool:
        """Tell whether it is a domain name at all."""
        return is_domain(self.domain)


@dataclass(frozen=True, slots=True)
class Stated:
    """What the reader says about SPF and DKIM.

    `spf` is the result in the words of RFC 8601, empty where it is not stated; `dkim` tells whether anything is said of
    DKIM, be it that no signature passed.
    """

    spf: str
    dkim: bool
    identifiers: tuple[Identifier, ...]

    def of(self, method: Method) -> list[Identifier]:
        """Return the usable identifiers of one method."""
        return [one for one in self.identifiers if one.method is method and one.usable]


def read_stated(inputs: Inputs) -> Stated | None:
    """Return what is stated, None where nothing is.

    An empty list of DKIM domains that is given says that no signature passed; a domain for SPF without a result says
    that it passed.
    """
    result = inputs.stated("spf_result").lower()
    spf = list(_entries(inputs, Method.SPF, "spf_domain"))
    dkim = list(_entries(inputs, Method.DKIM, "dkim_domains"))
    said = "dkim_domains" in inputs.values
    if not result and not spf and not said:
        return None
    return Stated(result or ("pass" if spf else ""), said, (*spf, *dkim))


def _entries(inputs: Inputs, method: Method, name: str) -> Iterator[Identifier]:
    pieces = (piece for match in _PIECE.finditer(inputs.text(name)) for piece in _words(match))
    for start, text in islice(pieces, MAX_DOMAINS):
        yield Identifier(method, _domain(text), Span(start, start + len(text), name))


def _words(match: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Yield the words between two commas one by one where each is a domain, else all as they stand."""
    words = [(match.start() + word.start(), word[0]) for word in _WORD.finditer(match[0])]
    if all(is_domain(_domain(text)) for _, text in words):
        yield from words
    else:
        yield words[0][0], match[0].strip()


def _domain(text: str) -> str:
    return normal_name(stated_domain(text.removeprefix("d=")))


def alignment(identifier: Identifier, discovery: Discovery, asked: Asked) -> tuple[Aligned, tuple[str, ...]]:
    """Return how an identifier stands to the From domain by RFC 9989 4.10.2.

    Beside it stand the names that are not asked yet and at which a record with `psd` could change that.
    """
    ours, name = discovery.walk, identifier.domain
    if name == ours.domain or not _related(name, ours.domain):
        return Aligned.SAME if name == ours.domain else Aligned.NO, ()
    if _strict(identifier, discovery):  # whatever the organization is, it is not the same name
        return (Aligned.STRICT if registrable(name) == registrable(ours.domain) else Aligned.NO), ()
    common = [step for step in ours.steps if name == step.domain or name.endswith(f".{step.domain}")]
    if all(step.at in _WITHOUT for step in common):
        return Aligned.NO, _unasked(common)
    theirs = _walk(identifier, discovery, asked)
    # above a record that both walks meet they are one, and lead to one organization
    met = {step.domain for step in common if step.at is At.RECORD and step.psd != "y"}
    below = list(takewhile(lambda step: step.domain not in met, theirs.steps))
    if len(below) < len(theirs.steps):
        return Aligned.RELAXED, _unasked(below)
    organization = organizational(theirs)
    if organization is None or discovery.organization is None:
        return Aligned.OPEN, ()
    same = organization == discovery.organization
    return (Aligned.RELAXED if same else Aligned.NO), _unasked([*ours.steps, *theirs.steps])


def _unasked(steps: Iterable[Step]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(step.name for step in steps if step.at in {At.OPEN, At.ASSUMED}))


def older_aligned(identifier: Identifier, author: str, *, strict: bool) -> bool:
    """Tell whether an identifier is aligned by RFC 7489 3.1."""
    if strict:
        return identifier.domain == author
    return registrable(identifier.domain) == registrable(author)


def _strict(identifier: Identifier, discovery: Discovery) -> bool:
    settings = discovery.settings
    if settings is None:
        return False
    return settings.strict_spf if identifier.method is Method.SPF else settings.strict_dkim


def _related(one: str, other: str) -> bool:
    """Tell whether two names have so much as the top in common, without which no walk can lead to one name."""
    return one.rpartition(".")[2] == other.rpartition(".")[2]


def _walk(identifier: Identifier, discovery: Discovery, asked: Asked) -> Walk:
    """Walk from an identifier; what stands at the From domain and above it is known."""
    return walk(identifier.domain, asked, known={step.domain: step for step in discovery.walk.steps})
