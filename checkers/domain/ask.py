"""The questions about a domain: all that can be foreseen are asked before anything is judged."""

from functools import lru_cache

from checkers.bimi.model import BIMI
from checkers.dmarc.model import DMARC
from checkers.dmarc.walk import names
from checkers.dns import Answer, Book, Question, normal_name
from checkers.domain.guesses import guesses
from checkers.domain.model import Stated
from checkers.mta_sts.model import MTA_STS
from checkers.requests.address import Address
from checkers.text.domains import MAX_NAME
from checkers.tls_rpt.model import TLS_RPT

WILDCARD = "_postlotse-wildcard-test"  # a name that nobody has: whoever answers for it answers for every name
APEX = ("TXT", "MX", "A", "AAAA", "NS")


def first_questions(stated: Stated) -> tuple[Question, ...]:
    """Return what is asked about a domain whatever the answers are, each once."""
    return _first(stated.domain, stated.selectors, stated.addresses)


@lru_cache(maxsize=256)  # each round asks them again
def _first(domain: str, selectors: tuple[str, ...], addresses: tuple[Address, ...]) -> tuple[Question, ...]:
    listed = [Question(domain, type_) for type_ in APEX]
    texts = [f"{DMARC.label}.{one}" for one in names(domain)]
    labels = (MTA_STS.label, TLS_RPT.label, BIMI.label, WILDCARD, f"{WILDCARD}._domainkey")
    texts += (f"{label}.{domain}" for label in labels)
    texts += (key_name(selector, domain) for selector in dict.fromkeys((*selectors, *guesses())))
    listed += (Question(name, "TXT") for name in texts if len(name) <= MAX_NAME)
    listed += (Question(address.reverse_pointer, "PTR") for address in addresses)
    return tuple(listed)


def key_name(selector: str, domain: str) -> str:
    """Return the name of a key."""
    return f"{selector}._domainkey.{domain}"


def alias_of(book: Book, name: str) -> str:
    """Return the name that `name` is known to be an alias of, empty where none is known."""
    answer = book.known(name, "CNAME")
    return normal_name(answer.records[0]) if answer and answer.records else ""


def is_missing(answer: Answer | None) -> bool:
    """Tell whether an answer says that there is nothing of what was asked for."""
    return answer is not None and not answer.failed and not answer.records
