"""Whether SPF names Microsoft 365 where the MX says that the domain has its mailboxes there."""

from collections.abc import Iterator

from checkers.registry import finding
from checkers.report import Finding
from checkers.together.sites import Site

INCLUDE = "spf.protection.outlook.com"

_HOSTS = (".mail.protection.outlook.com", ".mx.microsoft", ".mail.eo.outlook.com")
_REFERRING = ("include:", "redirect=")


def judge_microsoft(site: Site) -> Iterator[Finding]:
    """Yield the finding for a domain whose mailboxes are at Microsoft 365 and whose SPF record does not name it."""
    spf = site.only("spf")
    hosts = [host for host in site.mail_hosts if host.endswith(_HOSTS)]
    if not hosts or not spf or not spf.text or site.sends_nothing:
        return
    words = [word.lower().lstrip("+").rstrip(".") for word in spf.text.split()]
    if any(word == f"{mark}{INCLUDE}" for word in words for mark in _REFERRING):
        return
    place = next((fact.span for fact in spf.report.facts if fact.name == "record" and fact.span), None)
    yield finding(
        "together.microsoft-not-in-spf",
        *((place,) if place else ()),
        domain=site.domain or "@",
        host=hosts[0],
        include=f"include:{INCLUDE}",
    )
