"""Reports that go to another organization, which must have agreed to get them: RFC 9990 4."""

from collections.abc import Iterator
from dataclasses import dataclass

from checkers.dmarc.asked import Asked
from checkers.dmarc.model import DMARC, REPORTS
from checkers.dmarc.older import registrable
from checkers.dmarc.uris import read_uris
from checkers.dns import Status
from checkers.records.tags import TagList
from checkers.text.domains import MAX_NAME

MAX_HOSTS = 20


@dataclass(frozen=True, slots=True)
class Permission:
    """A host that gets reports, the name at which it agrees, and whether it does: None where that is open.

    `kin` says that by the public suffix list it is of the same organization all the same; `status` is that of an answer
    that says nothing, else empty.
    """

    host: str
    name: str
    given: bool | None
    kin: bool
    status: str = ""


def permissions(tags: TagList, domain: str, organization: str | None, asked: Asked) -> Iterator[Permission]:
    """Yield one permission a host outside the organization of `domain`, at which the record stands."""
    inside = organization or registrable(domain)
    hosts: dict[str, None] = {}
    for name in REPORTS:
        if tag := tags.tag(name):
            hosts |= dict.fromkeys(uri.host for uri in read_uris(tag) if uri.host)
    outside = [host for host in hosts if not within(host, inside) and not within(host, domain)]
    for host in outside[:MAX_HOSTS]:
        name = f"{domain}._report.{DMARC.label}.{host}"
        kin = registrable(host) == registrable(domain)
        if len(name) <= MAX_NAME:
            yield _permission(host, name, asked, kin=kin)
        else:
            yield Permission(host, name, given=False, kin=kin)


def within(name: str, domain: str) -> bool:
    """Tell whether `name` is `domain` or lies below it."""
    return name == domain or name.endswith(f".{domain}")


def _permission(host: str, name: str, asked: Asked, *, kin: bool) -> Permission:
    answer = asked.ask(name, "TXT")
    if answer is None:
        return Permission(host, name, None, kin)
    if answer.failed:
        return Permission(host, name, None, kin, answer.status.value)
    agreed = answer.status is Status.NOERROR and any(DMARC.right.match(text) for text in answer.records)
    return Permission(host, name, agreed, kin)
