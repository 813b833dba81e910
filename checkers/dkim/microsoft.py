"""Where the keys of Microsoft 365 tenants are: the two forms of the name that a CNAME leads to (MS-DKIM, DKIM-NEW)."""

import re
from dataclasses import dataclass
from enum import StrEnum


class TargetForm(StrEnum):
    """The form of a target."""

    OLD = "onmicrosoft"  # selector1-contoso-com._domainkey.contoso.onmicrosoft.com
    NEW = "dkim-mail-microsoft"  # selector1-contoso-com._domainkey.contoso.n-v1.dkim.mail.microsoft
    BROKEN = "broken"  # meant as one of both
    OTHER = "other"  # leads to another provider


@dataclass(frozen=True, slots=True)
class Target:
    """A target and what its name says; `label` is the domain as it stands in it, with hyphens for dots."""

    name: str
    form: TargetForm
    selector: str = ""
    label: str = ""
    tenant: str = ""


_SUFFIXES = (
    (TargetForm.OLD, r"onmicrosoft\.(?:com|us|de)|partner\.onmschina\.cn"),
    (TargetForm.NEW, r"[a-z]-v1\.dkim\.mail\.microsoft"),
)
_TARGETS = tuple(
    (
        form,
        re.compile(rf"(?P<selector>selector[0-9])-(?P<label>[^._]+)\._domainkey\.(?P<tenant>[a-z0-9-]+)\.(?:{suffix})"),
    )
    for form, suffix in _SUFFIXES
)
_ANY_SUFFIX = "|".join(suffix for _, suffix in _SUFFIXES)
_DOTTED = re.compile(
    rf"(?P<selector>selector[0-9])[-.](?P<label>[^_]+)\._domainkey\.(?P<rest>[a-z0-9-]+\.(?:{_ANY_SUFFIX}))"
)
_MEANT = re.compile(r"onmicrosoft|onmschina|dkim\.mail\.micro|dkim\.mail$|\.microsoft$|^selector[0-9]-")
_ADDED = re.compile(r"0[a-z]$")  # Microsoft puts it behind the names of some domains


def read_target(name: str) -> Target:
    """Return what the name that a CNAME leads to says; `name` is in normal form."""
    for form, pattern in _TARGETS:
        if match := pattern.fullmatch(name):
            return Target(name, form, match["selector"], match["label"], match["tenant"])
    return Target(name, TargetForm.BROKEN if is_meant(name) else TargetForm.OTHER)


def is_meant(name: str) -> bool:
    """Tell whether `name` is meant to lead to Microsoft."""
    return bool(_MEANT.search(name))


def undotted(name: str) -> str:
    """Return a target whose domain stands in it with dots as Microsoft writes it, empty where that is not the fault."""
    match = _DOTTED.fullmatch(name)
    if not match:
        return ""
    return f"{match['selector']}-{match['label'].replace('.', '-')}._domainkey.{match['rest']}"


def label_of(domain: str) -> str:
    """Return a domain as it stands in a target: a hyphen for each dot, hyphens stay."""
    return domain.replace(".", "-")


def fits(label: str, domain: str) -> bool:
    """Tell whether a target's label is that of `domain`."""
    wanted = label_of(domain)
    return label == wanted or _ADDED.sub("", label) == wanted
