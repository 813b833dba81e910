"""What kind of message it is, from its head and its first words."""

from checkers.bounce import wording
from checkers.bounce.model import Kind
from checkers.message import Part
from checkers.message.decode import words

_SUBJECT = wording.words("kind", "subject")
_SENDER = wording.words("kind", "sender")
_BODY = wording.words("kind", "body")
_AUTO_SUBJECT = wording.words("kind", "auto_subject")
_AUTO_FIELDS = ("x-autoreply", "x-autorespond", "x-autoresponder")


def special(head: Part, parts: list[Part]) -> Kind | None:
    """Return the kind of a report that is not a bounce, None where it may be one."""
    types = {part.type for part in parts if part.level == head.level}
    report = head.parameters.get("report-type", "").lower()
    if "message/feedback-report" in types or report == "feedback-report":
        return Kind.FEEDBACK_REPORT
    if ("message/disposition-notification" in types or report == "disposition-notification") and not _rejected(head):
        return Kind.READ_RECEIPT
    return None


def _rejected(head: Part) -> bool:
    """Tell whether a disposition notification says that the mailbox refused the message (RFC 5429 2.2)."""
    return "reject" in f"{head.get('subject')} {head.get('auto-submitted')}".lower()


def is_auto_reply(head: Part) -> bool:
    """Tell whether a message says that a program answered for its owner (RFC 3834)."""
    precedence = head.get("precedence").lower()
    return (
        _AUTO_SUBJECT.said(words(head.get("subject")).lower())
        or any(head.get(name) for name in _AUTO_FIELDS)
        or precedence in {"auto_reply", "auto-reply"}
    )


def is_circular(head: Part) -> bool:
    """Tell whether a message went to a list of people: its list fields (RFC 2369, 2919) or its precedence say so.

    A mail system's own notice is none, whatever it says of itself.
    """
    precedence = head.get("precedence").strip().lower()
    listed = head.get("list-unsubscribe") or head.get("list-id") or precedence in {"bulk", "list"}
    return bool(listed) and not _SENDER.said(words(head.get("from")).lower()) and "<>" not in head.get("return-path")


def signs(head: Part, text: str, *, returns: bool) -> int:
    """Return how many signs of a bounce a message without status fields bears; `returns`: it has a message in it."""
    return (
        2 * _SUBJECT.said(words(head.get("subject")).lower())
        + 2 * _SENDER.said(words(head.get("from")).lower())
        + ("<>" in head.get("return-path") or "mailer-daemon" in head.get("return-path").lower())
        + speaks(text)
        + (head.parameters.get("report-type", "").lower() == "delivery-status")
        + returns
    )


def speaks(text: str) -> bool:
    """Tell whether a text uses the words or the codes of a bounce."""
    return _BODY.said(text.lower())
