"""The part `dmarc`: RFC 9989 for the From domain and what SPF and DKIM found."""

from dataclasses import dataclass, replace

from checkers.dkim.verification.octets import Octets
from checkers.dkim.verification.verify import Verified, Why
from checkers.dmarc.asked import Asked
from checkers.dmarc.evaluate import Evaluation, evaluate
from checkers.dmarc.identifiers import MAX_DOMAINS, Identifier, Method, Stated
from checkers.dmarc.judge import RULES
from checkers.dmarc.judge_domain import judge_domain
from checkers.dmarc.judge_result import judge_result
from checkers.dmarc.shown import facts, tree
from checkers.dmarc.walk import At, Step
from checkers.dns import Book
from checkers.records.flow import check_name
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Fact, Finding, Report, Severity, Span
from checkers.verify.author import Author, Trouble
from checkers.verify.spf import SpfPart

_ABOUT_DOMAIN = {
    "record.lookup-failed",
    "dmarc.no-record",
    "dmarc.own-open",
    "dmarc.domain-missing",
    "dmarc.existence-open",
}
_UNDECIDED = {None, "temperror"}
_TROUBLES = {
    Trouble.NONE: "message.no-from",
    Trouble.SEVERAL: "message.several-from",
    Trouble.UNREADABLE: "message.from-unreadable",
    Trouble.DOMAINS: "message.from-domains",
}


@dataclass(frozen=True, slots=True)
class DmarcPart:
    """The part, its result (None while it is open), the evaluation where there was one."""

    report: Report
    result: str | None
    evaluation: Evaluation | None = None


def dmarc_part(message: Octets, author: Author, spf: SpfPart, verified: list[Verified], book: Book) -> DmarcPart:
    """Return DMARC for a message. Without one From domain it is a permerror."""
    if author.trouble:
        trouble = finding(_TROUBLES[author.trouble], *author.spans)
        return DmarcPart(Report("dmarc", (trouble,), (Fact("result", "permerror"),)), "permerror")
    asked = Asked(book)
    evaluation = evaluate(author.domain, asked, _stated(message, spf, verified))
    settled = evaluation.result != "fail" or _settled(evaluation, asked, message, spf, verified)
    if not settled:
        evaluation = replace(evaluation, result=_instead(spf, verified), older_result=None)
    said = [*judge_result(evaluation), *(one for one in judge_domain(evaluation) if one.code in _ABOUT_DOMAIN)]
    if evaluation.result is None and not settled and not evaluation.discovery.open:
        said.append(finding("message.dmarc-open", domain=author.domain))
    if changed := [one for one in verified if one.body is False or one.why is Why.HEAD]:
        gone = finding("message.no-longer-fits", domain=changed[0].signature.domain)
        said = [gone if one.code == "dmarc.no-dkim" else one for one in said]
    broken = [found for step in evaluation.discovery.walk.steps for found in _broken(step, book)]
    said += broken
    record = evaluation.discovery.record
    own = (Fact("record", shown(record.text)),) if record else ()
    report = Report(
        "dmarc",
        tuple(replace(found, fix=None) for found in said),
        (*facts(evaluation), *own),
        asked.open,
        tree=tree(evaluation, sound=not broken),
        settled=evaluation.result in {"pass", "none"},
    )
    return DmarcPart(report, evaluation.result, evaluation)


def _broken(step: Step, book: Book) -> list[Finding]:
    """Return what keeps receivers from using the records at a step of the walk."""
    if step.at not in {At.RECORD, At.SEVERAL}:
        return []
    found = check_name(step.name, book, RULES).report.findings
    return [one for one in found if one.severity is Severity.BLOCKS]


def _stated(message: Octets, spf: SpfPart, verified: list[Verified]) -> Stated:
    """Return what SPF and DKIM vouch for, each with its place in the message."""
    by_spf = [Identifier(Method.SPF, spf.domain, spf.span)] if spf.result and spf.domain else []
    by_dkim = [
        Identifier(Method.DKIM, one.signature.domain, domain_place(message, one)) for one in verified if one.counts
    ]
    known = all(one.result is not None for one in verified)
    return Stated(spf.result or "", known, (*by_spf, *by_dkim[:MAX_DOMAINS]))


def domain_place(message: Octets, verified: Verified) -> Span:
    """Return where a signature names its domain."""
    field, tag = verified.signature.field, verified.signature.tags.tag("d")
    start = field.colon + 1
    return message.place(field, start + tag.value.start, start + tag.value.end) if tag else message.whole(field)


def _settled(evaluation: Evaluation, asked: Asked, message: Octets, spf: SpfPart, verified: list[Verified]) -> bool:
    """Tell whether a failure stands even if all passes that is not known yet or that a lookup kept from an answer."""
    waiting = [one for one in verified if one.body is not False and one.result in _UNDECIDED]
    hoped = [Identifier(Method.DKIM, one.signature.domain, domain_place(message, one)) for one in waiting]
    if spf.result in _UNDECIDED:
        if not spf.domain:
            return False
        hoped.append(Identifier(Method.SPF, spf.domain, spf.span))
    if not hoped:
        return True
    stated = Stated("pass", dkim=True, identifiers=tuple(hoped[-MAX_DOMAINS:]))
    return evaluate(evaluation.discovery.walk.domain, asked, stated).result == "fail"


def _instead(spf: SpfPart, verified: list[Verified]) -> str | None:
    """Return what stands instead of a failure that is not certain."""
    open_ = spf.result is None or any(one.result is None and one.body is not False for one in verified)
    return None if open_ else "temperror"
