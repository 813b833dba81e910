"""The policy as a file: what it is, how its lines are written, which are missing or doubled."""

from collections.abc import Iterator

from checkers.mta_sts.judge_mx import judge_patterns
from checkers.mta_sts.judge_values import judge_values
from checkers.mta_sts.model import KEYS, MAX_LINES, MAX_POLICY, Line, Policy
from checkers.mta_sts.parse import clean, parse
from checkers.mta_sts.split import is_web_page
from checkers.records.judged import MAX_FINDINGS, Judged
from checkers.records.said import Say, shown
from checkers.registry import finding
from checkers.report import Edit, Fact, Finding, Fix
from checkers.text.distance import nearest
from checkers.text.mapped import Mapped
from checkers.text.reading import Noted, Reading
from checkers.text.slips import Slip

CODES = {
    Slip.CONTROL: "mta-sts.policy-characters",
    Slip.QUOTES: "mta-sts.policy-characters",
    Slip.SEPARATOR: "mta-sts.policy-separator",
    Slip.MISSING_COLON: "mta-sts.policy-colon",
}


def judge_policy(data: Mapped) -> tuple[Judged, Policy, Say]:
    """Return what there is to say about a policy, the policy as read, and what makes findings about it."""
    size = len(data)
    if is_web_page(data.text):
        page = finding("mta-sts.policy-web-page", data.span(0, min(size, 200)))
        return Judged((page,)), Policy(data.text, ()), Say(data)
    reading = clean(data.part(0, MAX_POLICY))
    policy, say = parse(reading.text), Say(reading.data)
    findings = list(_slips(reading))
    if size > MAX_POLICY or policy.cut:
        findings.append(
            finding("mta-sts.policy-size", data.span(0, size), size=size, limit=MAX_POLICY, lines=MAX_LINES)
        )
    findings += _lines(policy, say)
    findings += judge_values(policy, say)
    findings += judge_patterns(policy, say)
    return Judged(tuple(findings[:MAX_FINDINGS]), tuple(_facts(policy, reading.data))), policy, say


def _facts(policy: Policy, data: Mapped) -> Iterator[Fact]:
    for key in ("mode", "max_age"):
        for line in policy.all(key)[:1]:
            number = line.value.text.isascii() and line.value.text.isdigit() and len(line.value) < 20  # noqa: PLR2004
            value = int(line.value.text) if key == "max_age" and number else line.value.text
            yield Fact(key, value, data.span(line.whole.start, line.whole.end))
    if patterns := policy.all("mx"):
        place = data.span(patterns[0].whole.start, patterns[-1].whole.end)
        yield Fact("mx", [line.value.text for line in patterns], place)


def _slips(reading: Reading) -> Iterator[Finding]:
    by_code: dict[str, list[Noted]] = {}
    for note in reading.noted:
        by_code.setdefault(CODES[note.slip], []).append(note)
    for code, notes in by_code.items():
        spans = sorted(span for note in notes for span in note.spans if span.start < span.end)
        fix = Fix(tuple(edit for note in notes for edit in note.edits))
        yield finding(code, *spans, fix=fix, term=shown(notes[0].shown))


def _lines(policy: Policy, say: Say) -> Iterator[Finding]:
    """Yield what is wrong with single lines."""
    first: dict[str, Line] = {}
    missing = [key for key in KEYS if not policy.all(key)]
    for line in policy.lines:
        if line.colon is None:
            comment = line.whole.text.startswith(("#", "//", ";", "```", "--"))
            yield say.about("mta-sts.policy-line", line.whole, fix=[_without(line, policy, say)] if comment else None)
        elif line.word not in KEYS:
            yield _unknown(line, say, missing)
        elif line.key.text != line.word:
            yield say.about("mta-sts.policy-key", line.key, fix=[say.put(line.key, line.word)], meant=line.word)
        elif line.word in first and line.word != "mx":
            same = line.value.text == first[line.word].value.text
            fix = [_without(line, policy, say)] if same else None
            yield say.about("mta-sts.policy-duplicate", line.whole, fix=fix, key=line.word)
        elif line.key.end != line.colon:
            fix = [say.data.edit(line.key.end, line.colon, "")]
            yield say.about("mta-sts.policy-space", line.whole, fix=fix, key=line.word)
        first.setdefault(line.word, line)


def _without(line: Line, policy: Policy, say: Say) -> Edit:
    """Return the edit that deletes a line and one line break."""
    start = policy.text.rfind("\n", 0, line.whole.start)
    if start >= 0:
        return say.data.edit(start, line.whole.end, "")
    following = policy.text.find("\n", line.whole.end)
    return say.data.edit(0, following + 1 if following >= 0 else len(policy.text), "")


def _unknown(line: Line, say: Say, missing: list[str]) -> Finding:
    if meant := nearest(line.word.replace("-", "_"), missing, 2 if len(line.word) > 3 else 1):  # noqa: PLR2004
        return say.about("mta-sts.policy-key", line.key, fix=[say.put(line.key, meant)], meant=meant)
    return say.about("mta-sts.policy-extension", line.whole, key=line.key.text)
