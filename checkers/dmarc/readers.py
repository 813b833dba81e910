"""The same record by RFC 9989 and by RFC 7489, side by side."""

from collections.abc import Iterator

from checkers.dmarc.discover import effective
from checkers.dmarc.evaluate import Evaluation
from checkers.dmarc.settings import Policies, older_policies, policies, read_settings
from checkers.records.tags import TagList
from checkers.report import Table, Value

NAME = "dmarc-readers"
COLUMNS = ("rfc9989", "rfc7489")
IGNORED, ABSENT, OPEN = "ignored", "absent", "open"

type Row = tuple[str, tuple[Value, ...]]


def record_table(tags: TagList) -> Table:
    """Return what both readers make of a record, wherever it stands."""
    settings = read_settings(tags)
    rows = [*_policy_rows(policies(settings), older_policies(settings)), *_tag_rows(tags)]
    return Table(NAME, COLUMNS, tuple(rows))


def domain_table(evaluation: Evaluation, tags: TagList | None) -> Table:
    """Return what both readers find for a From domain; `tags` are those of the record that applies."""
    discovery, older = evaluation.discovery, evaluation.older
    new_at = discovery.record.name if discovery.record else OPEN if discovery.open or discovery.failed else ABSENT
    old_at = older.record.name if older.record else OPEN if older.open else ABSENT
    without = (OPEN if at == OPEN else ABSENT for at in (new_at, old_at))
    rows: list[Row] = [
        ("organizational-domain", (discovery.organization or OPEN, older.organization)),
        ("record-at", (new_at, old_at)),
        *_policy_rows(effective(discovery), older.policies(), *without),
        *(_tag_rows(tags) if tags else ()),
    ]
    if evaluation.result or evaluation.older_result:
        rows.append(("result", (evaluation.result or OPEN, evaluation.older_result or OPEN)))
    return Table(NAME, COLUMNS, tuple(rows))


def _policy_rows(new: Policies | None, old: Policies | None, *without: str) -> Iterator[Row]:
    """Yield the policies; `without` are the words for a reader that has none, "absent" unless given."""
    no_new, no_old = without or (ABSENT, ABSENT)
    for row, name in (("policy", "domain"), ("policy-subdomains", "subdomains"), ("policy-missing", "missing")):
        yield row, (getattr(new, name) if new else no_new, getattr(old, name) if old else no_old)


def _tag_rows(tags: TagList) -> Iterator[Row]:
    """Yield the tags that only one of the two knows."""
    for name in ("np", "t", "psd"):
        if tag := tags.tag(name):
            yield name, (tag.value.text, IGNORED)
    for name in ("pct", "rf", "ri"):
        if tag := tags.tag(name):
            yield name, (IGNORED, tag.value.text)
