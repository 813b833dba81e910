"""Whether the domain's DMARC policy is strict enough for a logo to be shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from checkers.dmarc.asked import Asked
from checkers.dmarc.discover import Discovery, discover
from checkers.dmarc.settings import ALL_MAIL, Settings
from checkers.dmarc.walk import At, Walk, step_at, walk
from checkers.dns import Book, Question
from checkers.registry import finding
from checkers.report import Finding


@dataclass(frozen=True, slots=True)
class Enforcement:
    """What is said about DMARC, and the questions that are still open."""

    findings: tuple[Finding, ...] = ()
    needs: tuple[Question, ...] = ()


def judge_dmarc(domain: str, book: Book) -> Enforcement:
    """Return what the DMARC record that applies to `domain` means for its logo."""
    asked = Asked(book)
    first = step_at(domain, asked)
    found = Walk(domain, (first,)) if first.at in {At.RECORD, At.OPEN} else walk(domain, asked)
    if asked.open:
        return Enforcement(needs=asked.open)
    discovery = discover(found)
    if discovery.failed:
        failed = discovery.failed
        return Enforcement((finding("bimi.dmarc-unknown", name=failed.name, status=failed.status),))
    if discovery.record is None or discovery.settings is None:
        return Enforcement((finding("bimi.dmarc-missing", name=first.name),))
    faults = tuple(_faults(discovery, discovery.settings))
    enforced = finding("bimi.dmarc-enforced", name=discovery.record.name)
    return Enforcement(faults or (enforced,))


def _faults(discovery: Discovery, settings: Settings) -> Iterator[Finding]:
    assert discovery.record
    name = discovery.record.name
    policy = (settings.p if discovery.own else settings.sp or settings.p) or "none"
    if policy == "none":
        yield finding("bimi.dmarc-none", name=name, tag="p" if discovery.own or not settings.sp else "sp")
        return
    if settings.sp == "none":
        yield finding("bimi.dmarc-subdomains", name=name)
    if settings.testing:
        yield finding("bimi.dmarc-testing", name=name)
    if settings.share < ALL_MAIL:
        yield finding("bimi.dmarc-share", name=name, share=settings.share)
