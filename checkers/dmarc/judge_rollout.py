"""How far a record has come: whether it enforces anything, and whether anybody hears of it."""

from collections.abc import Iterator

from checkers.dmarc.model import POLICIES
from checkers.dmarc.settings import policies, read_settings
from checkers.records.read import TagRecord
from checkers.report import Finding

ROLLOUT = frozenset({"dmarc.nothing-enforced", "dmarc.enforced", "dmarc.no-reports"})


def judge_rollout(record: TagRecord) -> Iterator[Finding]:
    """Yield what there is to say about a record as a stage on the way to one that protects the domain."""
    settings = read_settings(record.tags)
    found = policies(settings)
    tag = record.tags.tag("p")
    if found and tag and settings.p == "none" and {found.subdomains, found.missing} == {"none"}:
        yield record.say.about("dmarc.nothing-enforced", tag.whole)
    elif found and tag and _usable(record) and {found.domain, found.subdomains} <= set(POLICIES[1:]):
        yield record.say.about("dmarc.enforced", tag.whole, policy=found.domain)
    if not any(one.word == "rua" for one in record.tags.tags):
        yield record.say.about("dmarc.no-reports", (tag or record.tags.tags[0]).whole)


def _usable(record: TagRecord) -> bool:
    """Tell whether receivers read the record as it is read here."""
    words = [tag.word for tag in record.tags.tags]
    return len(words) == len(set(words)) and all(note.valid for note in record.reading.noted)
