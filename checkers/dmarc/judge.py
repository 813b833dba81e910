"""Everything that is said about one record, before anything is known of the domain."""

from collections.abc import Iterator

from checkers.dmarc.judge_policy import judge_policy
from checkers.dmarc.judge_rollout import judge_rollout
from checkers.dmarc.judge_tags import judge_tags
from checkers.dmarc.judge_uris import judge_uris
from checkers.dmarc.model import DMARC
from checkers.records.flow import Rules
from checkers.records.read import TagRecord
from checkers.report import Finding

_PERMISSION = "._report._dmarc."


def is_permission(record: TagRecord) -> bool:
    """Tell whether a record stands at a name where a report receiver agrees to get reports (RFC 9990 4)."""
    return _PERMISSION in f".{record.candidate.owner}."


def _judge(record: TagRecord) -> Iterator[Finding]:
    if is_permission(record):
        domain = record.candidate.owner.partition(_PERMISSION)[0]
        yield record.say.about("dmarc.permission-record", record.tags.tags[0].whole, domain=domain)
        return
    yield from judge_policy(record)
    yield from judge_tags(record)
    yield from judge_uris(record)
    yield from judge_rollout(record)


RULES = Rules(DMARC, _judge)
