"""Tags that are not parted by a semicolon, and names that no equals sign follows."""

import re

from checkers.records.protocol import Protocol
from checkers.text.reading import Reading
from checkers.text.slips import Place, Slip

# The first tag, or one behind a semicolon.
_AROUND = re.compile(r"(?:\A([ \t]*+)|;[ \t]*+)[A-Za-z0-9_.-]{1,32}+([ \t]*+)=(?!=)([ \t]*+)")

# Another report address behind one: "rua=mailto:a@example.com; mailto:b@example.com".
_ADDRESSES = re.compile(
    r"(?<=[^\s;,=:])([ \t]{0,9}[;|][ \t]{0,9}|[ \t]{1,9})"
    r"(?=(?:mailto:)?[^\s;,=:@]{1,64}@[A-Za-z0-9.-]{1,253}[ \t]{0,9}(?:[;,!]|$))",
    re.IGNORECASE,
)
MAX_ADDRESS = 330  # characters of one in a list

_LISTED = re.compile(r"[A-Za-z]{1,2}[ \t]*:")


def read_separators(reading: Reading, protocol: Protocol) -> None:
    """Read over a space, a comma, a colon or a bar where a semicolon belongs, and over a colon for an equals sign."""
    tag = rf"(?=(?:{protocol.known})[ \t]{{0,9}}(?:=(?!=)|:(?!//)))"
    wrong = re.finditer(rf"(?<=[^\s;,:|])[ \t]{{0,9}}([,:|.])[ \t]{{0,9}}{tag}", reading.text, re.IGNORECASE)
    parted = (Place(*match.span(1), ";") for match in wrong if not (_in_address(match) or _in_list(match)))
    reading.read_over({Slip.SEPARATOR: parted})
    gaps = re.finditer(rf"(?<=[^\s;])([ \t]+){tag}", reading.text, re.IGNORECASE)
    closed = (Place(match.start(), match.start(), ";", match.span()) for match in gaps)
    reading.read_over({Slip.MISSING_SEMICOLON: closed})
    colons = re.finditer(rf"(?:^|;)[ \t]{{0,9}}(?:{protocol.known})[ \t]{{0,9}}(:)(?!//)", reading.text, re.IGNORECASE)
    reading.read_over({Slip.MISSING_EQUALS: (Place(*match.span(1), "=", match.span()) for match in colons)})
    parted = (Place(*match.span(1), ",") for match in _ADDRESSES.finditer(reading.text) if _goes_on(match))
    reading.read_over({Slip.ADDRESS_SEPARATOR: parted})


def read_inner_space(reading: Reading) -> None:
    """Read over white space before the first tag and around equals signs, which RFC 8461 3.1 and RFC 8460 3 forbid."""
    places = []
    for match in _AROUND.finditer(reading.text):
        places += [Place(*match.span(group), "") for group in (1, 2, 3) if match[group]]
    reading.read_over({Slip.INNER_SPACE: places})


def _goes_on(match: re.Match[str]) -> bool:
    """Tell whether an address stands before the place too, and not only the first word of one."""
    before = match.string[max(0, match.start() - MAX_ADDRESS) : match.start()]
    return "@" in re.split("[;,=]", before)[-1]


def _in_list(match: re.Match[str]) -> bool:
    """Tell whether a colon parts the words of a value, as in "t=y:s:x" (RFC 6376 3.6.1)."""
    return match[1] == ":" and bool(_LISTED.match(match.string, match.end()))


def _in_address(match: re.Match[str]) -> bool:
    """Tell whether what looks like a tag is part of a report address: "mailto:p=1@example.com"."""
    before = match.string[max(0, match.start() - 6) : match.start()].lower()
    return match[1] in ":." and before.endswith(("mailto", "https"))
