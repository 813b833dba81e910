"""The record: its `id`."""

import re
from collections.abc import Iterator

from checkers.mta_sts.model import MAX_ID
from checkers.records.read import TagRecord
from checkers.report import Finding


def judge_record(record: TagRecord) -> Iterator[Finding]:
    """Yield what RFC 8461 3.1 says about a record beside what holds for every tag-list."""
    say, found = record.say, record.tags.tag("id")
    if found is None or not found.value:
        if found is None:
            end = len(record.tags.text.rstrip("; \t"))
            fix, marked = say.insert(end, "; id=1"), record.tags.tags[0].whole
        else:
            fix, marked = say.put(found.value, "1"), found.whole
        yield say.about("mta-sts.id-missing", marked, fix=[fix])
        return
    value = found.value.text
    plain = re.sub(r"[^A-Za-z0-9]", "", value)
    if plain != value:
        fixes = [say.put(found.value, plain[:MAX_ID])] if plain else None
        yield say.about("mta-sts.id-characters", found.value, fix=fixes)
    elif len(value) > MAX_ID:
        fixes = [say.put(found.value, value[:MAX_ID])]
        yield say.about("mta-sts.id-length", found.value, fix=fixes, size=len(value), limit=MAX_ID)
