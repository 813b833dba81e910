"""Domain names as people write them."""

import re

import idna

MAX_NAME = 253  # octets of a name in text form, RFC 1035 2.3.4
MAX_LABEL = 63

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?", re.IGNORECASE)
_TOP = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE)


def is_domain(text: str) -> bool:
    """Tell whether `text` is a domain name of at least two labels, underscores and umlauts allowed."""
    if len(text) > MAX_NAME:
        return False
    name = a_labels(text)
    if name is None or len(name) > MAX_NAME:
        return False
    labels = name.removesuffix(".").split(".")
    return (
        len(labels) > 1
        and all(len(label) <= MAX_LABEL and _LABEL.fullmatch(label) for label in labels)
        and bool(_TOP.fullmatch(labels[-1]))
    )


def a_labels(name: str) -> str | None:
    """Return `name` with each label that is not ASCII as an A-label ("xn--..."), None where one cannot be.

    Mapped as UTS 46 says, like browsers do, so that a full-width dot or a capital umlaut is what it looks like.
    """
    if name.isascii():
        return name
    if len(name) > MAX_NAME:
        return None
    labels = re.split(r"[.\u3002\uff0e\uff61]", name)
    try:
        return ".".join(
            label if label.isascii() else idna.encode(label, uts46=True, transitional=False).decode()
            for label in labels
        )
    except (idna.IDNAError, UnicodeError):
        return None


def u_labels(name: str) -> str | None:
    """Return an ASCII name with each A-label as the U-label that it stands for, None where that changes nothing.

    A label that is no valid A-label stays as it is (RFC 5891 5.4). Names that look alike may differ, so this is only
    shown beside the ASCII name.
    """
    if len(name) > MAX_NAME or not name.isascii():
        return None
    written = ".".join(map(_u_label, name.split(".")))
    return written if written != name else None


def _u_label(label: str) -> str:
    if not label.lower().startswith("xn--") or len(label) > MAX_LABEL:
        return label
    try:
        return idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        return label
