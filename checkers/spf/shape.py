"""What a word looks like at first sight, before it is known whether it is right."""

import re

from checkers.text.domains import is_domain

# A known name that a value, a prefix length or nothing follows.
_TERM = re.compile(
    r"[+\-~?]?(?:(?:include|ip4|ip6|exists|ipv4|ipv6|ip|redirect|exp)\b[:=]?|(?:a|mx|ptr|all)(?:$|[:=/])|v=spf1)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"[+\-~?]?(?:(?:include|ip4|ip6|exists|a|mx|ptr|ipv4|ipv6):|(?:redirect|exp)=|(?:all|a|mx|ptr)$)", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,3})?|(?=[^:]*:[^:]*:)[0-9a-f:.]{2,45}(?:/[0-9]{1,3})?", re.IGNORECASE
)
MAX_LOOK = 300  # characters of a word that matter for its shape


def starts_like_term(word: str) -> bool:
    """Tell whether `word` begins as a term does."""
    return bool(_TERM.match(word))


def is_named_term(word: str) -> bool:
    """Tell whether `word` is a known name with its separator, or a name that stands alone."""
    return bool(_NAMED.match(word))


def is_address(word: str) -> bool:
    """Tell whether `word` has the form of an IP address or network."""
    return bool(_ADDRESS.fullmatch(word[:MAX_LOOK]))


def belongs_to_record(word: str) -> bool:
    """Tell whether `word` may well be a part of an SPF record that goes on here."""
    return starts_like_term(word) or is_address(word) or is_domain(word)
