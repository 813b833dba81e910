"""What a record costs whoever asks: every term and all that it leads to, for a sender who matches nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from checkers.dns import Answer
from checkers.spf.evaluation.address import ip4_number, ip6_number
from checkers.spf.evaluation.compile import compile_record, is_record
from checkers.spf.evaluation.lookups import mail_hosts
from checkers.spf.evaluation.macro import can_be_asked, is_sender_domain, letters, target
from checkers.spf.evaluation.model import MAX_HOSTS, MAX_TRACED, Kind, Policy, Rule, Step, traced

MAX_COUNT = 60  # lookups: a record that needs more is not followed any further
_KNOWN = frozenset("do")  # the macro letters that do not depend on the message
_TYPES = ("A", "AAAA")
_FAMILY = {"A": ("ip4", 32, ip4_number), "AAAA": ("ip6", 128, ip6_number)}

type Ask = Callable[[str, str], Answer | None]


@dataclass(slots=True)
class Surveyed:
    """What a record costs. `total` is what is known of it, all of it where `complete`."""

    policy: Policy
    steps: list[Step]
    total: int = 0
    voids: int = 0
    complete: bool = True  # every term was seen, and every record whose name does not depend on the message


def survey(ask: Ask, text: str, domain: str) -> Surveyed:
    """Walk through the record `text` of `domain`, which is empty where it is not known."""
    policy = compile_record(text)
    surveyed = Surveyed(policy, [])
    walk = _Walk(ask, domain, surveyed)
    walk.record(policy, domain, surveyed.steps)
    return surveyed


class _Walk:
    def __init__(self, ask: Ask, domain: str, surveyed: Surveyed) -> None:
        self.ask, self.origin, self.surveyed = ask, domain, surveyed
        self.chain: list[str] = []

    def record(self, policy: Policy, domain: str, steps: list[Step]) -> None:
        self.chain.append(domain.lower())
        has_all = any(rule.name == "all" for rule in policy.terms)
        ended = redirected = False
        for rule in policy.terms[:MAX_TRACED]:
            step = Step(rule, Kind.NOT_REACHED, total=self.surveyed.total)
            steps.append(step)
            if rule.name in _UNASKED:
                step.kind = Kind.NOT_REACHED if ended and rule.name in _MECHANISMS else _UNASKED[rule.name]
                ended = ended or rule.name == "all"
            elif rule.name == "redirect":
                step.kind = Kind.IGNORED if has_all else Kind.ERROR if redirected else Kind.TOO_DEEP
                redirected = True
            elif not ended:
                self._asking(rule, domain, step)
        if len(policy.terms) > MAX_TRACED:
            self.surveyed.complete = False
            steps += traced(policy, lambda _: Kind.NOT_REACHED, MAX_TRACED, self.surveyed.total)
        elif policy.redirect and not has_all:
            self._asking(policy.redirect, domain, next(step for step in steps if step.rule is policy.redirect))
        self.chain.pop()

    def _asking(self, rule: Rule, domain: str, step: Step) -> None:
        before = self.surveyed.total
        self.surveyed.total += 1
        step.kind = Kind(rule.name)
        follows = rule.name in {"include", "redirect"}
        if self.surveyed.total > MAX_COUNT:
            step.kind = Kind.TOO_DEEP
        elif not letters(rule.spec) <= _KNOWN:
            step.kind = Kind.MACRO
        elif self._lacks_domain(rule, domain):
            step.kind = Kind.NO_DOMAIN
        elif rule.name != "ptr":
            step.name = self._name(rule, domain)
            if follows:
                self._follow(step)
            elif not can_be_asked(step.name):
                step.kind = Kind.NO_NAME
            else:
                self._look(rule, step)
        if follows and step.kind in {Kind.NO_DOMAIN, Kind.OPEN, Kind.TEMPERROR}:
            self.surveyed.complete = False
        step.cost, step.total = self.surveyed.total - before, self.surveyed.total

    def _lacks_domain(self, rule: Rule, domain: str) -> bool:
        return (not domain and (rule.spec is None or "d" in letters(rule.spec))) or (
            not self.origin and "o" in letters(rule.spec)
        )

    def _name(self, rule: Rule, domain: str) -> str:
        if rule.spec is None:
            return domain
        return target(rule.spec, lambda letter: domain if letter == "d" else self.origin)

    def _follow(self, step: Step) -> None:
        name = step.name
        if name.lower() in self.chain:
            step.kind = Kind.LOOP
        elif not is_sender_domain(name):
            step.kind, step.values = Kind.NO_RECORD, {"cause": "name"}
        elif (answer := self.ask(name, "TXT")) is None:
            step.kind = Kind.OPEN
        elif answer.failed:
            step.kind, step.values = Kind.TEMPERROR, {"status": answer.status.value}
        else:
            self._read(answer, step)

    def _read(self, answer: Answer, step: Step) -> None:
        texts = [text for text in answer.records if is_record(text)]
        if not texts:
            step.kind = Kind.NO_RECORD
        elif len(texts) > 1:
            step.kind, step.values = Kind.TWO_RECORDS, {"count": len(texts)}
        else:
            policy = compile_record(texts[0])
            step.policy, steps = policy, list[Step]()
            step.steps = steps
            if policy.faults:
                faulty = set(policy.faults)
                steps += traced(policy, lambda one: Kind.ERROR if one in faulty else Kind.NOT_REACHED)
                step.kind, step.values = Kind.ERROR, {"fault": policy.faults[0].text}
            else:
                self.record(policy, step.name, steps)

    def _look(self, rule: Rule, step: Step) -> None:
        if rule.name == "exists":
            answer = self.ask(step.name, "A")
            self._empty(step, answer)
        elif rule.name == "a":
            self._addresses(rule, step, [step.name])
        else:
            answer = self.ask(step.name, "MX")
            if not self._empty(step, answer) and answer and not answer.failed:
                hosts = mail_hosts(answer.records)
                step.values = {"hosts": len(hosts), "count": len(hosts), "most": MAX_HOSTS}
                if len(hosts) > MAX_HOSTS:
                    step.kind = Kind.HOSTS
                else:
                    self._addresses(rule, step, hosts)

    def _empty(self, step: Step, *answers: Answer | None) -> bool:
        """Note what is open, failed or empty in every answer; tell whether it is that."""
        if None in answers:
            step.kind = Kind.OPEN
        elif failed := [answer for answer in answers if answer and answer.failed]:
            step.kind, step.values = Kind.TEMPERROR, {"status": failed[0].status.value}
        elif not any(answer.records for answer in answers if answer):
            step.kind = Kind.VOID
            self.surveyed.voids += 1
        return step.kind in {Kind.OPEN, Kind.TEMPERROR, Kind.VOID}

    def _addresses(self, rule: Rule, step: Step, hosts: list[str]) -> None:
        answers = {(host, type_): self.ask(host, type_) for host in hosts for type_ in _TYPES}
        if not hosts or self._empty(step, *answers.values()):
            step.networks = () if step.kind is Kind.VOID or not hosts else None
            return
        found = []
        for (_, type_), answer in answers.items():
            name, bits, number = _FAMILY[type_]
            shift = rule.shifts[_TYPES.index(type_)]
            length = f"/{bits - shift}" if shift else ""
            read = (one for one in (answer.records if answer else ()) if number(one) is not None)
            found += [f"{name}:{address}{length}" for address in read]
        step.networks = tuple(found)
        step.values = dict(step.values) | {"count": len(found)}


_MECHANISMS = {"ip4", "ip6", "all"}
_UNASKED = {
    "?": Kind.ERROR,
    "ip4": Kind.IP,
    "ip6": Kind.IP,
    "all": Kind.ALL,
    "exp": Kind.EXP,
    "": Kind.IGNORED,
}  # what terms are that cost nothing
