"""What receivers read in a record: by RFC 9989 4.7 and 4.10.1, and by RFC 7489 6.3 and 6.6.3."""

from dataclasses import dataclass

from checkers.dmarc.model import POLICIES, one_less
from checkers.dmarc.uris import read_uris
from checkers.records.tags import TagList

ALL_MAIL = 100  # per cent, the default of pct


@dataclass(frozen=True, slots=True)
class Policies:
    """The policy for mail of the domain itself, of its subdomains, and of subdomains that do not exist."""

    domain: str
    subdomains: str
    missing: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of a record. `p`, `sp`, `np` are one of POLICIES, empty where none of them, None where absent.

    Of the others a value that is not valid is the default. `share` is `pct`; `reports` says that `rua` holds at least
    one address that can be read.
    """

    p: str | None
    sp: str | None
    np: str | None
    strict_spf: bool
    strict_dkim: bool
    psd: str
    testing: bool
    share: int
    reports: bool


def read_settings(tags: TagList) -> Settings:
    """Return what is set in a tag-list."""
    rua = tags.tag("rua")
    return Settings(
        _policy(tags, "p"),
        _policy(tags, "sp"),
        _policy(tags, "np"),
        strict_spf=_word(tags, "aspf", "r") == "s",
        strict_dkim=_word(tags, "adkim", "r") == "s",
        psd=word if (word := _word(tags, "psd", "u")) in {"y", "n"} else "u",
        testing=_word(tags, "t", "n") == "y",
        share=share(tags.value("pct")),
        reports=rua is not None and any(uri.usable for uri in read_uris(rua)),
    )


def policies(settings: Settings) -> Policies | None:
    """Return what RFC 9989 makes of a record, None where no DMARC processing is applied (4.10.1)."""
    if not settings.p or "" in {settings.sp, settings.np}:
        return Policies("none", "none", "none") if settings.reports else None
    sp = settings.sp or settings.p
    stated = (settings.p, sp, settings.np or sp)
    return Policies(*(one_less(policy) if settings.testing else policy for policy in stated))


def older_policies(settings: Settings) -> Policies | None:
    """Return what RFC 7489 6.6.3 makes of a record; it knows neither `np` nor `t`."""
    if not settings.p or settings.sp == "":
        return Policies("none", "none", "none") if settings.reports else None
    sp = settings.sp or settings.p
    return Policies(settings.p, sp, sp)


def share(text: str) -> int:
    """Return the per cent in a value of `pct`, all where it is none (RFC 7489 6.3)."""
    value = text.strip()
    if not (value.isascii() and value.isdigit() and len(value) <= 3):  # noqa: PLR2004  "100"
        return ALL_MAIL
    return min(int(value), ALL_MAIL)


def _word(tags: TagList, name: str, default: str) -> str:
    return tags.value(name, default).lower()


def _policy(tags: TagList, name: str) -> str | None:
    tag = tags.tag(name)
    if tag is None:
        return None
    value = tag.value.text.lower()
    return value if value in POLICIES else ""
