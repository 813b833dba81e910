"""What is judged: the stated domain, and how what is asked of it stands here."""

from dataclasses import dataclass
from enum import StrEnum

from checkers.report import Finding
from checkers.requests.address import Address

MAX_SELECTORS = 20
MAX_ADDRESSES = 10


class State(StrEnum):
    """How one thing that receivers ask for stands here; the values of the table `readiness`."""

    YES = "yes"
    RISKS = "risks"  # there, with faults that cost mail
    GUESSED = "guessed"  # there at a name that was only guessed: nobody said that it is used
    NO = "no"
    UNKNOWN = "unknown"  # cannot be known from DNS, or not from what was answered
    NOT_ASKED = "not-asked"  # the receiver's rules, as far as they are known, do not name it


@dataclass(frozen=True, slots=True)
class Stated:
    """What the reader states: a domain and selectors in normal form, sending addresses, and what is said about them.

    `domain` is empty where what was typed is none.
    """

    domain: str
    selectors: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    findings: tuple[Finding, ...] = ()
