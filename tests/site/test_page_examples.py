"""What a page calls wrong or right is wrong or right to the check in its widget.

Each line of a block titled "Wrong" is a record with at least one finding that asks for a change; a line of a block
titled "Right" has none that blocks or risks anything. What belongs together is pasted together: the lines of a zone, of
a policy, and the records of a section about two records.
"""

import re
from dataclasses import dataclass

import pytest

from checkers import check
from checkers.checks import checks
from checkers.report import Severity
from tools.pages import DOCS
from tools.strings import languages

_WIDGET = re.compile(r'class="pl-widget" data-check="([a-z-]+)"')
_BLOCK = re.compile(
    r'^( *)```[a-z]* title="(Wrong|Right|Falsch|Richtig)\b[^"]*"\n(.*?)^\1```', re.DOTALL | re.MULTILINE
)
_ZONE = re.compile(r"^\S+[ \t]+(?:[0-9]+[ \t]+)?(?:IN[ \t]+)?(?:TXT|SPF|CNAME|MX)[ \t]", re.MULTILINE)
_POLICY = re.compile(r"^version[ \t]*[:=]", re.MULTILINE | re.IGNORECASE)
_HEADING = re.compile(r"^#+ .*\{ #([\w-]+) \}$", re.MULTILINE)
# By check and section: mistakes that no record shows by itself, but its place, its sender or other names do.
BEYOND_THE_TEXT = {("spf", name) for name in ("no-record", "testing-a-sender", "broken-includes", "void-lookups")}
BEYOND_THE_TEXT |= {("domain", name) for name in ("reverse", "mx", "wildcard")}  # judged by what DNS answers
RIGHT = {"Right", "Richtig"}
BAD = {Severity.BLOCKS, Severity.RISKS}
HARMLESS = {Severity.NOTE, Severity.GOOD}


@dataclass(frozen=True)
class Example:
    page: str
    line: int
    right: bool
    check: str
    input: str
    text: str

    def __str__(self):
        return f"{self.page}:{self.line} {'right' if self.right else 'wrong'}: {self.text.strip()[:50]}"


def examples():
    for language in languages():
        for path in sorted((DOCS / language).rglob("*.md")):
            text = path.read_text("utf-8")
            if widget := _WIDGET.search(text):
                yield from on_page(f"{language}/{path.relative_to(DOCS / language)}", text, checks()[widget[1]])


def on_page(page, text, known):
    for block in _BLOCK.finditer(text):
        body = re.sub(rf"^{block[1]}", "", block[3], flags=re.MULTILINE)
        first = text.count("\n", 0, block.start(3)) + 1
        right, here = block[2] in RIGHT, section(text, block.start())
        if not right and (known.name, here) in BEYOND_THE_TEXT:
            continue
        if "policy" in known.inputs and _POLICY.search(body):
            yield Example(page, first, right, known.name, "policy", body)
        elif _ZONE.search(body) or (not right and here == "two-records"):
            yield Example(page, first, right, known.name, known.main, body)
        else:
            for number, line in enumerate(body.splitlines()):
                if line.strip():
                    yield Example(page, first + number, right, known.name, known.main, line)


def section(text, place):
    return _HEADING.findall(text[:place])[-1]


def severities(report):
    return {found.severity for found in report.findings}.union(*(severities(part) for part in report.parts))


@pytest.mark.parametrize("example", list(examples()), ids=str)
def test_example(example):
    report = check(example.check, {example.input: example.text})
    found = severities(report)
    if example.right:
        assert not found & BAD, [finding.code for finding in report.findings]
    else:
        assert found - HARMLESS, [finding.code for finding in report.findings]


@pytest.mark.parametrize("language", languages())
def test_pages_have_examples(language):
    pages = {example.page for example in examples() if example.page.startswith(f"{language}/")}
    assert {
        f"{language}/authentication/{name}.md" for name in ("spf", "mta-sts", "tls-rpt", "bimi", "records")
    } <= pages
