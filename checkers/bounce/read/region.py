"""Where the words of a bounce end and the returned message begins."""

import re

from checkers.bounce.wording import wording

_DASHED, _ALONE = wording("returned", "dashed"), wording("returned", "alone")
_MARK = re.compile(
    rf"^[ \t]*(?:[-=_*#]{{1,80}}[ \t]*(?:{_DASHED.pattern})[^\n]*|(?:{_ALONE.pattern})[ \t]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_MESSAGE_FIELDS = (
    r"(?:From|To|Cc|Subject|Date|Message-I[Dd]|MIME-Version|Reply-To|Received|Sender|Content-Type|X-[\w-]{1,40}): "
)
_HEADERS = re.compile(
    r"^(?:Received: (?:from|by|\()|Return-Path: ?<|(?:DKIM|DomainKey)-Signature: "
    rf"|(?:From|To|Subject|Date|Message-I[Dd]): [^\n]*\n(?:[ \t][^\n]*\n)?{_MESSAGE_FIELDS})",
    re.MULTILINE,
)


def split(text: str) -> int:
    """Return where the returned message begins in `text`, its length where there is none."""
    marks = (pattern.search(text, 1) for pattern in (_MARK, _HEADERS))
    return min((match.start() for match in marks if match and text[: match.start()].strip()), default=len(text))
