"""DKIM keys: at the stated selectors, and at those that are only guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checkers.dkim.ask import check_key
from checkers.dkim.model import DKIM
from checkers.dns import Answer, Book
from checkers.domain.ask import alias_of, key_name
from checkers.domain.guesses import guesses
from checkers.domain.model import State, Stated
from checkers.records.ask import found_in
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Finding, Report, Severity
from checkers.text.domains import MAX_NAME

MAX_NAMED = 5  # names that a sentence lists
MIN_ALIKE = 3  # guesses with the same answer that show a wildcard

_REVOKED = "dkim.revoked"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that were found, each with its selector; `findings` are about the guesses, `state` about the whole."""

    reports: tuple[tuple[str, Report], ...]
    findings: tuple[Finding, ...]
    state: State


def look_for_keys(stated: Stated, everybody: frozenset[str], book: Book) -> Keys:
    """Return what there is to say about the keys of a domain; `everybody` are texts that any selector gets.

    A stated selector without a key is a fault. A guess that finds nothing says nothing, one that finds a key in use or
    not cannot tell which.
    """
    domain = stated.domain
    known = tuple((one, _stated(key_name(one, domain), book)) for one in stated.selectors)
    guessed: list[tuple[str, Report]] = []
    said: list[Finding] = []
    tried = [one for one in guesses() if one not in stated.selectors and len(key_name(one, domain)) <= MAX_NAME]
    everybody |= _common([book.known(key_name(one, domain), "TXT") for one in tried])
    silent: list[str] = []  # names about which nothing was said
    failed: list[str] = []
    for selector in tried:
        name = key_name(selector, domain)
        answer = book.ask(name, "TXT")
        if answer is None or answer.failed:
            silent.append(name)
            failed += [f"{name} TXT"] if answer else []
            continue
        if found_in(answer, DKIM).candidates:
            if not everybody & set(answer.records):
                guessed.append((selector, _guessed(name, guesses()[selector], selector, book)))
        elif not answer.records and (target := alias_of(book, name)):
            said.append(finding("domain.guess-dangling", name=shown(name), target=shown(target)))
    reports = (*known, *guessed)
    state = _state(known, guessed)
    if state is State.NO and silent:
        state = State.UNKNOWN  # there may be a key
    if failed:
        said.append(finding("domain.lookup-failed", names=failed[:MAX_NAMED], count=len(failed)))
    if state is State.UNKNOWN and not stated.selectors and len(silent) < len(tried):
        said.append(finding("domain.dkim-unknown", domain=domain, count=len(tried) - len(silent)))
    return Keys(reports, tuple(said), state)


def _common(answers: Sequence[Answer | None]) -> frozenset[str]:
    """Return the texts that every guess got: so many providers have no one key in common, but a wildcard has."""
    texts = [set(answer.records) for answer in answers if answer and not answer.failed]
    return frozenset(set.intersection(*texts)) if len(texts) >= MIN_ALIKE else frozenset()


def usable(report: Report) -> bool:
    """Tell whether a key can be used to check a signature."""
    blocked = any(found.severity is Severity.BLOCKS or found.code == _REVOKED for found in report.findings)
    return bool(report.fact("record")) and bool(report.fact("key_type")) and not blocked


def _stated(name: str, book: Book) -> Report:
    report = book.once(("dkim", name), lambda part: check_key(name, part))
    findings = tuple(
        replace(found, severity=Severity.BLOCKS) if found.code == "dkim.selector-not-found" else found
        for found in report.findings
    )
    return replace(report, findings=findings)


def _guessed(name: str, provider: str, selector: str, book: Book) -> Report:
    report = book.once(("dkim", name), lambda part: check_key(name, part))
    found = finding("domain.dkim-guess", selector=selector, provider=provider)
    return replace(report, findings=(found, *map(_milder, report.findings)))


def _milder(found: Finding) -> Finding:
    """Return a fault of a key of which nobody knows whether mail is signed with it."""
    if found.code == _REVOKED:
        return replace(found, severity=Severity.NOTE, actor=None)
    return replace(found, severity=Severity.RISKS) if found.severity is Severity.BLOCKS else found


def _state(known: tuple[tuple[str, Report], ...], guessed: list[tuple[str, Report]]) -> State:
    if any(usable(report) for _, report in known):
        broken = any(report.verdict in {Severity.BLOCKS, Severity.RISKS} for _, report in known)
        return State.RISKS if broken else State.YES
    if any(usable(report) for _, report in guessed):
        return State.GUESSED
    settled = known and all(report.verdict is Severity.BLOCKS for _, report in known)
    return State.NO if settled else State.UNKNOWN
