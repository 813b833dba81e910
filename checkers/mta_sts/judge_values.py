"""The values of a policy: `version`, `mode` and `max_age`."""

import re
from collections.abc import Iterator

from checkers.mta_sts.model import KEYS, MAX_AGE, MODES, Policy
from checkers.records.said import Say
from checkers.report import Edit, Finding
from checkers.text.distance import nearest

DAY, WEEK, MONTH = 86_400, 604_800, 2_592_000
_UNITS = {"": 1, "s": 1, "h": 3_600, "d": DAY, "t": DAY, "w": WEEK}
_AMOUNT = re.compile(
    r"([0-9]{1,12}|[0-9]{1,3}(?:[ ,.'_][0-9]{3}){1,3})(?:\.0+)?[ ]?"
    r"(|s(?:ec|econds?)?|h(?:ours?)?|d(?:ays?)?|tage?|w(?:eeks?|ochen?)?)"
)
_OTHER_WORDS = {"report": "testing", "test": "testing", "enforced": "enforce", "off": "none", "disabled": "none"}


def judge_values(policy: Policy, say: Say) -> Iterator[Finding]:
    """Yield what there is to say about the keys that a policy must have, RFC 8461 3.2."""
    yield from _version(policy, say)
    yield from _mode(policy, say)
    yield from _max_age(policy, say)


def _version(policy: Policy, say: Say) -> Iterator[Finding]:
    lines = policy.all("version")
    if not lines:
        if _likely(policy, "version"):
            return
        yield say.about("mta-sts.policy-missing", fix=[say.insert(0, "version: STSv1\n")], key="version")
    elif lines[0].value.text != "STSv1":
        fix = [_put(say, lines[0].value.start, lines[0].value.end, lines[0].colon, "STSv1")]
        yield say.about("mta-sts.policy-version", lines[0].value or lines[0].whole, fix=fix)


def _mode(policy: Policy, say: Say) -> Iterator[Finding]:
    lines = policy.all("mode")
    if not lines:
        if not _likely(policy, "mode"):
            yield say.about("mta-sts.policy-missing", key="mode")
        return
    value = lines[0].value
    if value.text not in MODES:
        word = value.text.lower()
        meant = word if word in MODES else _OTHER_WORDS.get(word) or nearest(word, MODES, 2)
        fix = [say.put(value, meant)] if meant else None
        yield say.about("mta-sts.policy-mode", value or lines[0].whole, fix=fix)
    elif value.text == "testing":
        yield say.about("mta-sts.mode-testing", lines[0].whole)
    elif value.text == "none":
        yield say.about("mta-sts.mode-none", lines[0].whole)


def _max_age(policy: Policy, say: Say) -> Iterator[Finding]:
    lines = policy.all("max_age")
    if not lines:
        if not _likely(policy, "max_age"):
            end = len(policy.text.rstrip())
            yield say.about("mta-sts.policy-missing", fix=[say.insert(end, f"\nmax_age: {WEEK}")], key="max_age")
        return
    value, mode = lines[0].value, policy.value("mode")
    if not re.fullmatch(r"[0-9]{1,10}", value.text) or int(value.text) > MAX_AGE:
        fix = [say.put(value, meant)] if (meant := _seconds(value.text)) else None
        yield say.about("mta-sts.max-age", value or lines[0].whole, fix=fix, limit=MAX_AGE)
        return
    age = int(value.text)
    if mode == "enforce" and age < DAY:
        yield say.about("mta-sts.max-age-short", value, fix=[say.put(value, str(WEEK))], age=age, meant=WEEK)
    elif mode == "enforce" and age < WEEK:
        yield say.about("mta-sts.max-age-days", value, age=age, meant=WEEK)
    elif mode == "testing" and age > MONTH:
        yield say.about("mta-sts.max-age-long", value, age=age)


def _seconds(text: str) -> str:
    """Return the number that is meant by one with a unit, with separators, or above the limit; empty where unclear."""
    match = _AMOUNT.fullmatch(text.lower())
    if match is None:
        return ""
    number = int(re.sub(r"\D", "", match[1])) * _UNITS[match[2][:1]]
    return str(min(number, MAX_AGE))


def _likely(policy: Policy, key: str) -> bool:
    """Tell whether a line has a finding of its own that takes it for `key`: it is misspelt, or lacks the colon."""
    words = [line.word.replace("-", "_") for line in policy.lines if line.word not in KEYS]
    return any(nearest(word, [key], 2 if len(word) > 3 else 1) or word.startswith(key) for word in words)  # noqa: PLR2004


def _put(say: Say, start: int, end: int, colon: int | None, text: str) -> Edit:
    """Return the edit that puts a value in its place, behind a space where there was none."""
    return say.data.edit(start, end, text if start < end or colon is None else f" {text}")
