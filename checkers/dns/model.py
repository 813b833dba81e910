"""A DNS question and its answer."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

_SHORT = 255  # characters: no name in DNS is longer


class Status(StrEnum):
    """How a lookup ended. An empty NOERROR answer means that the name exists without this type."""

    NOERROR = "NOERROR"
    NXDOMAIN = "NXDOMAIN"
    SERVFAIL = "SERVFAIL"
    TIMEOUT = "TIMEOUT"


class Fault(StrEnum):
    """Why a live lookup brought no usable answer; the status beside it is SERVFAIL, or TIMEOUT for `timeout`."""

    SERVFAIL = "servfail"  # the resolver itself says so
    REFUSED = "refused"  # any other RCODE that answers nothing
    TRUNCATED = "truncated"
    MALFORMED = "malformed"  # no DNS message, or one that breaks off
    MISMATCH = "mismatch"  # an answer to another question
    TOO_LARGE = "too-large"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"  # the resolver is down, or refuses this site (CORS): a browser does not tell which
    HTTP = "http"  # the resolver answered with an HTTP error


def normal_name(name: str) -> str:
    """Return `name` in lower case without its final dot, the form in which names are compared (RFC 4343)."""
    return name.removesuffix(".").lower()


def full_name(written: str, origin: str) -> str:
    """Return a zone file's name in normal form, relative names completed (RFC 1035 5.1).

    Without an origin a relative name stays as written.
    """
    if written.endswith(".") or not origin:
        return normal_name(written)
    return origin if written == "@" else f"{normal_name(written)}.{origin}"


class Question(NamedTuple):
    """A name in A-label form and a record type in capitals; compare only questions made by `ask`."""

    name: str
    type: str

    @classmethod
    def ask(cls, name: str, type: str) -> "Question":  # noqa: A002  the field's own word
        """Return the question with its name and type in normal form."""
        return _asked(name, type) if len(name) <= _SHORT else cls(normal_name(name), type.upper())


@lru_cache(maxsize=4096)
def _asked(name: str, type_: str) -> Question:
    """A check asks the same questions in each of its rounds, many of them several times in one."""
    return Question(normal_name(name), type_.upper())


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: one string a record, in presentation form; a TXT record is the joined text of its strings."""

    status: Status
    records: tuple[str, ...] = ()
    strings: tuple[tuple[str, ...], ...] = ()  # TXT only: the character-strings of each record, before joining
    aliases: tuple[str, ...] = ()  # the CNAME targets that led to the records, in order, as far as they are known
    authentic: bool | None = None  # the AD bit (RFC 4035 3.2.3), None where nobody said
    fault: Fault | None = None  # live lookups only

    @property
    def failed(self) -> bool:
        """True where the answer says nothing about the name (a temporary error)."""
        return self.status in {Status.SERVFAIL, Status.TIMEOUT}

    @property
    def usable(self) -> bool:
        """False where it speaks of the resolver, or of the way to it, and not of the name that was asked for."""
        return self.fault in {None, Fault.SERVFAIL}
