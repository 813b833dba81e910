"""What a check says: findings, facts and open questions, with no sentence of any language in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from checkers.dns import Question

type Value = str | int | float | bool | list[str] | None


class Severity(StrEnum):
    """Who cares about a finding, from worst to best; the worst one is the report's verdict."""

    BLOCKS = "blocks"  # a receiver rejects because of it
    RISKS = "risks"  # a receiver may reject or junk because of it
    UNKNOWN = "unknown"  # cannot be known from this input
    ADVICE = "advice"  # works, but a colleague would change it
    NOTE = "note"  # worth knowing, nothing to do
    GOOD = "good"


# Value of the fact `result`: answers are missing, but some of what was asked could be judged.
PARTLY = "partly"

_ORDER = {severity: rank for rank, severity in enumerate(Severity)}


class Actor(StrEnum):
    """Who must act."""

    SENDER = "sender"  # whoever wrote or sends the mail
    SENDER_ADMIN = "sender-admin"  # whoever runs the sending server or the sender's DNS
    RECIPIENT = "recipient"
    RECIPIENT_ADMIN = "recipient-admin"
    MICROSOFT = "microsoft"
    PROVIDER = "provider"  # another provider's postmaster
    LIST = "list"  # whoever runs the mailing list that passed the message on
    NOBODY = "nobody"  # nothing to do but wait, or nothing at all


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in the reader's own input: code points `start` (included) to `end` (not included).

    `input` names the input; empty means the check's main input.
    """

    start: int
    end: int
    input: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands at `span` by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits to one input; they do not overlap."""

    edits: tuple[Edit, ...]

    def apply(self, text: str) -> str:
        """Return `text` with the edits made."""
        pieces: list[str] = []
        at = 0
        for edit in sorted(self.edits, key=lambda edit: edit.span):
            pieces += (text[at : edit.span.start], edit.text)
            at = edit.span.end
        return "".join((*pieces, text[at:]))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say. `code` is stable and public; `values` fill the sentence that the catalogue holds for it."""

    code: str
    severity: Severity
    spans: tuple[Span, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    fix: Fix | None = None
    actor: Actor | None = None
    because: tuple[str, ...] = ()  # "RFC 7208 4.5" or the id of a claim


@dataclass(frozen=True, slots=True)
class Fact:
    """Something read or worked out, with the place it was read from."""

    name: str
    value: Value
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that the reader could do at a node, and what would come of it: "without this include: 7 lookups".

    `kind` names the sentence (`choice/<check>/<kind>`), which `values` fill; `text` is what the record would read then.
    """

    kind: str
    values: Mapping[str, Value]
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """One step on the way to a result: a term, a lookup, a name that was tried.

    `text` is shown as code; `kind` names the sentence beside it (`node/<check>/<kind>`), which `values` fill. `cost` is
    what the step with all below it took out of the budget, `total` the running count after it, both None where nothing
    is counted. `severity` colours it, None for an ordinary step.
    """

    kind: str
    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    cost: int | None = None
    total: int | None = None
    severity: Severity | None = None
    children: tuple["Node", ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Values side by side. The words are `table/<name>`, `column/<name>/<column>` and `row/<name>/<row>`.

    Each row is its name and one value a column. A row without a word of its own is shown as code (a tag, a name).
    `because` names the sources of what the table says, as a finding's does.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Value, ...]], ...]
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a diagram: `name` names its label (`box/<diagram>/<name>`), which `values` fill; `text` is code in it.

    `severity` colours it and says its state, None for a plain step.
    """

    name: str
    text: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow between two boxes of a diagram, each by its place: rank and place in the rank, both from 0."""

    start: tuple[int, int]
    end: tuple[int, int]
    severity: Severity | None = None  # None: the way was not taken, or nothing is known of it


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes in ranks with arrows from one rank to a later one; its heading is `diagram/<name>`."""

    name: str
    ranks: tuple[tuple[Box, ...], ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a time line: `text` is shown as code, `kind` names the sentence beside it (`stop/<name>/<kind>`).

    `at` is seconds after the first stop's clock, None where no time is known; less than the stop before it means that
    clocks differ. `marks` are short states beside it (`mark/<name>/<mark>`), each with its severity.
    """

    kind: str
    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    at: float | None = None
    severity: Severity | None = None
    marks: tuple[tuple[str, Severity | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Stops in the order in which they happened; its heading is `timeline/<name>`."""

    name: str
    stops: tuple[Stop, ...]


class TextKind(StrEnum):
    """What a finished text is, so that a page can offer the right thing to do with it."""

    LETTER = "letter"  # to send by mail: lines "To:" and "Subject:", an empty line, the words
    FORM = "form"  # what to put into the fields of a form, in the form's order
    MESSAGE = "message"  # a whole message (RFC 5322), to be saved as .eml
    FILE = "file"  # a document to be saved and handed on


@dataclass(frozen=True, slots=True)
class Text:
    """A finished text for a receiver, in the receiver's language whatever the page's is.

    `name` names its heading (`text/<check>/<name>`), `kind` says what it is.
    """

    name: str
    text: str
    kind: TextKind


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one check; `parts` are reports of their own (a failed recipient, a signature, a protocol).

    `fixed` is the main input's text with every fix made that can be made at once, None if there is nothing to fix.
    `settled` says that the verdict stands whatever the answers to `needs` are: they would only tell more.
    """

    check: str
    findings: tuple[Finding, ...] = ()
    facts: tuple[Fact, ...] = ()
    needs: tuple[Question, ...] = ()
    parts: tuple["Report", ...] = ()
    fixed: str | None = None
    tree: tuple[Node, ...] = ()
    tables: tuple[Table, ...] = ()
    texts: tuple[Text, ...] = ()
    diagrams: tuple[Diagram, ...] = ()
    timelines: tuple[Timeline, ...] = ()
    settled: bool = False

    @property
    def verdict(self) -> Severity:
        """The worst severity found, here or in a part; unknown where a question is open and nothing is worse."""
        found = [finding.severity for finding in self.findings] + [part.verdict for part in self.parts]
        if self.needs and not self.settled:
            found.append(Severity.UNKNOWN)
        return min(found, key=_ORDER.__getitem__, default=Severity.GOOD)

    def fact(self, name: str) -> Value:
        """Return the value of the first fact called `name`, None where there is none."""
        return next((fact.value for fact in self.facts if fact.name == name), None)

    def cited(self) -> Iterable[str]:
        """Yield every reference that a finding or a table here or in a part names, with repetitions."""
        for finding in self.findings:
            yield from finding.because
        for table in self.tables:
            yield from table.because
        for part in self.parts:
            yield from part.cited()
