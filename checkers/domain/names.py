"""The name itself: whether it exists, who answers for it, and what makes its answers mean something else."""

from collections.abc import Iterator
from dataclasses import dataclass

from checkers.dns import Answer, Book, Status, normal_name
from checkers.domain.ask import APEX, WILDCARD, alias_of, is_missing
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Fact, Finding, Report
from checkers.text.domains import MAX_NAME, is_domain

NAME = "dns"
MAX_SERVERS = 4  # whose addresses are asked for


@dataclass(frozen=True, slots=True)
class Names:
    """What is known: `exists` is None where no answer tells, `keys` are the texts that any selector gets."""

    report: Report
    exists: bool | None = None
    keys: frozenset[str] = frozenset()


def look_at_names(domain: str, book: Book) -> Names:
    """Return what there is to say about the name `domain` and those below it."""
    answers = {type_: book.ask(domain, type_) for type_ in APEX}
    exists = _exists(list(answers.values()))
    if exists is False:
        return Names(Report(NAME, (finding("domain.missing", domain=domain),)), exists=False)
    keys = _answered(book, f"{WILDCARD}._domainkey.{domain}")
    said = [
        *_failed(domain, answers),
        *_alias(domain, answers, book),
        *_servers(domain, answers["NS"], book),
        *_wildcards(domain, keys, book),
    ]
    facts = (Fact("dnssec", _authentic(list(answers.values()))), Fact("name_servers", _hosts(answers["NS"]) or None))
    return Names(Report(NAME, tuple(said), facts, book.open), exists, keys)


def _exists(answers: list[Answer | None]) -> bool | None:
    """A name exists as long as no answer about it is NXDOMAIN, whatever the type (RFC 8020)."""
    known = [answer for answer in answers if answer and not answer.failed]
    if any(answer.status is Status.NOERROR or answer.aliases for answer in known):
        return True
    return False if known else None


def _authentic(answers: list[Answer | None]) -> str:
    """Return the value of the fact `dnssec`: whether the resolver vouches for the answers (RFC 4035 3.2.3)."""
    said = [answer.authentic for answer in answers if answer and not answer.failed and answer.authentic is not None]
    return "unknown" if not said else "yes" if all(said) else "no"


def _failed(domain: str, answers: dict[str, Answer | None]) -> Iterator[Finding]:
    """Yield what says nothing; TXT and MX are said by those who ask for them too."""
    names = [f"{domain} {t}" for t, answer in answers.items() if answer and answer.failed and t not in {"TXT", "MX"}]
    if names:
        yield finding("domain.lookup-failed", names=names, count=len(names))


def _alias(domain: str, answers: dict[str, Answer | None], book: Book) -> Iterator[Finding]:
    target = alias_of(book, domain)
    if not target:
        return
    beside = next((t for t, one in answers.items() if one and one.records and not one.aliases), "")
    if beside and any(one and one.aliases for one in answers.values()):
        yield finding("together.beside-alias", name=domain, type=beside)
    else:
        yield finding("domain.alias", domain=domain, target=shown(target))


def _servers(domain: str, answer: Answer | None, book: Book) -> Iterator[Finding]:
    for host in _hosts(answer)[:MAX_SERVERS]:
        if not is_domain(host) or len(host) > MAX_NAME:
            continue
        found = book.ask(host, "A")
        if target := alias_of(book, host):
            yield finding("domain.ns-alias", domain=domain, host=shown(host), target=shown(target))
        elif found and found.status is Status.NXDOMAIN:
            yield finding("domain.ns-unresolved", domain=domain, host=shown(host))


def _hosts(answer: Answer | None) -> list[str]:
    if answer is None or answer.aliases:  # those of the name that it is an alias of
        return []
    return list(dict.fromkeys(normal_name(record) for record in answer.records))


def _wildcards(domain: str, keys: frozenset[str], book: Book) -> Iterator[Finding]:
    if _answered(book, f"{WILDCARD}.{domain}"):
        yield finding("domain.wildcard", domain=domain)
    if keys:
        yield finding("domain.wildcard-keys", domain=domain)


def _answered(book: Book, name: str) -> frozenset[str]:
    """Return the texts at a name that nobody has: they are those of a wildcard."""
    answer = book.ask(name, "TXT") if len(name) <= MAX_NAME else None
    return frozenset(answer.records) if answer and not is_missing(answer) else frozenset()
