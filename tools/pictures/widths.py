"""How wide text is drawn, and where a line of it ends.

Nobody knows which typeface a reader's system has. The widths are those of DejaVu Sans, the widest that is usual for an
interface, so that a line that fits here fits everywhere.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Advance widths in thousandths of the size, rounded up. Letters with accents are as wide as those without.
_REGULAR = {
    280: "'ijlı",
    290: "ł",
    300: "IJ",
    320: " ,.·‘’‚",
    340: "/:;\\|",
    370: "-‐f",
    400: "()[]t",
    410: "!r¹²³",
    460: '"',
    500: "*_`§°–",
    520: "“”„",
    530: "sz",
    540: "?",
    560: "Lc",
    580: "Fk",
    600: "vxy",
    620: "PTYaeo«»ø",
    640: "$0123456789ESbdghnpquß{}ðđ€",
    660: "K",
    700: "ABCRVXZ",
    760: "HNU",
    790: "&DGOQØ",
    820: "w",
    840: "#+<=>^~±×÷→←↑↓✓✗≥≤−",
    870: "M",
    960: "%",
    980: "mÆ",
    990: "Wæ",
}
_BOLD = {
    310: "'",
    350: " ijlı",
    380: "/\\|,.IJ·ł‘’‚",
    420: ":;-‐",
    460: "f!()[]¹²³",
    500: "_`r§°–t",
    530: '"*',
    600: "cs?z",
    650: "Lx«»",
    690: "vykae“”„EFToø",
    730: "$0123456789€SYZbdghnpqu{}ßđð",
    780: "CPBAKRVX",
    840: "UG#+<=>DHN^~±×÷→←↑↓✓✗≥≤−",
    880: "&OQØ",
    930: "w",
    1010: "M%",
    1090: "mæÆ",
    1110: "W",
}
_OTHER = 1000  # what the tables lack is as wide as a Chinese character
_MONO = 602
_SOFT = "\N{SOFT HYPHEN}"
_PARTS = re.compile(r"[^-/‐–\u00ad]*(?:[-/‐–\u00ad]|$)")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: its class in the style sheet, size and height of a line in units of the picture."""

    name: str
    size: float
    line: int


HEAD = Style("head", 14.5, 20)
BODY = Style("body", 13, 18)
CODE = Style("code", 12.5, 18)
STYLES = {style.name: style for style in (HEAD, BODY, CODE)}

_TABLES = {
    name: {sign: size for size, signs in table.items() for sign in signs}
    for name, table in (("head", _BOLD), ("body", _REGULAR))
}


def width(text: str, style: Style) -> float:
    """Return the width of a line in units of the picture; soft hyphens have none."""
    if style is CODE:
        return len(text) * _MONO * style.size / 1000
    table = _TABLES[style.name]
    return sum(_advance(sign, table) for sign in text if sign != _SOFT) * style.size / 1000


def wrapped(text: str, style: Style, limit: float) -> list[str]:
    """Return the lines of a text, none wider than `limit`.

    A line ends at a space, after a hyphen or slash, at a soft hyphen, and in the midst of a word that has no other
    place. Raises ValueError where not even one letter fits.
    """
    if limit < 2 * style.size:
        raise ValueError(f"no text fits into {limit}")
    lines: list[str] = []
    line = ""
    for part, spaced in _pieces(text, style, limit):
        joined = f"{line} {part}" if line and spaced else line + part
        shown = joined[:-1] + "-" if joined.endswith(_SOFT) else joined
        if line and width(shown, style) > limit:
            lines.append(_shown(line))
            line = part
        else:
            line = joined
    return [*lines, line.replace(_SOFT, "")] if line else lines


def _shown(line: str) -> str:
    """Return a line that another follows: a soft hyphen at its end is seen."""
    return (line[:-1].replace(_SOFT, "") + "-") if line.endswith(_SOFT) else line.replace(_SOFT, "")


def _pieces(text: str, style: Style, limit: float) -> Iterator[tuple[str, bool]]:
    """Yield what must stay together, with whether a space comes before it."""
    for word in text.split():
        spaced = True
        for part in filter(None, _PARTS.findall(word)):
            for piece in _broken(part, style, limit):
                yield piece, spaced
                spaced = False


def _broken(part: str, style: Style, limit: float) -> Iterator[str]:
    """Yield a part that is too wide for any line in pieces that are not, with soft hyphens between them."""
    rest = part
    while width(rest.replace(_SOFT, "-"), style) > limit:
        end = len(rest) - 1
        while width(rest[:end] + "-", style) > limit:
            end -= 1
        yield rest[:end] + _SOFT
        rest = rest[end:]
    yield rest


def _advance(sign: str, table: dict[str, int]) -> int:
    base = unicodedata.normalize("NFKD", sign)[0]
    return table.get(sign) or table.get(base, _OTHER)
