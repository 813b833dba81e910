"""What a protocol whose record is a tag-list says about itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from checkers.text.reading import Reading
from checkers.text.slips import Slip


@dataclass(frozen=True)
class Protocol:
    """A protocol with a TXT record of tags, `v=...; name=value; ...`.

    `name` is the check's, `version` what `v` must be, `tags` every tag that it knows with `v` first, `label` the name
    under a domain where the record stands ("_dmarc"), empty where there is no fixed one. `start` is a pattern for
    records that begin without a version, where that is allowed (DKIM). `strict` says that names are in small letters
    and no white space stands around equals signs (RFC 8461 3.1, RFC 8460 3); `optional` that a domain may do without.
    `aliases` are what people write for a tag: ("policy", "p"). `prepare` reads over what only this protocol's records
    are pasted with; `allowed` are slips that its grammar permits. `inbound` says that the record is about mail that the
    domain takes, so that no sender can mend it.
    """

    name: str
    version: str
    tags: tuple[str, ...]
    label: str = ""
    start: str = ""
    strict: bool = False
    optional: bool = False
    aliases: tuple[tuple[str, str], ...] = ()
    prepare: Callable[[Reading], None] | None = None
    allowed: frozenset[Slip] = frozenset()
    inbound: bool = False

    @property
    def needs_version(self) -> bool:
        """Tell whether a record without `v` is none."""
        return not self.start

    @property
    def letters(self) -> str:
        """The version without its number: "DMARC", "STSv"."""
        return self.version.rstrip("0123456789")

    @cached_property
    def announced(self) -> re.Pattern[str]:
        """A pattern that finds where in a text a record begins, also one with a slip in its version."""
        letters = self.letters.removesuffix("v")
        version = (
            rf"(?<![A-Za-z0-9_.@/-])v[^A-Za-z0-9\n]{{0,5}}{letters}|(?<![A-Za-z0-9_.@/=-]){letters}v?[0-9](?![A-Za-z.])"
        )
        return re.compile(f"{version}|{self.start}" if self.start else version, re.IGNORECASE)

    @cached_property
    def announced_first(self) -> re.Pattern[str]:
        """A pattern for a text that begins with a record, or with signs and then a record."""
        return re.compile(rf"[\W_]*?(?:{self.announced.pattern})", re.IGNORECASE)

    @cached_property
    def right(self) -> re.Pattern[str]:
        """A pattern for the version as receivers want it: first, in its own case, and a semicolon or the end behind."""
        return re.compile(rf"{self._version}[ \t]*(?=;|$)")

    @cached_property
    def unparted(self) -> re.Pattern[str]:
        """A pattern for the right version with something else than a semicolon between it and the next tag."""
        return re.compile(rf"{self._version}[ \t,:|.]{{1,9}}(?:{self.known})[ \t]*[=:]")

    @property
    def _version(self) -> str:
        return f"v={self.version}" if self.strict else rf"[ \t]*[vV][ \t]*=[ \t]*{self.version}"

    @cached_property
    def known(self) -> str:
        """The names of the tags as alternatives of a pattern, the longest first."""
        return "|".join(sorted(map(re.escape, self.tags), key=len, reverse=True))
