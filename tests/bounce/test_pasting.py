"""What a mail program does to a bounce on its way to us changes neither who failed nor the code."""

import re
import textwrap
from html import escape

import pytest

from checkers.bounce.catalogue import rows
from checkers.inputs import Inputs
from checkers.message import Source, read_parts
from tests.bounce.given import bounce
from tests.loader import load


def each_line(change):
    return lambda text: "\n".join(change(line) for line in text.split("\n"))


def folded(width):
    def fold(line):
        return "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)) or line

    return each_line(fold)


QUOTING = {
    "quoted": each_line(lambda line: f"> {line}"),
    "quoted without a space": each_line(lambda line: f">{line}"),
    "quoted twice": each_line(lambda line: f"> > {line}"),
    "quoted with bars": each_line(lambda line: f"| {line}"),
    "indented": each_line(lambda line: f"    {line}"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
}
WRAPPING = {
    "wrapped": folded(72),
    "wrapped and quoted": lambda text: QUOTING["quoted"](folded(60)(text)),
    "spaces that do not break": lambda text: text.replace("550 5", "550\xa05"),
    "marks of HTML": escape,
    "in one line": lambda text: " ".join(text.split()),
}
SOURCE = re.compile(
    r"[\w-]+[ \t]*:[ \t]|#|\"|[\w-]+,[\w-]+|\d{4}-\d\d-\d\dT[\d:.]+Z,"
)  # a message's own source, or a table: they rest on their lines


def read(text):
    report = bounce(text)
    failed = sorted((str(part.fact("recipient")).lower(), str(part.fact("status"))) for part in report.parts)
    return report.fact("is_bounce"), failed


OWN = {
    case["id"]: case["inputs"]["bounce"]
    for case in load()
    if case["check"] == "bounce" and case["inputs"].get("bounce") and len(case["inputs"]["bounce"]) < 20_000
}


@pytest.mark.parametrize("change", QUOTING)
@pytest.mark.parametrize("text", OWN.values(), ids=OWN)
def test_quoting_changes_nothing(text, change):
    assert read(QUOTING[change](text)) == read(text)


@pytest.mark.parametrize("change", WRAPPING)
@pytest.mark.parametrize("text", OWN.values(), ids=OWN)
def test_wrapping_changes_nothing(text, change):
    if not SOURCE.match(text.lstrip()):
        assert read(WRAPPING[change](text)) == read(text)


@pytest.mark.parametrize("change", QUOTING | WRAPPING)
def test_a_known_refusal_stays_known(change):
    lost = []
    for row in rows():
        text = f"<anna@example.com>: {row.example} (in reply to RCPT TO command)"
        before = [part.fact("code") for part in bounce(text).parts]
        if [part.fact("code") for part in bounce((QUOTING | WRAPPING)[change](text)).parts] != before:
            lost.append(row.id)
    assert not lost


def sources(folder):
    for path in sorted((folder / "bounces").glob("*/*")):
        if path.suffix in {".eml", ".msg", ".txt"} and path.parent.name != "sisimai-crlf":
            yield path.name, Inputs({"bounce": path.read_bytes()}, "bounce").text().replace("\r\n", "\n")


@pytest.mark.parametrize("change", QUOTING)
def test_quoting_the_source_of_real_messages_changes_next_to_nothing(conformance, change):
    changed = [name for name, text in sources(conformance) if read(QUOTING[change](text)) != read(text)]
    assert len(changed) <= 0.02 * 467, changed


@pytest.mark.parametrize(("change", "share"), [("wrapped", 0.01), ("wrapped and quoted", 0.03), ("in one line", 0.06)])
def test_wrapping_the_words_of_real_messages_changes_little(conformance, change, share):
    changed, judged = [], 0
    for name, text in sources(conformance):
        parts = [part for part in read_parts(Source.of(text)) if part.level == 0]
        shown = "\n\n".join(p.passage().text for p in parts if p.type in {"text/plain", "message/delivery-status"})
        before = read(shown)
        if before[0]:
            judged += 1
            if read(WRAPPING[change](shown)) != before:
                changed.append(name)
    assert judged > 400
    assert len(changed) <= share * judged, changed
