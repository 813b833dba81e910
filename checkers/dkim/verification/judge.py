"""What there is to say about a verified signature."""

from collections.abc import Iterator
from dataclasses import replace

from checkers.dkim.judge_strength import ADVISED_BITS
from checkers.dkim.verification.coverage import doubled, uncovered
from checkers.dkim.verification.octets import Octets
from checkers.dkim.verification.record import Trouble
from checkers.dkim.verification.signature import Fault, Signature
from checkers.dkim.verification.verify import Verified, Why
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Finding, Span, Value

_QUEUED = 4 * 86_400  # seconds that a message may wait at least, RFC 5321 4.5.4.1
_MAX_REST = 120  # octets of what `l=` leaves uncovered that are shown

_FAULTS = {
    Fault.SYNTAX: "signature.tag-syntax",
    Fault.TWICE: "signature.tag-twice",
    Fault.MISSING: "signature.tag-missing",
    Fault.VALUE: "signature.tag-value",
    Fault.VERSION: "signature.version",
    Fault.ALGORITHM: "signature.algorithm",
    Fault.FROM: "signature.from-unsigned",
    Fault.IDENTITY: "signature.identity",
    Fault.TIMES: "signature.times",
}
_TROUBLES = {
    Trouble.OPEN: "signature.key-open",
    Trouble.LOOKUP: "signature.key-lookup",
    Trouble.MISSING: "signature.key-missing",
    Trouble.OTHER: "signature.key-other",
    Trouble.REVOKED: "signature.key-revoked",
    Trouble.UNUSABLE: "signature.key-unusable",
    Trouble.TYPE: "signature.key-type",
    Trouble.HASH: "signature.key-hash",
    Trouble.SERVICE: "signature.key-service",
    Trouble.SUBDOMAIN: "signature.key-subdomain",
}
_RESULTS = {
    Why.PASS: "signature.pass",
    Why.BODY: "signature.body-differs",
    Why.HEAD: "signature.head-differs",
    Why.FORGED: "signature.key-differs",
    Why.UNFIT: "signature.unfit",
    Why.NO_BODY: "signature.no-body",
    Why.SHORT: "signature.length-short",
    Why.WEAK_KEY: "signature.weak-key",
    Why.WEAK_HASH: "signature.weak-hash",
    Why.EXPIRED: "signature.expired",
}


def judge(message: Octets, verified: Verified) -> Iterator[Finding]:
    """Yield what there is to say about one signature, what decided its result first."""
    signature = verified.signature
    if signature.fault:
        place = _tag_place(message, signature, signature.tag)
        yield finding(_FAULTS[signature.fault], place, tag=signature.tag, value=shown(signature.said))
        return
    yield from _decided(message, verified)
    if verified.body is False and verified.head is False and verified.signed:
        yield _with(finding("signature.head-differs", _tag_place(message, signature, "h")), _values(verified))
    yield from _beside(message, verified)


def _decided(message: Octets, verified: Verified) -> Iterator[Finding]:
    signature, values = verified.signature, _values(verified)
    if verified.keys.trouble and verified.why is Why.WEAK_HASH:
        yield _with(finding("signature.old-hash", _tag_place(message, signature, "a")), values)
    elif verified.keys.trouble:
        tag = "i" if verified.keys.trouble is Trouble.SUBDOMAIN else "s"
        yield _with(finding(_TROUBLES[verified.keys.trouble], _tag_place(message, signature, tag)), values)
    if verified.keys.trouble:
        if verified.body is False:
            yield _with(finding(_RESULTS[Why.BODY], _tag_place(message, signature, "bh")), values)
        return
    tags = {Why.PASS: "d", Why.BODY: "bh", Why.HEAD: "h", Why.FORGED: "b", Why.SHORT: "l", Why.EXPIRED: "x"}
    place = _tag_place(message, signature, tags.get(verified.why, "a"))
    yield _with(finding(_RESULTS[verified.why], place), values)


def _beside(message: Octets, verified: Verified) -> Iterator[Finding]:
    """Yield what does not decide the result but is worth knowing."""
    signature, values = verified.signature, _values(verified)
    if verified.record and verified.record.testing:
        yield _with(finding("signature.testing", _tag_place(message, signature, "s")), values)
    if verified.future:
        yield finding("signature.future", _tag_place(message, signature, "t"))
    if verified.lapsed:
        yield finding("signature.lapsed", _tag_place(message, signature, "x"))
    if verified.charset:
        yield finding("signature.charset", charset=verified.charset)
    body = message.relaxed_body if signature.relaxed_body else message.simple_body
    if signature.length is not None and verified.body and signature.length < len(body):
        rest = shown(body[signature.length :][:_MAX_REST].decode("utf-8", "replace").strip())
        values = {"length": signature.length, "left": len(body) - signature.length, "text": rest}
        yield _with(finding("signature.length-open", _tag_place(message, signature, "l")), values)
    if verified.passed:
        yield from _advised(message, verified)
        for field in doubled(message, signature):
            yield finding("signature.field-twice", message.whole(field), field=field.name.decode().capitalize())
        if names := uncovered(message, signature):
            yield finding("signature.uncovered", _tag_place(message, signature, "h"), fields=names)


def _advised(message: Octets, verified: Verified) -> Iterator[Finding]:
    """Yield what the signer of a passing signature should do otherwise."""
    signature, values = verified.signature, _values(verified)
    key = verified.record.key if verified.record else None
    if key and key.type == "rsa" and key.bits < ADVISED_BITS:
        yield _with(finding("signature.short-key", _tag_place(message, signature, "s")), values)
    body = message.relaxed_body if signature.relaxed_body else message.simple_body
    if signature.length == len(body):
        yield _with(finding("signature.length-used", _tag_place(message, signature, "l")), values)
    if signature.time is not None and signature.expires is not None:
        life = signature.expires - signature.time
        if life < _QUEUED:
            place = _tag_place(message, signature, "x")
            yield finding("signature.short-life", place, hours=max(life // 3600, 1))


def _values(verified: Verified) -> dict[str, Value]:
    signature, key = verified.signature, verified.record.key if verified.record else None
    return {
        "domain": signature.domain,
        "name": signature.key_name,
        "algorithm": signature.tags.value("a"),
        "status": verified.keys.status,
        "bits": key.bits if key else None,
        "type": key.type if key else None,
        "length": signature.length,
    }


def _with(found: Finding, values: dict[str, Value]) -> Finding:
    return replace(found, values=values)


def _tag_place(message: Octets, signature: Signature, name: str) -> Span:
    """Return where a tag stands, the whole field where it does not."""
    tag = next((one for one in reversed(signature.tags.tags) if one.name.text == name), None)
    if tag is None:
        return message.whole(signature.field)
    start = signature.field.colon + 1
    return message.place(signature.field, start + tag.whole.start, start + tag.whole.end)
