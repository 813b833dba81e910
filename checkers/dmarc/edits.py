"""Edits of whole tags."""

from checkers.records.read import TagRecord
from checkers.records.tags import Tag
from checkers.report import Edit


def removed(record: TagRecord, tag: Tag) -> Edit:
    """Return the edit that deletes a tag with the semicolon before it; the version is never deleted."""
    before = [one for one in record.tags.tags if one.whole.end <= tag.whole.start]
    return record.say.data.edit(before[-1].whole.end if before else tag.whole.start, tag.whole.end, "")


def added(record: TagRecord, tag: str, after: Tag | None = None) -> Edit:
    """Return the edit that inserts a tag behind `after`, else behind the version."""
    place = (after or record.tags.tags[0]).whole.end
    return record.say.insert(place, f"; {tag}")
