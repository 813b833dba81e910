"""Finished texts of a report, with what a page can do with each."""

import string
from typing import Any

from checkers.report import Text, TextKind
from checkers.words.catalogue import Catalogue

MAX_ADDRESS = 1800  # characters: longer mailto: addresses are cut off by the programs that they are handed to
_UNRESERVED = frozenset(f"{string.ascii_letters}{string.digits}-._~".encode())  # RFC 3986 2.3


def say_text(text: Text, check: str, words: Catalogue) -> dict[str, Any]:
    """Return one finished text with its heading; `href` opens a letter in the reader's mail program."""
    return {
        "name": text.name,
        "label": words.say(f"text/{check}/{text.name}"),
        "kind": text.kind.value,
        "text": text.text,
        "href": mail_address(text.text) if text.kind is TextKind.LETTER else None,
    }


def mail_address(letter: str) -> str | None:
    """Return a letter as a mailto: address (RFC 6068), None where it names nobody or is too long for one."""
    head, _, body = letter.partition("\n\n")
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head.split("\n"))}
    receiver = fields.get("to") or fields.get("an")  # a letter is written in the language of who receives it
    if not receiver:
        return None
    values = {"subject": fields.get("subject") or fields.get("betreff", ""), "body": body.replace("\n", "\r\n")}
    query = "&".join(f"{name}={_quoted(value)}" for name, value in values.items() if value)
    address = f"mailto:{_quoted(receiver, also='@')}?{query}"
    return address if len(address) <= MAX_ADDRESS else None


def _quoted(value: str, also: str = "") -> str:
    plain = _UNRESERVED | frozenset(also.encode())
    return "".join(chr(octet) if octet in plain else f"%{octet:02X}" for octet in value.encode())
