"""What the guide shows is what it says: worked examples, bounces, headers."""

import re

import pytest

from checkers import check
from tools.pages import DOCS, lines
from tools.strings import languages

LANGUAGES = languages()
CODE = re.compile(r"`([^`]+)`")
BLOCK = re.compile(r"^```[a-z]+\n(.*?)^```", re.DOTALL | re.MULTILINE)
RESULTS = re.compile(
    r"spf=(?P<spf>\w+) smtp\.mailfrom=(?P<mail_from>\S+?);.*?dkim=(?P<dkim>\w+) header\.d=(?P<signer>\S+?);"
    r".*?dmarc=(?P<dmarc>\w+) header\.from=(?P<author>\S+)",
    re.DOTALL,
)


def page(language, name):
    return (DOCS / language / name).read_text("utf-8")


def section(text, anchor):
    return text.partition(f"{{ #{anchor} }}")[2].partition("\n## ")[0]


def judged(author, spf, signers, record):
    inputs = {"record": record, "domain": author, "dkim_domains": ", ".join(signers)}
    stated = {"spf_result": "pass", "spf_domain": spf} if spf else {"spf_result": "fail", "spf_domain": "example.net"}
    zone = {"_dmarc.example.com": [record]}
    lookup = lambda asked: {question: zone_answer(zone, question) for question in asked}  # noqa: E731
    return check("dmarc", inputs | stated, lookup=lookup)


def zone_answer(zone, question):
    from checkers.dns import Answer, Status

    records = tuple(zone.get(question.name, ()))
    return Answer(Status.NOERROR if records else Status.NXDOMAIN, records)


def worked(language):
    table = section(page(language, "authentication/alignment.md"), "worked")
    for row in (line for line in table.splitlines() if line.startswith("| `")):
        author, spf, dkim, record, result, _ = (cell.strip() for cell in row.strip("|").split("|"))
        yield (
            CODE.findall(author)[0],
            next(iter(CODE.findall(spf)), ""),
            CODE.findall(dkim),
            CODE.findall(record)[0],
            result,
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_worked_example_gives_its_result(language):
    rows = list(worked(language))
    assert len(rows) == 10
    for author, spf, signers, record, result in rows:
        assert judged(author, spf, signers, record).fact("result") == result, (author, spf, signers, record)


def test_the_worked_examples_are_the_same_in_every_language():
    assert len({tuple(map(str, worked(language))) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["setup-microsoft-365", "setup-senders"])
def test_the_header_that_should_come_out_passes(language, name):
    [found] = RESULTS.finditer(page(language, f"authentication/{name}.md"))
    assert found["spf"] == found["dkim"] == "pass"
    report = judged(found["author"], found["mail_from"], [found["signer"]], "v=DMARC1; p=reject")
    assert report.fact("result") == found["dmarc"]
    assert report.fact("spf_aligned") is report.fact("dkim_aligned") is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bounce_of_edge_blocking_is_read_as_such(language):
    [text] = BLOCK.findall(section(page(language, "filters/edge-blocking.md"), "looks"))
    report = check("bounce", {"bounce": text})
    part = report.parts[0] if report.parts else report
    assert part.fact("reason") == "unknown-recipient"
    assert part.fact("code") == "5.4.1-dbeb"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_names_are_those_in_the_header_above_them(language):
    part = section(page(language, "authentication/alignment.md"), "three-names")
    [header] = BLOCK.findall(part)
    named = [CODE.findall(line)[0] for line in part.splitlines() if line.startswith("| **")]
    author = re.search(r"^From: .*@([^>]+)>$", header, re.MULTILINE)[1]
    envelope = re.search(r"^Return-Path: .*@([^>]+)>$", header, re.MULTILINE)[1]
    signer = re.search(r"\bd=([^;]+);", header)[1]
    assert named == [author, envelope, signer]


@pytest.mark.parametrize("name", sorted(path.name for path in (DOCS / "en" / "filters").glob("*.md")))
def test_both_languages_cite_the_same_sources(name):
    def cited(language):
        text = "\n".join(line for line, code in lines(page(language, f"filters/{name}")) if not code)
        return sorted(re.findall(r"\]\((https://[^)\s]+)\)", text))

    assert cited("de") == cited("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_beginning_leads_in_one_click_to_a_widget(language):
    """Each line of the start page to a check or the checklist; each of the start pages has such a link in its lead."""
    tool = re.compile(r'class="pl-widget"|<!-- checklist -->')

    def tools(text, folder):
        links = re.findall(r"\]\(([\w./-]+\.md)(?:#[\w.-]+)?\)", text)
        return [link for link in links if tool.search((DOCS / language / folder / link).resolve().read_text("utf-8"))]

    rows = [row for row in page(language, "start/index.md").splitlines() if row.startswith("| ") and "](" in row]
    assert len(rows) == 5
    for row in rows:
        assert len(tools(row.split("|")[2], "start")) == 1, row
    for name in ("refused", "junk", "late", "spam", "sending"):
        lead = page(language, f"start/{name}.md").partition("\n## ")[0]
        assert tools(lead, "start"), name
