"""The grammar of a term as one pattern, RFC 7208 section 12; what breaks it is for `grammar` to say."""

import re

from checkers.spf.macros import MAX_MACRO

_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IP4 = rf"(?:{_OCTET}\.){{3}}{_OCTET}"
_H = "[0-9a-f]{1,4}"
# RFC 4291 2.2: eight groups, or fewer with one "::"; the last two may be written as an IPv4 address
_IP6 = "|".join(
    (
        f"(?:{_H}:){{7}}{_H}",
        f"(?:{_H}:){{1,7}}:",
        f":(?::{_H}){{1,7}}",
        "::",
        f"(?!(?:[0-9a-f]{{0,4}}:){{8}})(?:{_H}:){{1,6}}(?::{_H}){{1,6}}",
        f"(?:{_H}:){{6}}{_IP4}",
        f"::(?:{_H}:){{0,5}}{_IP4}",
        f"(?!(?:[0-9a-f]{{0,4}}:){{7}})(?:{_H}:){{1,5}}:(?:{_H}:){{0,4}}{_IP4}",
    )
)
_LENGTH4 = "/(?:[12]?[0-9]|3[0-2])"
_LENGTH6 = "/(?:[1-9]?[0-9]|1[01][0-9]|12[0-8])"


def _name(letters: str) -> tuple[str, str]:
    """Return patterns for a macro-string and a domain-spec in which macros of `letters` are allowed (7.1)."""
    literal = "[!-$&-~]"
    macro = rf"%(?:[%_-]|\{{(?=[^}}]{{0,{MAX_MACRO - 3}}}\}})[{letters}](?:0*[1-9][0-9]*)?r?[.\-+,/_=]*\}})"
    top_label = r"(?=[0-9-]*[a-z-])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
    macros = f"(?:{literal}*{macro})"
    return f"{macros}*{literal}*", rf"(?:{macros}*{literal}*\.{top_label}\.?|{macros}+)"


_ANYTHING, _ = _name("slodiphcrtv")
_, _DOMAIN = _name("slodiphv")
_SOUND = re.compile(
    rf"[+\-~?]?(?:ip4:{_IP4}(?:{_LENGTH4})?|ip6:(?:{_IP6})(?:{_LENGTH6})?|include:{_DOMAIN}|all"
    rf"|(?:a|mx)(?::{_DOMAIN})?(?:{_LENGTH4})?(?:/{_LENGTH6})?|exists:{_DOMAIN}|ptr(?::{_DOMAIN})?)"
    rf"|(?:redirect|exp)={_DOMAIN}|(?!(?:redirect|exp)=)[a-z][a-z0-9_.\-]*={_ANYTHING}",
    re.IGNORECASE | re.ASCII,
)


def is_valid(word: str) -> bool:
    """Tell whether `word` is a term that the grammar allows."""
    return _SOUND.fullmatch(word) is not None
