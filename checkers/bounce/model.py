"""What a bounce says, before anybody judges it."""

from dataclasses import dataclass
from enum import StrEnum

from checkers.report import Span


class Kind(StrEnum):
    """What the reader gave us."""

    BOUNCE = "bounce"
    AUTO_REPLY = "auto-reply"
    FEEDBACK_REPORT = "feedback-report"  # RFC 5965
    READ_RECEIPT = "read-receipt"  # RFC 8098
    DELIVERY_RECEIPT = "delivery-receipt"  # a DSN with nothing but good news
    DELIVERED = "delivered"  # a log or a session with nothing but good news
    OTHER = "other"


class Action(StrEnum):
    """What became of a recipient (RFC 3464 2.3.3)."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    RELAYED = "relayed"
    EXPANDED = "expanded"


class Origin(StrEnum):
    """How a recipient was read; it bears on the confidence."""

    MACHINE = "machine"  # the fields of a delivery status
    LOG = "log"  # a line of a mail server's log
    TEXT = "text"  # words meant for people


@dataclass(frozen=True, slots=True)
class Said:
    """A value and where it stands in the reader's input, if it stands there literally."""

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """One recipient and what was said about it; what was not said is None."""

    action: Action
    origin: Origin
    recipient: Said | None = None
    original_recipient: str | None = None
    status: Said | None = None  # enhanced code (RFC 3463), from the text where it contradicts the field
    field_status: Said | None = None  # the Status field, where the text says something else
    reply: Said | None = None  # SMTP reply code (RFC 5321 4.2)
    diagnostic: Said | None = None
    remote_host: Said | None = None  # who refused
    reporting_host: str | None = None  # who wrote the bounce
    context: str | None = None  # all the words around it, where it is the only one that they can be about
    queue_id: str | None = None  # the message, as a log names it


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read; the failures of a message that is no bounce are those that it quotes."""

    kind: Kind
    failures: tuple[Failure, ...] = ()
