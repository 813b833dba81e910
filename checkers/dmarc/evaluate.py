"""The result for one message, RFC 9989 5.3: discovery, alignment, pass or fail, and what RFC 7489 makes of the same."""

from collections.abc import Mapping
from dataclasses import dataclass

from checkers.dmarc.asked import Asked
from checkers.dmarc.discover import Discovery, applied, discover, effective
from checkers.dmarc.identifiers import Aligned, Identifier, Method, Stated, alignment, older_aligned
from checkers.dmarc.older import Older, older
from checkers.dmarc.walk import At, Step, walk


@dataclass(frozen=True, slots=True)
class Judgement:
    """An identifier, and how it stands to the From domain; `passed` says that its method passed."""

    identifier: Identifier
    aligned: Aligned
    passed: bool
    unless: tuple[str, ...] = ()  # names not asked yet at which a record could change `aligned`

    @property
    def counts(self) -> bool:
        """Tell whether it alone makes DMARC pass."""
        return self.passed and self.aligned in {Aligned.SAME, Aligned.RELAXED}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What applies to mail from a domain, and the result for a message whose SPF and DKIM results are stated.

    `result` and `older_result` are words of RFC 8601, None where nothing is stated or an answer is missing. `tag` is
    the tag that `policy` was taken from.
    """

    discovery: Discovery
    older: Older
    tag: str
    policy: str | None
    stated: Stated | None
    judgements: tuple[Judgement, ...]
    result: str | None
    older_result: str | None

    def of(self, method: Method) -> list[Judgement]:
        """Return the judgements about one method."""
        return [one for one in self.judgements if one.identifier.method is method]

    def aligned(self, method: Method) -> bool | None:
        """Tell whether a passing identifier of a method is aligned, None where that is open or nothing is stated."""
        if self.stated is None or not (self.stated.spf if method is Method.SPF else self.stated.dkim):
            return None
        if _nothing(self.discovery):
            return None
        if any(one.counts for one in self.of(method)):
            return True
        if any(one.passed and one.aligned is Aligned.OPEN for one in self.of(method)):
            return None
        unnamed = method is Method.SPF and self.stated.spf == "pass" and not self.of(method)
        return None if unnamed else False


def evaluate(domain: str, asked: Asked, stated: Stated | None, known: Mapping[str, Step] | None = None) -> Evaluation:
    """Evaluate a From domain; `known` are steps that need no question, by their domain."""
    walked = walk(domain, asked, known)
    discovery = discover(walked)
    before = older(walked, asked, known or {})
    judgements = tuple(_judgements(discovery, asked, stated)) if stated and not _nothing(discovery) else ()
    tag, policy = applied(discovery, asked) if discovery.record else ("", None)
    return Evaluation(
        discovery,
        before,
        tag,
        policy,
        stated,
        judgements,
        _result(discovery, stated, judgements),
        _older_result(domain, before, stated),
    )


def _nothing(discovery: Discovery) -> bool:
    """Tell whether it is settled that no record applies."""
    return discovery.record is None and discovery.failed is None and not discovery.open


def _judgements(discovery: Discovery, asked: Asked, stated: Stated) -> list[Judgement]:
    listed = []
    for one in (*stated.of(Method.SPF), *stated.of(Method.DKIM)):
        aligned, unless = alignment(one, discovery, asked)
        listed.append(Judgement(one, aligned, one.method is Method.DKIM or stated.spf == "pass", unless))
    return listed


def _result(discovery: Discovery, stated: Stated | None, judgements: tuple[Judgement, ...]) -> str | None:  # noqa: PLR0911  one result a line
    if discovery.open:
        return None
    if discovery.failed:
        return "temperror"
    if discovery.record is None or effective(discovery) is None:
        return "none"
    if stated is None:
        return None
    if any(one.counts for one in judgements):
        return "pass"
    if any(one.passed and one.aligned is Aligned.OPEN for one in judgements):
        failed = any(step.at is At.FAILED for step in discovery.walk.steps)
        return "temperror" if failed else None
    spf = [one.aligned for one in judgements if one.identifier.method is Method.SPF]
    if stated.spf == "temperror" and not set(spf) & {Aligned.NO, Aligned.STRICT}:
        return "temperror"  # SPF might yet pass: the policy cannot be applied
    if stated.spf == "pass" and not stated.of(Method.SPF):
        return None
    return "fail"


def _older_result(domain: str, before: Older, stated: Stated | None) -> str | None:
    if before.open:
        return None
    if before.settings is None or before.policies() is None:
        return "none"
    if stated is None or (stated.spf == "pass" and not stated.of(Method.SPF)):
        return None
    by_spf = [older_aligned(one, domain, strict=before.settings.strict_spf) for one in stated.of(Method.SPF)]
    by_dkim = [older_aligned(one, domain, strict=before.settings.strict_dkim) for one in stated.of(Method.DKIM)]
    if any(by_dkim) or (stated.spf == "pass" and any(by_spf)):
        return "pass"
    return "temperror" if stated.spf == "temperror" and all(by_spf) else "fail"
