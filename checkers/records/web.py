"""A web address in a tag: one "https:" URI with a full host name."""

import re
from enum import StrEnum

from checkers.text.domains import a_labels, is_domain

MAX_URI = 2_000  # characters

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,20})(?::[ \t]*/{0,3}|(?<=http|ttps)//)")
_PATH = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,=%-]*")


class WebFault(StrEnum):
    """What is wrong with a web address."""

    SCHEME = "scheme"  # not "https:"
    URI = "uri"  # no address
    SEVERAL = "several"  # more than one


def read_web(text: str) -> tuple[WebFault | None, str | None]:
    """Return what is wrong with an address, None where nothing is, and what is meant where that is clear."""
    if re.search(r"[,\s][A-Za-z]{2,9}://", text[:MAX_URI]):
        return WebFault.SEVERAL, None
    bare = text.strip("<>\"'()[] ")
    match = _SCHEME.match(bare)
    scheme = match[1].lower() if match and not is_domain(match[1]) else ""
    rest = bare[match.end() :] if match and scheme else bare
    host, slash, path = rest.partition("/")
    name, colon, port = host.partition(":")
    name = a_labels(name) or name
    usable = len(text) <= MAX_URI and is_domain(name) and (not colon or port.isdigit()) and _PATH.fullmatch(path)
    if not usable:
        return WebFault.URI, None
    meant = f"https://{name}{colon}{port}{slash}{path}"
    if scheme == "https" and text[5:] == meant[5:]:
        return None, None
    if scheme not in {"", "http", "https"}:
        return WebFault.SCHEME, None
    return (WebFault.URI if scheme == "https" else WebFault.SCHEME), meant
