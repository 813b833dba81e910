"""An evaluation, or a survey where no address is stated, put beside what the reading of a record says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from checkers.dns import Book, Question
from checkers.dns.model import normal_name
from checkers.records.candidate import Candidate
from checkers.registry import finding
from checkers.report import Fact, Finding, Node, Report, Severity, Span, Value
from checkers.spf.evaluation.choices import choices
from checkers.spf.evaluation.compile import is_record
from checkers.spf.evaluation.evaluate import evaluate
from checkers.spf.evaluation.macro import is_sender_domain
from checkers.spf.evaluation.model import Client, Evaluated, Kind, Request, Step
from checkers.spf.evaluation.outcome import about_cost, about_result, counts_anew
from checkers.spf.evaluation.savings import savings
from checkers.spf.evaluation.sender import Stated
from checkers.spf.evaluation.survey import Surveyed, survey
from checkers.spf.evaluation.tree import tree
from checkers.spf.judge_record import NEAR_LOOKUPS
from checkers.spf.version import announces

_WORD = re.compile(r"[^ ]+")
_OWN_COUNT = {"spf.lookups", "spf.lookups-near"}
_OF_SENDER = {"spf.fail", "spf.softfail", "spf.neutral"}
_UNUSABLE = {"permerror", "none"}  # results for every sender


@dataclass(frozen=True, slots=True)
class Published:
    """What the receivers find: the SPF records at `domain`, and `record`, the one record as it reads.

    `record` is empty where there is none or no single one. `pasted` is the record's place in the reader's text.
    """

    domain: str
    texts: tuple[str, ...]
    record: str
    pasted: Candidate | None = None


def evaluated(report: Report, published: Published, stated: Stated, book: Book, now: datetime | None) -> Report:
    """Return `report` with the result for the sender in `stated`, or with what the record costs."""
    return _Evaluating(report, published, stated, book, now).run()


class _Evaluating:
    def __init__(self, report: Report, published: Published, stated: Stated, book: Book, now: datetime | None) -> None:
        self.report, self.published, self.stated, self.book = report, published, stated, book
        self.now = now

    def run(self) -> Report:
        client = self.stated.client
        return self._surveyed() if client is None else self._for(client)

    def _surveyed(self) -> Report:
        if not is_record(self.published.record):
            return self.report
        surveyed = self._survey(asking=True)
        kept, said = self._about_cost(surveyed)
        facts: dict[str, Value] = {"lookups": surveyed.total}
        if surveyed.complete:
            facts["void_lookups"] = surveyed.voids
        if any(one.severity is Severity.BLOCKS for one in said):
            facts["result"] = self._fact("result") or "permerror"
        facts |= _everybody(said)
        return replace(
            self.report,
            findings=(*kept, *said),
            facts=self._with(facts),
            needs=self._open_texts(),
            tree=self._tree(surveyed.steps, surveyed),
            settled=True,
        )

    def _about_cost(self, surveyed: Surveyed) -> tuple[list[Finding], list[Finding]]:
        """Return the reading's findings without those that a walk through the record makes void, and the walk's own."""
        fact = self._fact("lookups")
        own = fact if isinstance(fact, int) else 0
        anew = counts_anew(surveyed, own)
        kept = [one for one in self.report.findings if not anew or one.code not in _OWN_COUNT]
        return kept, list(about_cost(surveyed, own, self._locate, self._cause))

    def _open_texts(self) -> tuple[Question, ...]:
        return tuple(asked for asked in self.book.open if asked.type == "TXT")

    def _elsewhere(self) -> list[Finding]:
        """Return what to say where the record is not the one that a receiver reads for this mail (RFC 7208 2.4)."""
        domain, checked = self.published.domain, self.stated.checked
        if not domain or not checked or normal_name(domain) == normal_name(checked):
            return []
        places = (self.stated.place,) if self.stated.place else ()
        return [finding("spf.other-domain", *places, domain=domain, checked=checked)]

    def _for(self, client: Client) -> Report:
        published, stated = self.published, self.stated
        request = Request(client, stated.sender, published.domain, published.texts, self.now)
        done = evaluate(self.book, request)
        surveyed = self._beside(done)
        kept, said = list(self.report.findings), list(about_result(done, client, self._locate, self._cause))
        if surveyed and done.result not in _UNUSABLE:
            kept, cost = self._about_cost(surveyed)
            kept += (one for one in cost if one.code not in {other.code for other in said})
        if done.result and done.result not in _UNUSABLE:
            kept = [_milder(one) for one in kept]
        if elsewhere := self._elsewhere():
            said = [_elsewhere(one) for one in said] + elsewhere
        if done.needing and done.result is None:
            said.append(finding("spf.domain-needed", *self._locate(done.needing.text), term=done.needing.text))
        if stated.source == "helo":
            said.append(finding("spf.helo-identity", name=stated.domain))
        if done.helo_used and not stated.sender.helo:
            said.append(finding("spf.helo-needed"))
        lookups = done.lookups if done.result or not surveyed else max(done.lookups, surveyed.total)
        facts: dict[str, Value] = {"ip": client.text, "lookups": lookups, "void_lookups": done.voids}
        facts |= {"result": done.result, "explanation": done.explanation} | _everybody(kept)
        facts["mechanism"] = (done.mechanism or None) if done.result else None
        if elsewhere:
            facts |= {"domain": published.domain, "checked": stated.checked}
        return replace(
            self.report,
            findings=(*kept, *said),
            facts=self._with(facts),
            needs=self.book.open if done.result is None or done.explaining else self._open_texts(),
            tree=self._tree(done.steps, surveyed),
            settled=done.result is not None,
        )

    def _beside(self, done: Evaluated) -> Surveyed | None:
        """Return what the record costs whoever asks, as far as it is known.

        What is not known is asked for where it may show that the record fails others, or why it fails this sender.
        """
        if not is_record(self.published.record):
            return None
        surveyed = self._survey(asking=done.stop is Kind.LIMIT)
        near = done.result is not None and done.result not in _UNUSABLE and surveyed.total >= NEAR_LOOKUPS
        return self._survey(asking=True) if near and not surveyed.complete else surveyed

    def _tree(self, steps: Sequence[Step], surveyed: Surveyed | None) -> tuple[Node, ...]:
        """Return the steps, with what could be done at each, or together where the record costs too much."""
        record = self.published.record
        if surveyed is None or len(surveyed.steps) != len(steps):
            return tree(steps, lambda _: ())
        if saving := savings(record, surveyed):
            return (*tree(steps, lambda _: ()), *saving)
        return tree(steps, lambda place: choices(record, surveyed, place))

    def _survey(self, *, asking: bool) -> Surveyed:
        ask = self.book.ask if asking else self.book.known
        return survey(ask, self.published.record, self.published.domain)

    def _cause(self, name: str) -> str:
        """Return why there is no record at `name`: a value of the vocabulary `cause`."""
        answer = self.book.known(name, "TXT") if is_sender_domain(name) else None
        if answer is None:
            return "name"
        if answer.status.value == "NXDOMAIN":
            return "nxdomain"
        return "broken" if any(map(announces, answer.records)) else "other" if answer.records else "empty"

    def _locate(self, term: str) -> tuple[Span, ...]:
        pasted = self.published.pasted
        if pasted is None:
            return ()
        places = (match.span() for match in _WORD.finditer(pasted.data.text) if match[0] == term)
        return tuple(pasted.data.span(*place) for place in list(places)[:1])

    def _fact(self, name: str) -> Value:
        return self.report.fact(name)

    def _with(self, changed: dict[str, Value]) -> tuple[Fact, ...]:
        """Return the report's facts with some changed or added; None takes one away."""
        if changed.get("result") in _UNUSABLE:
            changed["all"] = None  # what it says about anybody has no effect
        kept = [replace(fact, value=changed[fact.name]) if fact.name in changed else fact for fact in self.report.facts]
        names = {fact.name for fact in kept}
        kept += (Fact(name, value) for name, value in changed.items() if name not in names)
        return tuple(fact for fact in kept if fact.value is not None)


def _everybody(findings: Sequence[Finding]) -> dict[str, Value]:
    """Return what the record says about all other servers where an included one lets everybody pass."""
    return {"all": "+"} if any(found.code == "spf.included-plus-all" for found in findings) else {}


def _elsewhere(found: Finding) -> Finding:
    """Return what came of a record that is not the one for this mail: it does the mail no harm."""
    return replace(found, severity=Severity.UNKNOWN) if found.code in _OF_SENDER else found


def _milder(found: Finding) -> Finding:
    """Return a fault that did not keep this sender from a result: it will keep others."""
    return replace(found, severity=Severity.RISKS) if found.severity is Severity.BLOCKS else found


def spf_texts(records: Sequence[str]) -> tuple[str, ...]:
    """Return the texts that receivers take for SPF records (RFC 7208 4.5)."""
    return tuple(text for text in records if is_record(text))
