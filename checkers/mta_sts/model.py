"""What RFC 8461 fixes about the record (3.1) and the policy (3.2)."""

from dataclasses import dataclass

from checkers.records.protocol import Protocol
from checkers.text.token import Token

MTA_STS = Protocol("mta-sts", "STSv1", ("v", "id"), label="_mta-sts", strict=True, optional=True, inbound=True)

KEYS = ("version", "mode", "mx", "max_age")
MODES = ("enforce", "testing", "none")
MAX_ID = 32  # characters of `id`, letters and digits
MAX_AGE = 31_557_600  # seconds, about a year
MAX_POLICY = 65_536  # octets, the limit that RFC 8461 3.3 suggests to senders
MAX_LINES = 200  # a domain with as many MX hosts does not exist


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a policy that is not blank. Without a colon it has a key and no value: `colon` is None."""

    whole: Token
    key: Token
    colon: int | None
    value: Token

    @property
    def word(self) -> str:
        """The key in lower case."""
        return self.key.text.lower()


@dataclass(frozen=True, slots=True)
class Policy:
    """The lines of a policy in order; `cut` says that there are more than MAX_LINES."""

    text: str
    lines: tuple[Line, ...]
    cut: bool = False

    def all(self, key: str) -> tuple[Line, ...]:
        """Return the lines with that key."""
        return tuple(line for line in self.lines if line.word == key and line.colon is not None)

    def value(self, key: str) -> str:
        """Return the value of the first line with that key, which is the one that counts, empty where there is none."""
        return next((line.value.text for line in self.all(key)), "")


def policy_address(domain: str) -> str:
    """Return where the policy of a domain must be (RFC 8461 3.3)."""
    return f"https://mta-sts.{domain}/.well-known/mta-sts.txt"
