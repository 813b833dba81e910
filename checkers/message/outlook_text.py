"""What Outlook keeps of a message in properties, written as the message that it was (RFC 5322, 6522, 3464)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_INFO = re.compile(r"<?(?P<host>[\w.-]+\.[\w-]+)? ?#(?P<said>.*?)>?\s*", re.DOTALL)
_TYPED = re.compile(r"(?:[\d.]+ )?smtp;\s*", re.IGNORECASE)
_STATUS = range(400, 600)


@dataclass(frozen=True, slots=True)
class Entry:
    """A recipient: its address, what was said of it, by which server, and the status as a number (511 is 5.1.1)."""

    address: str
    said: str
    host: str
    status: int


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment that is text: its type and what it says."""

    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What a saved message says of itself; what it does not say is empty."""

    message_class: str  # "REPORT.IPM.Note.NDR"
    headers: str
    subject: str
    sender: str
    to: str
    body: str
    html: str
    recipients: Sequence[Entry]
    attached: Sequence[Attached]


def compose(saved: Saved) -> str:
    """Return the message as text, its parts undecoded."""
    parts = list(_parts(saved))
    boundary = "=_parts_of_the_saved_message"
    while any(boundary in part.text for part in parts):
        boundary += "_"
    kind = _report_type(saved)
    typed = (
        f'multipart/report; report-type={kind}; boundary="{boundary}"'
        if kind
        else f'multipart/mixed; boundary="{boundary}"'
    )
    # on top, where it is found first: what the message's own fields say of its parts is true no more
    own = f"MIME-Version: 1.0\nContent-Type: {typed}\nContent-Transfer-Encoding: 8bit\n"
    lines = [own, _head(saved)]
    lines += [f"\n--{boundary}\nContent-Type: {part.type}\n\n{part.text}" for part in parts]
    return "".join((*lines, f"\n--{boundary}--\n"))


def _report_type(saved: Saved) -> str:
    said = saved.message_class.upper()
    if not said.startswith("REPORT."):
        return ""
    return "disposition-notification" if said.endswith((".IPNRN", ".IPNNRN")) else "delivery-status"


def _head(saved: Saved) -> str:
    """Return the header fields of the way, or those that the other properties make."""
    headers = _lines(saved.headers).strip("\n")
    if headers:
        return _BLANK.sub("\n", headers) + "\n"
    report = bool(_report_type(saved))
    sender = _one_line(saved.sender) or ("postmaster" if report else "")
    fields = {"From": sender, "To": _one_line(saved.to), "Subject": _one_line(saved.subject)}
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value or name == "From")


def _parts(saved: Saved) -> Iterator[Attached]:
    said = _lines(saved.body)
    if said.strip() or not saved.html:
        yield Attached("text/plain; charset=utf-8", said)
    else:
        yield Attached("text/html; charset=utf-8", _lines(saved.html))
    kind = _report_type(saved)
    stated = any(part.type.startswith("message/delivery-status") for part in saved.attached)
    if kind == "disposition-notification":
        yield Attached("message/disposition-notification", "Disposition: displayed\n")
    elif kind and saved.recipients and not stated:
        yield Attached("message/delivery-status", "".join(_status(saved, entry) for entry in saved.recipients))
    for part in saved.attached:
        yield Attached(part.type, _lines(part.text))


def _status(saved: Saved, entry: Entry) -> str:
    """Return the fields of one recipient; what was said may stand as "<host #5.7.606 smtp;550 5.7.606 ...>"."""
    match = _INFO.fullmatch(entry.said)
    said = _one_line(match["said"] if match else entry.said)
    host = _one_line(entry.host) or (match["host"] or "" if match else "")
    said = _TYPED.sub("", said, count=1)
    action = "delivered" if saved.message_class.upper().endswith(".DR") else "failed"
    digits = str(entry.status)
    fields = {
        "Final-Recipient": f"rfc822; {_one_line(entry.address)}",
        "Action": "delayed" if "DELAY" in saved.message_class.upper() else action,
        "Status": ".".join(digits) if entry.status in _STATUS else "",
        "Remote-MTA": f"dns; {host}" if host else "",
        "Diagnostic-Code": f"smtp; {said}" if said else "",
    }
    return "\n" + "".join(f"{name}: {value}\n" for name, value in fields.items() if value)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _one_line(text: str) -> str:
    return " ".join(text.split())
