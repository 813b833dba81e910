"""What judging a domain will ask, found out without judging it: each round costs a fraction of a report."""

from checkers.dmarc.asked import Asked
from checkers.dmarc.evaluate import evaluate
from checkers.dmarc.reports import permissions
from checkers.dns import Book
from checkers.domain.ask import first_questions
from checkers.domain.exchange import exchange
from checkers.domain.keys import look_for_keys
from checkers.domain.names import look_at_names
from checkers.domain.read import read_stated
from checkers.domain.reverse import reverse
from checkers.inputs import Inputs
from checkers.records.tags import parse_tags
from checkers.spf.check import check_spf
from checkers.spf.evaluation.report import spf_texts
from checkers.spf.evaluation.survey import survey


def foresee(inputs: Inputs, book: Book) -> None:
    """Ask in `book` what `check_domain` would ask."""
    stated = read_stated(inputs)
    domain = stated.domain
    if not domain:
        return
    asked = [book.ask(*question) for question in first_questions(stated)]
    if not any(asked):
        return
    names = book.once("names", lambda part: look_at_names(domain, part))
    if names.exists is False:
        return
    book.once("spf-asks", lambda part: _included(domain, part))
    book.once("dmarc-asks", lambda part: _report_receivers(domain, part))
    for address in stated.addresses:
        _evaluated(domain, str(address), book)
    served = book.once("mx", lambda part: exchange(domain, part))
    listed = () if stated.addresses else served.addresses
    book.once(("keys", names.keys), lambda part: look_for_keys(stated, names.keys, part))
    book.once(("reverse", listed), lambda part: reverse(stated.addresses, listed, part))


def _included(domain: str, book: Book) -> None:
    """Ask for the records that SPF leads to."""
    answer = book.known(domain, "TXT")
    if answer and len(texts := spf_texts(answer.records)) == 1:
        survey(book.ask, texts[0], domain)


def _evaluated(domain: str, ip: str, book: Book) -> None:
    """Ask what SPF asks for one sender."""
    given = Inputs({"domain": domain, "ip": ip}, "record")
    book.once(("spf-asks", ip), lambda part: check_spf(given, part, None))


def _report_receivers(domain: str, book: Book) -> None:
    """Ask for the consent of those that DMARC reports go to."""
    asked = Asked(book)
    discovery = evaluate(domain, asked, None).discovery
    if record := discovery.record:
        for _ in permissions(parse_tags(record.text), record.domain, discovery.organization, asked):
            pass  # asking is all
