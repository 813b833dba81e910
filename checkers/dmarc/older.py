"""What a reader of RFC 7489 does: the public suffix list instead of the walk, `pct`, and no `np`, `t` or `psd`."""

from collections.abc import Mapping
from dataclasses import dataclass

from checkers.dmarc.asked import Asked
from checkers.dmarc.settings import Policies, Settings, older_policies
from checkers.dmarc.walk import At, Step, Walk, step_at
from checkers.text.suffixes import suffixes


@dataclass(frozen=True, slots=True)
class Older:
    """The organizational domain by the public suffix list, and the record that applies, None where none does.

    `open` says that a question is not answered, so that nothing is known of the record.
    """

    organization: str
    record: Step | None
    open: bool = False

    @property
    def settings(self) -> Settings | None:
        """The values of the record that applies."""
        return self.record.settings if self.record else None

    def policies(self) -> Policies | None:
        """Return the policies, None where no record applies or it is not one to this reader."""
        return older_policies(self.settings) if self.settings else None


def older(found: Walk, asked: Asked, known: Mapping[str, Step]) -> Older:
    """Return what RFC 7489 6.6.3 finds; `found` is the walk from the From domain, `known` need no question."""
    first = found.steps[0]
    organization = registrable(first.domain)
    step = first
    if first.at in {At.NONE, At.OTHER, At.OPEN} and organization != first.domain:
        above = known.get(organization) or step_at(organization, asked)
        step = above if first.at is not At.OPEN or above.at is At.RECORD else first
    record = step if step.at is At.RECORD else None
    return Older(organization, record, open=step.at in {At.OPEN, At.FAILED})


def registrable(domain: str) -> str:
    """Return the organizational domain by the public suffix list: one label more than the suffix (RFC 7489 3.2).

    A public suffix is its own.
    """
    return suffixes().privatesuffix(domain) or domain


def is_public_suffix(domain: str) -> bool:
    """Tell whether `domain` is itself a suffix under which others register names."""
    return suffixes().privatesuffix(domain) is None
