"""check_host(), RFC 7208 section 4.

An evaluation that lacks an answer goes on as if the term did not match, only to ask at once for everything that may be
needed; its result is then not stated.
"""

from collections.abc import Sequence

from checkers.dns import Book
from checkers.spf.evaluation.compile import compile_explanation, compile_record, is_record
from checkers.spf.evaluation.letters import Letters
from checkers.spf.evaluation.lookups import Lookups
from checkers.spf.evaluation.macro import can_be_asked, expand, is_sender_domain, target
from checkers.spf.evaluation.model import (
    Evaluated,
    Kind,
    NoDomainError,
    OpenError,
    Policy,
    Request,
    Rule,
    Step,
    StopError,
    traced,
)

_UNASKED = {"redirect": Kind.NOT_REACHED, "exp": Kind.EXP, "": Kind.IGNORED}  # what a term is that asks nothing


def evaluate(book: Book, request: Request) -> Evaluated:
    """Return what a receiver says about the mail in `request`. Questions without an answer are left in `book`."""
    return _Evaluation(book, request).run()


class _Evaluation:
    def __init__(self, book: Book, request: Request) -> None:
        self.request, self.client = request, request.client
        self.lookups = Lookups(book, request.client)
        self.letters = Letters(request, self.lookups)
        self.done = Evaluated()
        self.open = 0  # questions without an answer met so far
        self.chain: list[str] = []  # the domains whose records are being read
        self.path: list[Step] = []  # the terms that lead to the current record
        self.explained: tuple[str, Rule] | None = None

    def run(self) -> Evaluated:
        done, steps = self.done, list[Step]()
        try:
            result = self._check_host(self.request.domain, steps, self.request.texts)
        except OpenError:
            result, self.open = "", 1
        except StopError as error:
            result = error.result
            done.stop, done.values, done.path, done.mechanism = error.kind, error.values, tuple(self.path), ""
        if not self.open:
            done.result = result
            self._explain()
        else:
            done.stop, done.path = None, ()
        done.steps, done.helo_used = tuple(steps), self.letters.helo_used
        done.lookups, done.voids = self.lookups.count, self.lookups.voids
        return done

    def _check_host(self, domain: str, steps: list[Step], texts: Sequence[str] | None = None) -> str:
        if texts is None:
            if not is_sender_domain(domain):
                return "none"
            texts = self._texts(domain)
        if not texts:
            return "none"
        if len(texts) > 1:
            raise StopError("permerror", Kind.TWO_RECORDS, name=domain, count=len(texts))
        policy = compile_record(texts[0])
        if policy.faults:
            faulty = set(policy.faults)
            steps += traced(policy, lambda rule: Kind.ERROR if rule in faulty else Kind.NOT_REACHED)
            raise StopError("permerror", Kind.ERROR, name=domain, fault=policy.faults[0].text)
        self.chain.append(domain.lower())
        result = self._apply(policy, domain, steps)
        self.chain.pop()
        return result

    def _texts(self, domain: str) -> list[str]:
        answer = self.lookups.ask(domain, "TXT")
        if answer.failed:
            raise StopError("temperror", Kind.TEMPERROR, name=domain, status=answer.status.value)
        return [text for text in answer.records if is_record(text)]

    def _apply(self, policy: Policy, domain: str, steps: list[Step]) -> str:
        number = self.client.number
        own, other, place = ("ip4", "ip6", 0) if self.client.version == 4 else ("ip6", "ip4", 1)  # noqa: PLR2004
        try:
            for rule in policy.terms:
                step = Step(rule, Kind.NO_MATCH, "", 0, self.lookups.count)
                steps.append(step)
                name = rule.name
                if name == own:
                    matched = number >> rule.shifts[place] == rule.network
                else:
                    matched = name != other and self._matches(rule, domain, step)
                if matched:
                    step.kind = Kind.WOULD_MATCH if self.open else Kind.MATCHED
                    return self._decided(rule, rule.result, policy, domain)
        finally:
            kinds = _UNASKED.get
            steps += traced(policy, lambda rule: kinds(rule.name, Kind.NOT_REACHED), len(steps), self.lookups.count)
        if policy.redirect:
            return self._redirect(policy.redirect, domain, steps)
        return self._decided(None, "neutral", policy, domain)

    def _matches(self, rule: Rule, domain: str, step: Step) -> bool:
        match rule.name:
            case "all":
                return True
            case "redirect" | "exp" | "":
                step.kind = _UNASKED[rule.name]
                return False
            case _:
                return self._asking(rule, domain, step)

    def _decided(self, rule: Rule | None, result: str, policy: Policy, domain: str) -> str:
        """Note what decides in the sender's own record, or in the one that it redirects to."""
        if all(step.rule.name == "redirect" for step in self.path):
            self.done.mechanism = rule.text if rule else "default"
            self.explained = (domain, policy.explanation) if policy.explanation else None
        return result

    def _asking(self, rule: Rule, domain: str, step: Step) -> bool:
        """Tell whether a term matches that costs a lookup; `step` says how it went."""
        before, depth, length = self.lookups.count, len(self.path), len(self.chain)
        self.path.append(step)
        matched = False
        try:
            self.lookups.charge()
            step.name = self._name(rule, domain)
            matched = self._include(step) if rule.name == "include" else self.lookups.match(rule, step)
        except OpenError as error:
            self._opened(error, step)
        except StopError as error:
            _note(error, step)
            if not self.open or error.kind in {Kind.LIMIT, Kind.VOID_LIMIT}:
                raise
        finally:
            step.cost, step.total = self.lookups.count - before, self.lookups.count
        del self.path[depth:], self.chain[length:]
        return matched

    def _opened(self, error: OpenError, step: Step) -> None:
        self.open += 1
        step.kind = Kind.OPEN
        if isinstance(error, NoDomainError):
            step.kind = Kind.NO_DOMAIN
            self.done.needing = self.done.needing or (self.path[0].rule if self.path else step.rule)

    def _name(self, rule: Rule, domain: str) -> str:
        if rule.spec:
            return target(rule.spec, lambda letter: self.letters.value(letter, domain))
        if not domain:
            raise NoDomainError
        return domain

    def _include(self, step: Step) -> bool:
        opened = self.open
        result = self._follow(step)
        if self.open > opened:
            step.kind = Kind.OPEN
            return False
        return result == "pass"

    def _follow(self, step: Step) -> str:
        """Return the result at the name of an include or redirect, which must have a record (5.2, 6.1)."""
        if step.name.lower() in self.chain:
            raise StopError("permerror", Kind.LOOP, name=step.name)
        steps: list[Step] = []
        step.steps = steps
        result = self._check_host(step.name, steps)
        if result == "none":
            raise StopError("permerror", Kind.NO_RECORD, name=step.name)
        step.values = {"result": result}
        return result

    def _redirect(self, rule: Rule, domain: str, steps: list[Step]) -> str:
        step = next(one for one in steps if one.rule is rule)
        before, depth, length = self.lookups.count, len(self.path), len(self.chain)
        self.path.append(step)
        step.kind, result = Kind.REDIRECT, ""
        try:
            self.lookups.charge()
            step.name = self._name(rule, domain)
            result = self._follow(step)
        except OpenError as error:
            self._opened(error, step)
        except StopError as error:
            _note(error, step)
            raise
        finally:
            step.cost, step.total = self.lookups.count - before, self.lookups.count
        del self.path[depth:], self.chain[length:]
        return result

    def _explain(self) -> None:
        """Note what the domain tells the rejected sender; whatever is wrong with it, there is none (6.2)."""
        if self.done.result != "fail" or not self.explained:
            return
        domain, rule = self.explained
        self.lookups.limited = False
        try:
            name = self._name(rule, domain)
            answer = self.lookups.ask(name, "TXT") if can_be_asked(name) else None
            if answer is None or answer.failed or len(answer.records) != 1:
                return
            pieces = compile_explanation(answer.records[0])
            if pieces:
                self.done.explanation = expand(pieces, lambda letter: self.letters.value(letter, domain)) or None
        except NoDomainError:
            return
        except OpenError:
            self.done.explaining = True


def _note(error: StopError, step: Step) -> None:
    """Mark the term at which it ended as what it is, and those that lead there as errors."""
    if error.step is None:
        error.step, step.values, step.kind = step, error.values, error.kind
    else:
        step.kind = Kind.TEMPERROR if error.result == "temperror" else Kind.ERROR
