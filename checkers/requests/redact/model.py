"""What redaction gives back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from checkers.report import Span


class Kind(StrEnum):
    """What was hidden."""

    ADDRESS = "address"  # an e-mail address
    NAME = "name"  # the name beside an address
    HOST = "host"
    IP = "ip"
    ID = "id"  # a message id, a GUID
    LINK = "link"  # what stands behind the host of a URL
    PART = "part"  # a part of a message that cannot be looked into


class Hidden(NamedTuple):
    """One place: its kind, where it stood in the input, what stands there now.

    What was decoded first (base64, quoted-printable, encoded words) has the place of the whole encoded stretch.
    """

    kind: Kind
    span: Span
    pseudonym: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without what was hidden. `unseen` are the places that could not be looked into: they were left out."""

    text: str
    hidden: tuple[Hidden, ...] = ()
    unseen: tuple[Span, ...] = ()
