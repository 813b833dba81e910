"""The tags `p`, `sp` and `np`, RFC 9989 4.7 and 4.10.1."""

import re
from collections.abc import Iterator

from checkers.dmarc.edits import added, removed
from checkers.dmarc.model import POLICIES, strength
from checkers.dmarc.settings import Settings, read_settings
from checkers.records.read import TagRecord
from checkers.records.tags import Tag
from checkers.report import Finding
from checkers.text.distance import nearest

_SLIPS = 3  # letters by which a word may miss a policy and still mean it
# What people write for a policy.
_MEANT = {
    "none": ("monitor", "monitoring", "report", "nothing", "no", "off", "allow", "pass", "accept", "keine"),
    "quarantine": ("quarantaine", "quarantaene", "quarantäne", "spam", "junk", "q"),
    "reject": ("block", "deny", "refuse", "discard", "drop", "fail", "bounce", "ablehnen"),
}
_WORDS = {word: policy for policy, words in _MEANT.items() for word in words}


def judge_policy(record: TagRecord) -> Iterator[Finding]:
    """Yield what there is to say about the three policies of a record."""
    settings = read_settings(record.tags)
    for name in ("p", "sp", "np"):
        tag = record.tags.tag(name)
        if tag and tag.value.text.lower() not in POLICIES:
            yield _bad_value(record, tag, settings)
    if settings.p is None:
        yield from _missing(record, settings)
    elif (tag := record.tags.tag("p")) and record.tags.tags[1] is not tag:
        fix = [removed(record, tag), added(record, tag.whole.text)]
        yield record.say.about("dmarc.policy-not-second", tag.whole, fix=fix)
    if settings.p and settings.sp != "" and settings.np != "":
        yield from _compared(record, settings)


def meant_policy(value: str) -> str | None:
    """Return the policy that a value that is none of them means, None where that is not clear."""
    word = value.strip("\"'`.,:<>()[]{}= \t").lower()
    if word in POLICIES:
        return word
    named = {one for one in re.findall("[a-z]+", word) if one in POLICIES}
    if named:
        return named.pop() if len(named) == 1 else None
    return _WORDS.get(word) or nearest(word, POLICIES, min(_SLIPS, len(word) // 2 - 1))


def _bad_value(record: TagRecord, tag: Tag, settings: Settings) -> Finding:
    meant = meant_policy(tag.value.text)
    fix = [record.say.put(tag.value, meant)] if meant else None
    code = "dmarc.policy-value-reports" if settings.reports else "dmarc.policy-value"
    return record.say.about(code, tag.whole, fix=fix, tag=tag.word, value=tag.value.text, meant=meant or "")


def _missing(record: TagRecord, settings: Settings) -> Iterator[Finding]:
    if any(one.word == "p" or dict(record.protocol.aliases).get(one.word) == "p" for one in record.tags.tags):
        return  # it is there, and something else is said about it
    code = "dmarc.policy-implied" if settings.reports else "dmarc.policy-missing"
    yield record.say.about(code, record.tags.tags[0].whole, fix=[added(record, "p=none")])


def _compared(record: TagRecord, settings: Settings) -> Iterator[Finding]:
    """Yield what differs between the domain, its subdomains and those that do not exist."""
    assert settings.p
    base = strength(settings.p)
    sp = record.tags.tag("sp")
    if sp and settings.sp:
        if strength(settings.sp) < base:
            covered = settings.np is not None and strength(settings.np) >= base
            code = "dmarc.sp-weaker-existing" if covered else "dmarc.sp-weaker"
            yield record.say.about(code, sp.whole, sp=settings.sp, p=settings.p, np=settings.np)
        elif strength(settings.sp) > base:
            yield record.say.about("dmarc.sp-stricter", sp.whole, sp=settings.sp, p=settings.p)
    np = record.tags.tag("np")
    if np and settings.np:
        other = settings.sp or settings.p
        if strength(settings.np) < strength(other):
            fix = [record.say.put(np.value, other)]
            yield record.say.about("dmarc.np-weaker", np.whole, fix=fix, np=settings.np, other=other)
        elif settings.np != other:
            yield record.say.about("dmarc.np-older", np.whole, np=settings.np, other=other)
