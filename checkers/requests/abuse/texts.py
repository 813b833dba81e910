"""The report's texts: the fields for the MSRC portal, a message with the original attached, a report in ARF."""

from collections.abc import Mapping

from checkers.report import Text, TextKind, Value
from checkers.requests.abuse.message import Message
from checkers.requests.abuse.origin import Answer, Origin, Why
from checkers.requests.abuse.report import as_arf, with_attachment
from checkers.requests.abuse.trace import Trace
from checkers.requests.letters import letter
from checkers.requests.microsoft import consumer_tenant
from checkers.requests.redact import Redactor
from checkers.requests.times import mail_date

MAX_ATTACHED = 2_000_000  # characters; of a larger message the reports hold the head


def fits(message: Message) -> bool:
    """Tell whether a message is attached whole."""
    return len(message.text) <= MAX_ATTACHED


def attached_text(message: Message) -> str:
    """Return what of a message the reports hold."""
    return message.text if fits(message) else message.head_text()


def texts(
    message: Message, judged: Origin, facts: Mapping[str, Value], way: Trace, *, redact: bool
) -> tuple[Text, ...]:
    """Return the finished reports; with `redact` the recipient's addresses, names and servers are pseudonyms."""
    redactor = Redactor(only=message.victims() | way.own) if redact else None

    def hide(text: str) -> str:
        return redactor.redact(text).text if redactor else text

    whole = fits(message)
    original = hide(attached_text(message))
    values: dict[str, str | None] = {name: hide(str(value)) for name, value in facts.items() if value}
    values["own_line"] = hide(way.taken.text) if way.taken else None
    values["redacted"] = "yes" if redact else None
    values["reverse"] = values.get("sending_host") or "unknown"
    if judged.why is Why.FORGED_NAME:
        values["forged_helo"] = values.pop("helo", None)
    values["unproven"] = "yes" if judged.answer is Answer.UNKNOWN and values.get("tenant_id") else None
    values["consumer"] = "yes" if facts.get("tenant_id") == consumer_tenant() else None
    words = letter("abuse-words", "en", values)
    subject = f"Abuse report: {values.get('message_id') or values.get('sending_ip') or 'unsolicited message'}"
    found = (
        [] if judged.answer is Answer.NO else [Text("msrc-report", letter("abuse-msrc", "en", values), TextKind.FORM)]
    )
    found.append(Text("attached", with_attachment(subject, words, original, whole=whole), TextKind.MESSAGE))
    fields = {
        "Source-IP": values.get("sending_ip"),
        "Original-Mail-From": values.get("return_path"),
        "Original-Rcpt-To": hide(delivered.value) if (delivered := message.field("delivered-to")) else None,
        "Arrival-Date": mail_date(values.get("time")),
        "Reported-Domain": (values.get("sender") or "").rpartition("@")[2] or None,
        "Reporting-MTA": f"dns; {values['receiving_host']}" if values.get("receiving_host") else None,
    }
    found.append(Text("arf", as_arf(subject, words, fields, original, whole=whole), TextKind.MESSAGE))
    return tuple(found)
