"""The tags with few values: `adkim`, `aspf`, `fo`, `psd`, `t`; and `pct`, `rf`, `ri`, which RFC 9989 took out."""

from collections.abc import Iterator

from checkers.dmarc.edits import added, removed
from checkers.dmarc.judge_policy import meant_policy
from checkers.dmarc.model import POLICIES
from checkers.dmarc.settings import ALL_MAIL
from checkers.records.read import TagRecord
from checkers.records.tags import Tag
from checkers.report import Finding

_ALIGNMENT = {"relaxed": "r", "relax": "r", "strict": "s", "rs": "r", "y": "s", "n": "r", "yes": "s", "no": "r"}
_YES, _NO = ("yes", "true", "1", "on", "ja"), ("no", "false", "0", "off", "nein")
_SWITCH = dict.fromkeys(_YES, "y") | dict.fromkeys(_NO, "n")
_OPTIONS = ("0", "1", "d", "s")


def judge_tags(record: TagRecord) -> Iterator[Finding]:
    """Yield what there is to say about these tags."""
    for tag in record.tags.tags:
        if not tag.equals or record.tags.tag(tag.word) is not tag:
            continue  # a repeated tag: the first one is judged
        match tag.word:
            case "adkim" | "aspf":
                yield from _letter(record, tag, "dmarc.alignment-value", ("r", "s"), _ALIGNMENT)
            case "psd":
                yield from _letter(record, tag, "dmarc.psd-value", ("y", "n", "u"), _SWITCH)
            case "t":
                yield from _letter(record, tag, "dmarc.test-value", ("y", "n"), _SWITCH)
            case "fo":
                yield from _failure_options(record, tag)
            case "pct":
                yield from _share(record, tag)
            case "rf" | "ri":
                yield record.say.about("dmarc.removed-tag", tag.whole, fix=[removed(record, tag)], tag=tag.word)
    yield from _test_mode(record)


def _letter(
    record: TagRecord, tag: Tag, code: str, allowed: tuple[str, ...], known: dict[str, str]
) -> Iterator[Finding]:
    value = tag.value.text.lower()
    if value in allowed:
        return
    word = value.strip("\"'`.,:= \t")
    meant = word if word in allowed else known.get(word)
    fix = [record.say.put(tag.value, meant)] if meant in allowed and meant else None
    yield record.say.about(code, tag.whole, fix=fix, tag=tag.word, value=tag.value.text, meant=meant or "")


def _failure_options(record: TagRecord, tag: Tag) -> Iterator[Finding]:
    """RFC 9989 4.8: one of the four, or "d" and "s" together."""
    if not record.tags.tag("ruf"):
        yield record.say.about("dmarc.fo-without-ruf", tag.whole)
    parts = [part.strip().lower() for part in tag.value.text.split(":")]
    good = [part for part in dict.fromkeys(parts) if part in _OPTIONS]
    if len(good) < len(parts):
        letters = [letter for letter in tag.value.text.lower() if letter in _OPTIONS]
        separated = not tag.value.text.strip("01dsDS,;:/| \t") and letters
        meant = ":".join(dict.fromkeys(letters)) if separated else ":".join(good)
        fix = [record.say.put(tag.value, meant)] if meant else [removed(record, tag)]
        yield record.say.about("dmarc.fo-value", tag.whole, fix=fix, value=tag.value.text)
    elif len(good) > 1 and ("0" in good or "1" in good):
        meant = "1" if "1" in good else ":".join(part for part in good if part != "0")
        yield record.say.about("dmarc.fo-redundant", tag.whole, value=tag.value.text, meant=meant)


def _share(record: TagRecord, tag: Tag) -> Iterator[Finding]:
    """`pct`: older readers apply it, newer ones do not know it (RFC 9989 A.6)."""
    value, policy = tag.value.text, meant_policy(record.tags.value("p", "none"))
    number = value.strip().removesuffix("%").rstrip()
    valid = number.isascii() and number.isdigit() and len(number) <= 3 and int(number) <= ALL_MAIL  # noqa: PLR2004  "100"
    if valid and int(number) == ALL_MAIL:
        yield record.say.about("dmarc.pct-all", tag.whole, fix=[removed(record, tag)], value=value)
    elif policy in {None, "none"}:
        fix = [removed(record, tag)] if policy else None
        yield record.say.about("dmarc.pct-none", tag.whole, fix=fix, value=value)
    elif not valid or number != value:
        fix = [record.say.put(tag.value, number)] if valid else None
        yield record.say.about("dmarc.pct-value", tag.whole, fix=fix, value=value, policy=policy)
    elif record.tags.value("t").lower() == "y":
        yield record.say.about("dmarc.pct-with-test", tag.whole, value=value)
    elif int(number) == 0:
        fix = None if record.tags.tag("t") else [added(record, "t=y", tag)]
        yield record.say.about("dmarc.pct-zero", tag.whole, fix=fix, value=value, policy=policy)
    else:
        yield record.say.about("dmarc.pct", tag.whole, value=value, policy=policy)


def _test_mode(record: TagRecord) -> Iterator[Finding]:
    tag = record.tags.tag("t")
    if tag is None or tag.value.text.lower() != "y":
        return
    set_ = [record.tags.value(name).lower() for name in ("p", "sp", "np")]
    if any(policy in POLICIES[1:] for policy in set_):
        policy = next(policy for policy in set_ if policy in POLICIES[1:])
        yield record.say.about("dmarc.test-mode", tag.whole, policy=policy)
    else:
        yield record.say.about("dmarc.test-without-effect", tag.whole)
