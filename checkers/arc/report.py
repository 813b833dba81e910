"""The part `arc`: what a receiver makes of the chain, said."""

from dataclasses import replace

from checkers.arc.sets import Flaw
from checkers.arc.validate import Broken, Validated
from checkers.dkim.verification.octets import Octets
from checkers.dkim.verification.record import Trouble
from checkers.dkim.verification.verify import Verified, Why
from checkers.dns import Question
from checkers.registry import finding
from checkers.report import Fact, Finding, Node, Report, Severity, Value

_FLAWS = {
    Flaw.FIELD: "arc.field",
    Flaw.NUMBER: "arc.number",
    Flaw.TWICE: "arc.twice",
    Flaw.INCOMPLETE: "arc.incomplete",
    Flaw.GAP: "arc.gap",
    Flaw.TOO_MANY: "arc.too-many",
}
_BROKEN = {
    Broken.ENDED: "arc.ended",
    Broken.STATED: "arc.stated",
    Broken.MESSAGE: "arc.message",
    Broken.SEAL: "arc.seal",
}
_SEVERITIES = {"pass": Severity.GOOD, "fail": Severity.RISKS}


def arc_part(message: Octets, validated: Validated) -> Report:
    """Return the part: facts `result`, `instances`, `oldest_pass`, and who sealed."""
    chain = validated.chain
    facts = [Fact("result", validated.result)] if validated.result else []
    if chain.present:
        facts.append(Fact("instances", len(chain.sets)))
    if validated.oldest_pass is not None:
        facts.append(Fact("oldest_pass", validated.oldest_pass))
    if chain.sets:
        facts.append(Fact("sealers", [one.seal.domain for one in chain.sets]))
    said = tuple(_said(message, validated))
    needs = _needs(validated) if validated.result is None else ()
    return Report("arc", said, tuple(facts), needs, tree=_tree(validated))


def _said(message: Octets, validated: Validated) -> list[Finding]:
    chain = validated.chain
    if chain.flaw:
        spans = (message.whole(chain.field),) if chain.field else ()
        tag = chain.signature.tag if chain.signature else ""
        name = chain.field.name.decode() if chain.field else ""
        return [finding(_FLAWS[chain.flaw], *spans, instance=chain.instance, tag=tag, field=name)]
    if not chain.sets:
        return []
    count, newest = len(chain.sets), chain.sets[-1]
    if validated.result == "pass":
        found = [finding("arc.pass", message.whole(newest.seal.field), count=count, domain=newest.seal.domain)]
        if validated.oldest_pass:
            changer = chain.sets[validated.oldest_pass - 2]
            found.append(
                finding(
                    "arc.changed",
                    message.whole(changer.message.field),
                    instance=changer.instance,
                    domain=changer.seal.domain,
                    after=chain.sets[validated.oldest_pass - 1].seal.domain,
                )
            )
        return found
    broken = next(one for one in chain.sets if one.instance == validated.instance)
    signature = broken.message if validated.broken is Broken.MESSAGE else broken.seal
    place = message.whole(signature.field)
    values: dict[str, Value] = {"instance": broken.instance, "domain": signature.domain, "name": signature.key_name}
    if validated.result is None:
        last = validated.messages[-1]
        missing = validated.broken is Broken.MESSAGE and last is not None and last.why is Why.NO_BODY
        return [replace(finding("arc.no-body" if missing else "arc.key-open", place), values=values)]
    if validated.result == "temperror":
        return [replace(finding("arc.key-lookup", place), values=values)]
    assert validated.broken
    values |= {"chain": signature.chain, "why": _why(validated)}
    return [replace(finding(_BROKEN[validated.broken], place), values=values)]


def _why(validated: Validated) -> str:
    """Return what is wrong with the signature that breaks the chain: a value of the vocabulary `why`."""
    verified: Verified | None = None
    if validated.broken is Broken.MESSAGE:
        verified = validated.messages[-1]
    elif validated.broken is Broken.SEAL:
        verified = validated.seals[validated.instance - 1]
    if verified is None:
        return ""
    return verified.keys.trouble.value if verified.keys.trouble and verified.body is not False else verified.why.value


def _needs(validated: Validated) -> tuple[Question, ...]:
    every = [*(one for one in validated.messages if one), *validated.seals]
    asked = [Question.ask(one.signature.key_name, "TXT") for one in every if one.keys.trouble is Trouble.OPEN]
    return tuple(dict.fromkeys(asked))


def _tree(validated: Validated) -> tuple[Node, ...]:
    """Return the sets as steps, the newest first as they stand in the message."""
    nodes = []
    for one, message, seal in zip(validated.chain.sets, validated.messages, validated.seals, strict=False):
        children = (
            _step("message", one.message.domain, message),
            _step("seal", one.seal.domain, seal),
        )
        results = one.results.value.partition(";")[2].split(";")[0].strip()
        nodes.append(
            Node("set", f"i={one.instance}", {"chain": one.seal.chain, "host": results[:100]}, children=children)
        )
    return tuple(reversed(nodes))


def _step(kind: str, domain: str, verified: Verified | None) -> Node:
    if verified is None:
        return Node(f"{kind}-untried", domain)
    state = "pass" if verified.passed else "open" if verified.result is None else "fail"
    return Node(f"{kind}-{state}", domain, severity=_SEVERITIES.get(state, Severity.UNKNOWN))
