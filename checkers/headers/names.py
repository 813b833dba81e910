"""Which words are names of header fields, so that a field can be found where the line breaks are lost."""

import re

_SURE = (
    "received received-spf return-path delivered-to authentication-results authentication-results-original"
    " dkim-signature domainkey-signature arc-seal arc-message-signature arc-authentication-results message-id"
    " mime-version"
    " content-type content-transfer-encoding content-language content-disposition in-reply-to references reply-to"
    " list-unsubscribe list-unsubscribe-post list-id list-help list-post list-archive list-subscribe list-owner"
    " feedback-id thread-topic thread-index accept-language auto-submitted precedence envelope-to errors-to"
    " original-recipient resent-from resent-date resent-to resent-message-id disposition-notification-to user-agent"
    " msip_labels x-received tls-required require-recipient-valid-since dkim-filter autocrypt bimi-selector"
)
_OTHER = "from to cc bcc sender subject date importance priority sensitivity keywords comments organization status"
SURE = frozenset(_SURE.split())
KNOWN = SURE | frozenset(_OTHER.split())
HEAD = frozenset({"from", "to", "subject", "date", "message-id", "mime-version", "content-type"})
_PREFIXES = ("x-", "arc-", "list-", "authentication-results", "received-", "resent-", "content-", "dkim-", "ironport-")

_BREAK = r"(?=[A-Za-z])(?<=[\s>)])"
_NAMES = "|".join(sorted((name for name in SURE if "-" in name or name == "received"), key=len, reverse=True))
INSIDE = re.compile(rf"{_BREAK}(?P<name>{_NAMES}|x-[a-z][a-z0-9-]{{1,76}}):(?=[ \t\r\n])", re.IGNORECASE)
_EVERY = "|".join(sorted(KNOWN, key=len, reverse=True))
INSIDE_ONE_LINE = re.compile(rf"{_BREAK}(?P<name>{_EVERY}|x-[a-z][a-z0-9-]{{1,76}}):(?=[ \t\r\n])", re.IGNORECASE)


def is_sure(name: str) -> bool:
    """Tell whether a word is a field's name wherever it stands."""
    folded = name.lower()
    return folded in SURE or (folded.startswith(_PREFIXES) and not folded.endswith("-"))


def is_name(name: str, *, spaced: bool) -> bool:
    """Tell whether a word before a colon at the beginning of a line is a field's name; `spaced`: a blank follows.

    A line that continues another may begin with "CTRY:US;" or with an IPv6 address: an unknown name wants a blank.
    """
    folded = name.lower()
    return folded in KNOWN or is_sure(folded) or (spaced and len(name) > 1 and not name.isdigit())
