"""The part about one signature: its facts, its steps, and what there is to say about it."""

from datetime import UTC, datetime

from checkers.dkim.verification.judge import judge
from checkers.dkim.verification.octets import Octets
from checkers.dkim.verification.record import Trouble
from checkers.dkim.verification.verify import Verified, Why
from checkers.dns import Question
from checkers.registry import finding
from checkers.report import Fact, Finding, Node, Report, Severity, Value
from checkers.requests.times import stamp

_LAST = 253402300800  # the year 10000
_SHOWN = 200  # characters of what a signature says


def signature_part(message: Octets, verified: Verified, explained: tuple[Finding, ...] = ()) -> Report:
    """Return the part; `explained` is what was found out about a change on the way."""
    signature = verified.signature
    open_ = verified.keys.trouble is Trouble.OPEN and verified.result is None
    needs = (Question.ask(signature.key_name, "TXT"),) if open_ else ()
    return Report(
        "dkim",
        (*judge(message, verified), *explained),
        tuple(_facts(verified)),
        needs,
        tree=tuple(_steps(verified)),
        settled=verified.body is False,
    )


def no_signature(recorded: str = "") -> Report:
    """Return the part of a message without a signature; `recorded` is the domain of one that a server saw there."""
    said = finding("signature.taken-out", domain=recorded) if recorded else finding("signature.none")
    return Report("dkim", (said,), (Fact("kind", "signature"), Fact("result", "none")), settled=not recorded)


def _facts(verified: Verified) -> list[Fact]:
    signature, record = verified.signature, verified.record
    key = record.key if record else None
    values: dict[str, Value] = {
        "kind": "signature",
        "result": verified.result,
        "domain": signature.domain or None,
        "selector": signature.selector or None,
        "identity": signature.identity if signature.identity != signature.domain else None,
        "signed_at": _time(signature.time),
        "expires_at": _time(signature.expires),
        "algorithm": signature.tags.value("a")[:_SHOWN] or None,
        "canonicalization": signature.tags.value("c", "simple/simple")[:_SHOWN],
        "signed_fields": [name.decode("latin-1")[:_SHOWN] for name in signature.names if name][:100],
        "body_hash": _state(verified.body),
        "head_hash": _state(verified.head),
        "key_type": key.type if key else None,
        "key_bits": key.bits if key else None,
        "length": signature.length,
        "weak": verified.weak,
        "testing": True if record and record.testing else None,
    }
    return [Fact(name, value) for name, value in values.items() if value not in (None, "", [])]


def _time(seconds: int | None) -> str | None:
    """Return seconds since 1970 as a time in UTC, as they are where no calendar reaches."""
    if seconds is None:
        return None
    return stamp(datetime.fromtimestamp(seconds, UTC)) if seconds < _LAST else str(seconds)


def _state(holds: bool | None) -> str | None:  # noqa: FBT001  one of three
    return None if holds is None else "holds" if holds else "differs"


def _steps(verified: Verified) -> list[Node]:
    """Return the steps of RFC 6376 6.1 in order: the field, the key, the body, the head, the result."""
    signature = verified.signature
    if verified.why is Why.FAULT:
        return [Node("field-unusable", signature.tag or "DKIM-Signature", severity=Severity.RISKS)]
    steps = [Node("field", signature.domain)]
    trouble = verified.keys.trouble
    if trouble:
        open_ = trouble in {Trouble.OPEN, Trouble.LOOKUP}
        severity = Severity.UNKNOWN if open_ else Severity.RISKS
        steps.append(Node("key-open" if open_ else "key-unusable", signature.key_name, severity=severity))
    else:
        steps.append(Node("key", signature.key_name, severity=Severity.GOOD))
    if verified.body is not None:
        steps.append(_check("body", "bh=", verified.body))
    if verified.head is not None:
        steps.append(_check("head", "b=", verified.head))
    if verified.result:
        severity = Severity.GOOD if verified.passed else Severity.RISKS
        steps.append(Node("result", verified.result, severity=severity))
    return steps


def _check(kind: str, text: str, holds: bool | None) -> Node:  # noqa: FBT001  one of three
    state = "holds" if holds else "differs"
    return Node(f"{kind}-{state}", text, severity=Severity.GOOD if holds else Severity.RISKS)
