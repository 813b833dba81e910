"""The codes, the host and the address inside a line that a mail server said."""

import re
from itertools import islice

from checkers.bounce.model import Said
from checkers.bounce.wording import wording
from checkers.message import Passage

LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\x80-\U0010ffff-]"
ADDRESS = re.compile(
    rf"(?<!{LOCAL})((?:{LOCAL}{{1,64}}|\"[^\"\n]{{1,64}}\")@"
    r"(?:[A-Za-z0-9\x80-\U0010ffff_-]{1,63}(?:\.[A-Za-z0-9\x80-\U0010ffff_-]{1,63}){0,10}|\[[0-9a-fA-F.:IPv]{3,45}\]))"
)
STATUS = re.compile(r"(?<![\w.-])([45]\.\d{1,3}\.\d{1,3})(?![\w.-]*\d|-\d)", re.ASCII)
_STATUS_AFTER_REPLY = re.compile(r"(?<![\w.])[45]\d\d[ \t-]+[#'\"]?([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)", re.ASCII)
REPLY = re.compile(
    r"(?<![\w.:/@-])([45]\d\d)(?=[ \t\n-]+#?[A-Za-z45<\[(\"'#*]|[ \t]*:?[ \t]*$|[ \t]*:[ \t]*[A-Za-z45])(?!-\d\d)",
    re.ASCII | re.MULTILINE,
)

_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}\.){1,12}[A-Za-z][A-Za-z0-9-]{1,62}"
_NAMED_HOST = re.compile(  # what comes before the name
    r"(?:\bhost[ \t\n]+|while talking to |\bby |\brelay=|\b(?:remote server at|remote host|connected to|from) |#<)"
    rf"({_HOST})\.?"
    r"(?:[ \t\n]*[\[(:]|[ \t\n]*said| #|,)",
    re.IGNORECASE,
)
_SAYING = r"(?:gave this error|rejected your message|said:|remote server returned|#[45]\d\d[ #])"
_SAYING_HOST = re.compile(rf"(?<![\w@.-])({_HOST})[ \t\n]+{_SAYING}", re.IGNORECASE)
_SAYS = re.compile(_SAYING, re.IGNORECASE)
_MAX_RECEIVING = 300
_MICROSOFT = re.compile(r"outlook\.com|mx\.microsoft", re.IGNORECASE)
_MICROSOFT_HOST = re.compile(
    r"([A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,8}"
    r"\.(?:olc\.protection\.outlook\.com|mail\.protection\.outlook\.com|mx\.microsoft|prod\.protection\.outlook\.com"
    r"|prod\.outlook\.com))(?![\w-])",
    re.IGNORECASE,
)
_GENERATING = re.compile(
    rf"^[ \t]*(?:[^\n:]{{0,30}}(?:gener|génér|生成)[^\n:]{{0,40}}|[^\n:]{{3,40}}server)[ \t]*:[ \t]*({_HOST})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)

_RECEIVING = re.compile(
    rf"^[ \t]*(?:{wording('place', 'receiving').pattern})[ \t]*:[ \t]*({_HOST})(?![\w.-])",
    re.IGNORECASE | re.MULTILINE,
)


def status_in(passage: Passage) -> Said | None:
    """Return the enhanced status code that a text says: the one after the reply code, else the first."""
    match = _STATUS_AFTER_REPLY.search(passage.text) or STATUS.search(passage.text)
    return _said(passage, match)


def reply_in(passage: Passage) -> Said | None:
    """Return the SMTP reply code that a text says."""
    return _said(passage, REPLY.search(passage.text))


def host_in(passage: Passage) -> Said | None:
    """Return the host that a text names as the one that refused."""
    text = passage.text
    match = _NAMED_HOST.search(text)
    if match is None and _SAYS.search(text):
        match = _SAYING_HOST.search(text)
    if match is None and _MICROSOFT.search(text):
        match = _MICROSOFT_HOST.search(text)
    return Said(match[1].rstrip("."), passage.span(*match.span(1))) if match else None


def generating_host(text: str) -> str | None:
    """Return the host that wrote an Exchange bounce ("Generating server: ...", in any language)."""
    match = _GENERATING.search(text)
    return match[1] if match else None


def receiving_host(passage: Passage) -> Said | None:
    """Return the host that an Exchange bounce says refused ("Receiving server: ..."), None where it names several."""
    found = list(islice(_RECEIVING.finditer(passage.text), _MAX_RECEIVING))
    if len({match[1].lower() for match in found}) != 1:
        return None
    return Said(found[0][1], passage.span(*found[0].span(1)))


def cleaned(address: str) -> str:
    """Return an address without the quotes and dots of the sentence around it."""
    return address.strip("'").rstrip(".")


def _said(passage: Passage, match: re.Match[str] | None) -> Said | None:
    return Said(match[1], passage.span(*match.span(1))) if match else None
