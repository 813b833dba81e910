"""`domain`: the whole set-up of a domain, and whether it is ready to send to Microsoft, Gmail and Yahoo."""

from collections.abc import Iterator
from datetime import datetime

from checkers.dns import Book
from checkers.domain.ask import first_questions
from checkers.domain.model import State
from checkers.domain.names import look_at_names
from checkers.domain.optional import absent, judge_optional
from checkers.domain.order import to_repair
from checkers.domain.parts import Setup, look_at
from checkers.domain.picture import picture
from checkers.domain.read import read_stated
from checkers.domain.readiness import readiness
from checkers.domain.use import not_refused, without_mail
from checkers.domain.whole import judge_whole, signs_of_microsoft
from checkers.inputs import Inputs
from checkers.report import PARTLY, Fact, Report
from checkers.text.domains import u_labels

NAME = "domain"


def check_domain(inputs: Inputs, book: Book, now: datetime | None) -> Report:
    """Return what there is to say about the stated `domain`: each protocol is a part with the report of its own check.

    `selectors` are those that sign its mail, `ip` the addresses that send it, both several where they are. Without
    them well-known selectors are tried, and reverse DNS is that of the MX hosts.
    """
    stated = read_stated(inputs)
    if not stated.domain:
        return Report(NAME, stated.findings, (Fact("result", "no-domain"),) if stated.findings else ())
    asked = [book.ask(*question) for question in first_questions(stated)]
    if not any(asked):  # nothing is known yet that could be judged
        return Report(NAME, stated.findings, tuple(_named(stated.domain)), book.open)
    names = book.once("names", lambda part: look_at_names(stated.domain, part))
    if names.exists is False:
        return Report(NAME, stated.findings, tuple(_named(stated.domain)), parts=(names.report,), settled=True)
    setup = look_at(stated, names, book, now)
    return _report(setup, book)


def _report(setup: Setup, book: Book) -> Report:
    parts = tuple(_parts(setup))
    ready = readiness(setup)
    sends = not setup.sends_nothing
    texts = book.known(setup.domain, "TXT")
    organization = setup.dmarc.fact("organization") or setup.dmarc.fact("organizational_domain")
    said = "no-mail" if setup.sends_nothing else "parked" if setup.parked else None
    if book.open:  # what the domain is for could turn out otherwise
        said = PARTLY if any(state is not State.UNKNOWN for state in ready.states.values()) else None
    facts = (
        Fact("result", said),
        *_named(setup.domain),
        Fact("organization", organization if organization != setup.domain else None),
        Fact("microsoft_365", signs_of_microsoft(setup, book)),
    )
    return Report(
        NAME,
        (
            *setup.stated.findings,
            *judge_whole(setup, book),
            *(setup.keys.findings if sends else ()),
            *judge_optional(setup),
        ),
        tuple(fact for fact in facts if fact.value),
        book.open,
        parts,
        tree=to_repair(setup, ready, parts, texts.records if texts else ()),
        tables=(ready.table(),) if sends else (),
        diagrams=(picture(ready),) if sends else (),
    )


def _named(domain: str) -> Iterator[Fact]:
    """Yield the name as DNS has it, and as its owner writes it where that is something else."""
    yield Fact("domain", domain)
    if written := u_labels(domain):
        yield Fact("unicode", written)


def _parts(setup: Setup) -> Iterator[Report]:
    """Yield what is said about each protocol, in the order in which mail depends on them."""
    spf = not_refused(setup.spf) if setup.unused else setup.spf
    yield without_mail(spf, setup.domain) if setup.sends_nothing else spf
    for _, report in setup.keys.reports:
        yield report
    yield without_mail(setup.dmarc, setup.domain) if setup.sends_nothing else setup.dmarc
    yield setup.exchange.report
    if not setup.sends_nothing:
        yield setup.reverse.report
    yield from (one for one in setup.others if not absent(one))
    yield setup.names.report
