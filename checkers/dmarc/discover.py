"""Which record applies to a From domain, and which of its policies, RFC 9989 4.10.1."""

from dataclasses import dataclass

from checkers.dmarc.asked import Asked
from checkers.dmarc.settings import Policies, Settings, policies
from checkers.dmarc.walk import At, Step, Walk, organizational
from checkers.dns import Status


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a walk from the From domain led to.

    `record` is the step whose record applies. Where there is none, `failed` is the step that may hide one, and `open`
    says that a question is not answered yet. `organization` is None as long as it is not settled.
    """

    walk: Walk
    organization: str | None
    record: Step | None = None
    failed: Step | None = None
    open: bool = False

    @property
    def own(self) -> bool:
        """Tell whether the record that applies is that of the From domain itself."""
        return self.record is not None and self.record.domain == self.walk.domain

    @property
    def own_open(self) -> bool:
        """Tell whether the From domain may have a record of its own, which would go before the one that applies."""
        return self.record is not None and self.walk.steps[0].at is At.OPEN

    @property
    def settings(self) -> Settings | None:
        """The values of the record that applies."""
        return self.record.settings if self.record else None


def discover(walk: Walk) -> Discovery:
    """Return the record that applies: the From domain's, else its organization's, else that of the suffix above it."""
    organization = organizational(walk)
    first = walk.steps[0]
    if first.at is At.RECORD:
        return Discovery(walk, organization, first)
    if organization is None:
        failed = next((step for step in walk.steps if step.at is At.FAILED), None)
        still_open = any(step.at is At.OPEN for step in walk.steps)
        return Discovery(walk, None, failed=None if still_open else failed, open=still_open)
    found = {step.domain: step for step in walk.steps if step.at is At.RECORD}
    suffix = next((step for step in found.values() if step.psd == "y"), None)
    return Discovery(walk, organization, found.get(organization) or suffix)


def exists(discovery: Discovery, asked: Asked) -> bool | None:
    """Tell whether the From domain exists, None where that is open.

    A name exists as long as the answer is not NXDOMAIN, whatever the type, and a name that exists makes all names above
    it exist (RFC 9989 A.4, RFC 8020).
    """
    domain, first = discovery.walk.domain, discovery.walk.steps[0]
    if first.at is At.RECORD or first.status == Status.NOERROR:
        return True
    answer = asked.ask(domain, "A")
    if answer is None or answer.failed:
        return None
    return answer.status is not Status.NXDOMAIN


def applied(discovery: Discovery, asked: Asked) -> tuple[str, str | None]:
    """Return the tag that the policy is taken from ("p", "sp" or "np") and the policy; None where that is open."""
    assert discovery.settings
    found = policies(discovery.settings)
    if found is None or discovery.own:
        return "p", found.domain if found else None
    if found.subdomains == found.missing:
        return "sp", found.subdomains
    match exists(discovery, asked):
        case True:
            return "sp", found.subdomains
        case False:
            return "np", found.missing
    return "sp", None


def effective(discovery: Discovery) -> Policies | None:
    """Return the policies of the record that applies, None where there is none or no processing is applied."""
    return policies(discovery.settings) if discovery.settings else None
