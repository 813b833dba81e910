"""The report as messages: with the original attached (RFC 2046 5.2.1), and in the Abuse Reporting Format (RFC 5965)."""

import hashlib
from collections.abc import Mapping
from email.generator import Generator
from email.message import Message
from io import StringIO

from checkers.requests.letters import clean

_AGENT = "Postlotse/1"
_WRAP = 200  # characters of one line of a field


def with_attachment(subject: str, words: str, original: str, *, whole: bool) -> str:
    """Return a message, ready to be sent as a draft, with `words` and `original` attached untouched.

    `whole` is False where `original` is no more than a head (RFC 6522 4).
    """
    outer = _outer("mixed", subject, words, original)
    outer["X-Unsent"] = "1"  # Outlook opens such a file as a draft
    outer.attach(_plain(words))
    attached = _original(original, whole=whole)
    attached["Content-Disposition"] = f'attachment; filename="original.{"eml" if whole else "txt"}"'
    outer.attach(attached)
    return _text(outer)


def as_arf(subject: str, words: str, fields: Mapping[str, str | None], original: str, *, whole: bool) -> str:
    """Return an abuse report (RFC 5965): `words` for people, `fields` for programs, `original` or its head.

    `fields` come after the three that must be there (Feedback-Type, User-Agent, Version); a value of None is left out.
    """
    outer = _outer("report", subject, words, original)
    outer.set_param("report-type", "feedback-report")
    outer.attach(_plain(words))
    machine = Message()
    machine["Content-Type"] = "message/feedback-report"
    stated = {"Feedback-Type": "abuse", "User-Agent": _AGENT, "Version": "1", **fields}
    lines = [f"{name}: {_line(value)}" for name, value in stated.items() if value]
    machine.set_payload("\n".join(lines) + "\n")
    outer.attach(machine)
    outer.attach(_original(original, whole=whole))
    return _text(outer)


def _outer(kind: str, subject: str, words: str, original: str) -> Message:
    message = Message()
    message["Subject"] = _line(subject)
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = f'multipart/{kind}; boundary="{_boundary(words + original)}"'
    return message


def _plain(words: str) -> Message:
    part = Message()
    part["Content-Type"] = "text/plain; charset=utf-8"
    part["Content-Transfer-Encoding"] = "7bit" if words.isascii() else "8bit"
    part.set_payload(words)
    return part


def _original(original: str, *, whole: bool) -> Message:
    """Return the original as a part; it is not parsed, so that nothing in it changes and signatures still hold."""
    part = Message()
    part["Content-Type"] = "message/rfc822" if whole else "text/rfc822-headers"
    part["Content-Transfer-Encoding"] = "7bit" if original.isascii() else "8bit"
    part.set_payload(original)
    return part


def _boundary(content: str) -> str:
    """Return a boundary that is the same for the same content and does not occur in it."""
    digest = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
    while digest[:24] in content:
        digest = hashlib.sha256(digest.encode()).hexdigest()
    return f"=_{digest[:24]}"


def _line(value: str) -> str:
    return " ".join(clean(value).split())[:_WRAP]


def _text(message: Message) -> str:
    """Return a message as text. Parts that hold a message as text go through as they are."""
    out = StringIO()
    Generator(out, mangle_from_=False, maxheaderlen=0).flatten(message)
    return out.getvalue()
