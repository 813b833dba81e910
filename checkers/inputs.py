"""What the reader gave: read once, decoded once, bounded."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from checkers.text.feeds import with_feeds

if TYPE_CHECKING:
    from checkers.message.outlook import Outlook

OUTLOOK = bytes.fromhex("d0cf11e0a1b11ae1")  # what a file begins with that Outlook saved
MAX_BYTES = 32 * 1024 * 1024  # a 25 MB message and its base64 overhead


class Fault(StrEnum):
    """Why a file that Outlook saved cannot be read."""

    DAMAGED = "damaged"
    TOO_LARGE = "too-large"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a check by name; `main` is the one that spans without a name point into."""

    values: Mapping[str, str | bytes]
    main: str

    def text(self, name: str = "") -> str:
        """Return an input as text, empty where it is absent.

        A message that Outlook saved (.msg) is the text that it stands for, empty where it has a `fault`. Other
        bytes are UTF-16 where they begin with its mark (PowerShell's `>`), else UTF-8 where they can be, else
        Windows-1252, the charset of old mail: a span must mean the same to all. Where carriage returns alone end
        the lines, they are line feeds.
        """
        value = self.values.get(name or self.main, "")
        return with_feeds(value if isinstance(value, str) else _decoded(value))

    def stated(self, name: str) -> str:
        """Return a one-line input without the white space around it."""
        return self.text(name).strip()

    @property
    def fault(self) -> Fault | None:
        """Why a message that Outlook saved cannot be read, None where it can be or where there is none."""
        saved = (value for value in self.values.values() if isinstance(value, bytes) and value.startswith(OUTLOOK))
        return next((fault for value in saved if (fault := _outlook(value).fault)), None)

    @property
    def too_large(self) -> int:
        """The size of the largest input where it is over the limit, else 0."""
        size = max((len(value) for value in self.values.values()), default=0)
        return size if size > MAX_BYTES else 0


def _decoded(value: bytes) -> str:
    if value.startswith(OUTLOOK):
        return _outlook(value).text
    if value.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return value.decode("utf-16", "replace")
    try:
        return value.decode("utf-8-sig")  # a file's mark is no part of its text
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def _outlook(data: bytes) -> "Outlook":
    from checkers.message.outlook import read_outlook  # noqa: PLC0415  a check of a record never has one

    return read_outlook(data)
