"""How what each receiver asks for stands here, and whether mail is ready to be sent there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from checkers.domain.model import State
from checkers.domain.parts import Setup
from checkers.domain.use import only_refuses
from checkers.report import Report, Severity, Table, Value
from checkers.spf.evaluation.model import MAX_LOOKUPS

THINGS = ("spf", "dkim", "dmarc", "alignment", "reverse", "tls")
_FAILED = {"fail", "softfail", "neutral", "none", "permerror"}
_SIX = 6


class Ready(StrEnum):
    """The values of the column `ready`."""

    READY = "ready"
    RISKS = "mail-at-risk"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"

    @property
    def severity(self) -> Severity:
        """The severity that colours it."""
        return _SEVERITIES[self]


_SEVERITIES = {
    Ready.READY: Severity.GOOD,
    Ready.RISKS: Severity.RISKS,
    Ready.BLOCKED: Severity.BLOCKS,
    Ready.UNKNOWN: Severity.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Receiver:
    """A receiver's rules: what it refuses mail without, what it may refuse or junk mail without, and who says so.

    `either` are things of which one will do. What DNS does not show (`tls`) is named, and nothing follows from it.
    """

    name: str
    needs: frozenset[str]
    wants: frozenset[str]
    because: tuple[str, ...]
    either: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()

    @property
    def named(self) -> frozenset[str]:
        """Everything that the rules name."""
        return self.needs | self.wants | self.either | self.unseen


_BULK = frozenset({"spf", "dkim", "dmarc", "alignment"})
RECEIVERS = (
    Receiver(
        "microsoft-365",
        frozenset(),
        frozenset({"reverse"}),
        ("MS-POL", "MS-AUTH", "MS-IPV6"),
        frozenset({"spf", "dkim"}),
    ),
    Receiver("outlook-high-volume", _BULK, frozenset({"reverse"}), ("MS-57515", "MS-HVS", "MS-POL")),
    Receiver("gmail-bulk", _BULK | {"reverse"}, frozenset(), ("GOOG",), unseen=frozenset({"tls"})),
    Receiver("yahoo-bulk", frozenset({"spf", "dkim", "dmarc"}), frozenset(), ("YAHOO",)),
)


@dataclass(frozen=True, slots=True)
class Readiness:
    """How each thing stands, and how ready mail is for each receiver."""

    states: Mapping[str, State]
    ready: Mapping[str, Ready]

    def table(self) -> Table:
        """Return both side by side, one receiver a row."""
        rows: list[tuple[str, tuple[Value, ...]]] = []
        for one in RECEIVERS:
            cells = (self.states[thing] if thing in one.named else State.NOT_ASKED for thing in THINGS)
            rows.append((one.name, (self.ready[one.name].value, *(cell.value for cell in cells))))
        because = tuple(dict.fromkeys(source for one in RECEIVERS for source in one.because))
        return Table("readiness", ("ready", *THINGS), tuple(rows), because)


def readiness(setup: Setup) -> Readiness:
    """Return how ready a domain is for each receiver."""
    spf, dkim = spf_state(setup), setup.keys.state
    states = {
        "spf": spf,
        "dkim": dkim,
        "dmarc": dmarc_state(setup.dmarc),
        "alignment": _alignment(spf, dkim),
        "reverse": setup.reverse.state,
        "tls": State.UNKNOWN,
    }
    return Readiness(states, {one.name: _ready(one, states, setup) for one in RECEIVERS})


def spf_state(setup: Setup) -> State:
    """Return whether SPF can pass: for the stated addresses, else for whoever the record names."""
    report = setup.spf
    codes = {found.code for found in report.findings}
    severities = {found.severity for found in report.findings}
    if Severity.BLOCKS in severities or "spf.no-record" in codes or only_refuses(report):
        return State.NO
    if codes & {"spf.lookup-failed", "spf.temperror"}:
        return State.UNKNOWN
    results = setup.results.values()
    if any(result in _FAILED for result in results):
        return State.NO
    lookups = report.fact("lookups")
    if isinstance(lookups, int) and lookups > MAX_LOOKUPS:
        return State.NO
    unseen = report.needs or report.fact("void_lookups") is None  # which is told where all of the record was seen
    if unseen or any(result != "pass" for result in results):
        return State.UNKNOWN
    return State.RISKS if Severity.RISKS in severities else State.YES


def dmarc_state(report: Report) -> State:
    """Return whether a DMARC record applies that receivers can use."""
    absent = any(found.code == "dmarc.no-record" for found in report.findings)
    if (absent and not report.needs) or any(found.severity is Severity.BLOCKS for found in report.findings):
        return State.NO
    if report.fact("policy"):
        return State.YES
    failed = any(found.severity is Severity.UNKNOWN for found in report.findings)
    return State.UNKNOWN if report.needs or failed or report.fact("result") != "none" else State.NO


def _alignment(spf: State, dkim: State) -> State:
    """Both are at the domain itself: whichever passes for it is aligned."""
    return _best({spf, dkim})


def _best(states: Collection[State]) -> State:
    order = (State.YES, State.RISKS, State.GUESSED, State.UNKNOWN, State.NO)
    return next(state for state in order if state in states)


def _ready(receiver: Receiver, states: Mapping[str, State], setup: Setup) -> Ready:
    needed = {states[thing] for thing in receiver.needs}
    wanted = {states[thing] for thing in receiver.wants}
    if receiver.either:
        wanted.add(_best({states[thing] for thing in receiver.either}))
    if State.NO in needed or _refused(receiver, states, setup):
        return Ready.BLOCKED
    if State.NO in wanted or State.RISKS in needed | wanted:
        return Ready.RISKS
    return Ready.READY if needed | wanted == {State.YES} else Ready.UNKNOWN


def _refused(receiver: Receiver, states: Mapping[str, State], setup: Setup) -> bool:
    """Tell whether Microsoft refuses mail for another reason: 5.7.509 by the domain's own policy, 4.7.25 over IPv6."""
    if receiver.name != "microsoft-365":
        return False
    policy = str(setup.dmarc.fact("policy") or "")
    if policy == "reject" and states["alignment"] is State.NO:
        return True
    rows = setup.reverse.rows if setup.stated.addresses else ()
    nameless = [row for row in rows if row.address.version == _SIX and row.state is State.NO and not row.name]
    return bool(rows) and len(nameless) == len(rows)
