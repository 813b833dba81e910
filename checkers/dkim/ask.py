"""The key at a name, asked of the answers book, and what it means when there is none."""

from dataclasses import replace

from checkers.dkim.cname import Alias
from checkers.dkim.judge import name_facts
from checkers.dkim.judge_cname import alias_facts, judge_alias
from checkers.dkim.rules import RULES, without_tags
from checkers.dns import Answer, Book, Question
from checkers.dns.model import normal_name
from checkers.records.ask import found_in
from checkers.records.flow import check_name
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Fact, Finding, Report
from checkers.text.token import Token


def check_key(name: str, book: Book) -> Report:
    """Return what there is to say about the key at `name`, a name with its selector and label."""
    answer = book.ask(name, "TXT")
    known = tuple(name_facts(name))
    if answer is None:
        return Report("dkim", facts=known, needs=(Question.ask(name, "TXT"),))
    if answer.failed or found_in(answer, RULES.protocol).candidates:
        report = check_name(name, book, RULES).report
        led = alias_report(name, book.known(name, "CNAME"))
        facts = (*known, *own_facts(report), *led.facts)
        return replace(report, findings=(*report.findings, *led.findings), facts=facts)
    return _missing(name, answer, book, known)


def target_report(target: str, book: Book) -> Report:
    """Return what there is to say about the key at the name that an alias leads to."""
    answer = book.ask(target, "TXT")
    if answer is None:
        return Report("dkim", needs=(Question.ask(target, "TXT"),))
    if answer.failed or found_in(answer, RULES.protocol).candidates:
        report = check_name(target, book, RULES).report
        return replace(report, facts=own_facts(report))
    return Report("dkim", (finding("dkim.target-missing", target=target, status=answer.status.value),))


def alias_report(name: str, answer: Answer | None) -> Report:
    """Return what an answer of type CNAME says about `name`; nothing where it is none."""
    if answer is None or not answer.records:
        return Report("dkim")
    target = normal_name(answer.records[0])
    alias = Alias(Token(name, 0, 0), Token(target, 0, 0))
    findings = tuple(_placeless(found) for found in judge_alias(alias, ""))
    facts = [replace(fact, span=None) for fact in alias_facts(alias, "") if fact.name.startswith(("target", "tenant"))]
    return Report("dkim", findings, tuple(facts))


def own_facts(report: Report) -> tuple[Fact, ...]:
    """Return the facts about a key without those about where it is."""
    return tuple(fact for fact in without_tags(report.facts) if fact.name not in {"name", "selector", "domain"})


def _missing(name: str, answer: Answer, book: Book, known: tuple[Fact, ...]) -> Report:
    """Return the report on a name without a key: an alias may lead nowhere, or there is nothing at all."""
    alias = book.ask(name, "CNAME")
    if alias is None:
        needs: tuple[Question, ...] = (Question.ask(name, "CNAME"),)
        return Report("dkim", (_no_key(name, answer),), known, needs=needs, settled=True)
    led = alias_report(name, alias)
    if not led.facts:
        return Report("dkim", (_no_key(name, answer),), known)
    missing = finding("dkim.target-missing", target=normal_name(alias.records[0]), status=answer.status.value)
    return Report("dkim", (missing, *led.findings), (*known, *led.facts))


def _no_key(name: str, answer: Answer) -> Finding:
    if answer.records:
        return finding("dkim.other-text", name=name, text=shown(answer.records[0]))
    return finding("dkim.selector-not-found", name=name, status=answer.status.value)


def _placeless(found: Finding) -> Finding:
    return replace(found, spans=(), fix=None)
