"""What goes wrong with a text between two programs, or between a head and a keyboard."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from checkers.report import Value
from checkers.text.characters import Oddity


class Slip(StrEnum):
    """How a text departs from a record although everybody sees what is meant."""

    QUOTES = "quotes"
    SMART_QUOTES = "smart-quotes"
    ESCAPES = "escapes"
    HTML = "html"
    ODD_SPACE = "odd-space"
    INVISIBLE = "invisible"
    DASH = "dash"
    WIDE = "wide"
    CONTROL = "control"
    LINE_BREAK = "line-break"
    IDN = "idn"
    TEXT_BEFORE = "text-before"
    VERSION = "version"
    VERSION_MISSING = "version-missing"
    VERSION_PLACE = "version-place"
    SENDER_ID = "sender-id"
    STRING_BORDER = "string-border"
    MISSING_SPACE = "missing-space"
    INNER_SPACE = "inner-space"
    SEPARATOR = "separator"
    ADDRESS_SEPARATOR = "address-separator"
    MISSING_COLON = "missing-colon"
    MISSING_SEMICOLON = "missing-semicolon"
    MISSING_EQUALS = "missing-equals"
    ARMOUR = "armour"
    BARE_KEY = "bare-key"


FOR_ODDITY = {
    Oddity.LINE_BREAK: Slip.LINE_BREAK,
    Oddity.SPACE: Slip.ODD_SPACE,
    Oddity.INVISIBLE: Slip.INVISIBLE,
    Oddity.DASH: Slip.DASH,
    Oddity.QUOTE: Slip.SMART_QUOTES,
    Oddity.ENTITY: Slip.HTML,
    Oddity.WIDE: Slip.WIDE,
    Oddity.CONTROL: Slip.CONTROL,
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a slip: `text[start:end]` is meant to be `meant`."""

    start: int
    end: int
    meant: str
    shown: tuple[int, int] | None = None  # what to mark where that is more than what changes
    valid: bool = False  # the grammar allows it all the same: it is read as something else
    values: Mapping[str, Value] = field(default_factory=dict)
