"""Every record, header, refusal and line of configuration that the guide shows is what its sort promises."""

import json
import re
import tomllib
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
import yaml

from checkers import check
from checkers.report import Severity
from checkers.tables import table
from tests.site import blocks
from tests.site.blocks import SORTS
from tests.site.blocks import blocks as of_page
from tools.strings import SOURCE, languages

SHOWN = tomllib.loads(Path(__file__).with_name("shown.toml").read_text("utf-8"))
BAD = {Severity.BLOCKS, Severity.RISKS}
ZONE = re.compile(r"^\S+[ \t]+(?:\d+[ \t]+)?(?:IN[ \t]+)?(?:TXT|CNAME|MX|A|AAAA)[ \t]", re.MULTILINE)
FIELD = re.compile(r"[A-Za-z][\w-]*:[ \t]\S")
SAID = re.compile(r"(?:EHLO|HELO) \S+|(?:MAIL FROM|RCPT TO):<\S*>|\d{3}[ -]\S.*")
CONFIG = {  # the kinds of lines in a mail server's files
    "setting": re.compile(r"[a-z][a-z0-9_]* = \S.*"),
    "service": re.compile(r"[a-z][\w-]*\s+(?:unix|inet|fifo)(?:\s+[-yn])(?:\s+[-yn])(?:\s+[-yn])\s+\S+\s+[-\d]+\s+\S+"),
    "option": re.compile(r"\s+-o [a-z_0-9]+=\S+"),
    "transport": re.compile(r"\S+\s+[a-z][\w-]*:\S*"),
}
STAND_IN = (  # what the guide leaves out of a signature
    (re.compile(r"\bbh=(?:\.\.\.|…)"), "bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
    (re.compile(r"\bb=(?:\.\.\.|…)"), "b=AAAA"),
)
SENT = "From: anna@example.com\nTo: alex@example.org\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n"
LITERAL = re.compile(r"([A-Z]{2,5}):(-?[A-Z0-9.]+)")
REASON = re.compile(r"(?:compauth=\w+ )?reason=(\d{3})")
RECORD = re.compile(r"v=(?:spf1|DMARC1|DKIM1|STSv1|TLSRPTv1|BIMI1)[ ;].*\S.*")
REPLY = re.compile(r"(?:\d{3} )?[45]\.\d{1,3}\.\d{1,3} \S.{8,}")

pytestmark = pytest.mark.parametrize("language", languages())


def entry(kind):
    return pytest.mark.parametrize("entry", SHOWN[kind], ids=lambda entry: "-".join(map(str, entry["at"])))


def filled(text):
    for pattern, value in STAND_IN:
        text = pattern.sub(value, text)
    return text


def parts(report):
    yield report
    for part in report.parts:
        yield from parts(part)


def facts(report):
    """Every value of every fact, by name."""
    found = {}
    for part in parts(report):
        for fact in part.facts:
            found.setdefault(fact.name, []).append(fact.value)
    return found


def codes(report):
    return {finding.code for part in parts(report) for finding in part.findings}


def all_blocks(language):
    return [block for page in blocks.names() for block in of_page(language, page)]


def test_every_block_has_a_sort(language):
    found = all_blocks(language)
    assert len(found) > 300
    assert [str(block) for block in found if block.sort not in SORTS] == []
    assert {block.sort for block in found} == SORTS


def test_every_language_shows_the_same_sorts(language):
    for page in blocks.names():
        shown = [(block.sort, block.section, bool(block.title)) for block in of_page(language, page)]
        assert shown == [(block.sort, block.section, bool(block.title)) for block in of_page(SOURCE, page)], page


def test_records_are_read_as_records(language):
    """A record that is not called wrong is known and has no fault; those of the widgets' pages are held elsewhere."""
    for block in blocks.of(language, "record"):
        if block.wrong:
            continue
        body = block.body.strip("\n")
        for text in [body] if ZONE.search(body) else body.splitlines():
            report = check("auto", {"text": text})
            found = {finding.severity for finding in report.findings}
            assert report.fact("kind"), f"{block}: {text}"
            assert not (block.right or not block.title) or not found & BAD or "long-strings" in block.section, str(
                block
            )


def test_records_named_in_sentences_are_read_as_records(language):
    found = {span for page in blocks.names() for span in blocks.spans(language, page) if RECORD.fullmatch(span)}
    assert len(found) >= 5
    for text in found:
        report = check("auto", {"text": text})
        assert report.fact("kind") in {"spf", "dmarc", "dkim", "mta-sts", "tls-rpt", "bimi"}, text
        assert Severity.BLOCKS not in {finding.severity for finding in report.findings}, text


def test_policies_are_read_as_policies(language):
    found = blocks.of(language, "policy")
    assert found
    for block in found:
        report = check("mta-sts", {"policy": block.body})
        assert any(finding.severity in BAD for finding in report.findings) is block.wrong, str(block)


def test_header_blocks_are_header_fields(language):
    found = blocks.of(language, "header")
    for block in found:
        lines = block.body.splitlines()
        folds_lost = block.section == "what-to-paste" and lines[0].startswith("DKIM") and not lines[1][0].isspace()
        assert folds_lost or all(FIELD.match(line) or line[:1].isspace() for line in lines), str(block)
        assert "headers.empty" not in codes(check("headers", {"headers": filled(block.body)}))


@entry("header")
def test_a_header_is_what_the_page_says(language, entry):
    page, section, number = entry["at"]
    headers = [block for block in of_page(language, page) if block.sort == "header"]
    block = [block for block in headers if block.section == section][number - 1]
    before = headers[entry["after"] - 1].body if "after" in entry else ""
    text = filled(before + block.body)
    name = "abuse" if page == "help/abuse.md" else "message"
    sent = SENT if name == "abuse" else ""
    found = check(name, {"message": f"{text}{sent}\nHello.\n"})
    known = facts(found)
    for fact, value in entry.get("facts", {}).items():
        assert value in known.get(fact, ()), (fact, known.get(fact))
    assert codes(found) >= set(entry.get("codes", ()))
    assert not codes(found) & set(entry.get("without", ()))


@entry("bounce")
def test_a_bounce_is_what_the_page_says(language, entry):
    page, number = entry["at"]
    block = [block for block in of_page(language, page) if block.sort == "bounce"][number - 1]
    known = facts(check("bounce", {"bounce": block.body}))
    for fact, value in entry["facts"].items():
        assert value in known.get(fact, ()), (fact, known.get(fact))


def test_every_bounce_is_held_to_what_its_page_says(language):
    shown = [block.page for block in blocks.of(language, "bounce")]
    assert sorted(shown) == sorted(entry["at"][0] for entry in SHOWN["bounce"])


def test_smtp_is_what_a_client_or_a_server_says(language):
    for block in blocks.of(language, "smtp"):
        for line in block.body.splitlines():
            assert SAID.fullmatch(line), f"{block}: {line}"
            name = line.split()[-1]
            if line.startswith(("EHLO", "HELO")) and not block.wrong:
                assert re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+){2,}", name), f"{block}: {name}"


def test_mixed_blocks_are_records_and_what_uses_them(language):
    for block in blocks.of(language, "mixed"):
        for line in block.body.splitlines():
            assert ZONE.match(line) or FIELD.match(line) or SAID.fullmatch(line), f"{block}: {line}"
        named = re.search(r"\bd=([\w.-]+); s=([\w-]+)", block.body)
        said = re.search(r"^EHLO (\S+)", block.body, re.MULTILINE)
        name = f"{named[2]}._domainkey.{named[1]}" if named else said[1]
        owner = ZONE.search(block.body)[0].split()[0].rstrip(".")
        assert (owner == name) is not block.wrong, str(block)


def test_parts_of_a_signature_are_tags_that_a_signature_may_have(language):
    for block in blocks.of(language, "tags"):
        given = dict(part.strip().split("=", 1) for part in block.body.strip().split(";"))
        base = {"v": "1", "a": "rsa-sha256", "d": "example.com", "s": "s1", "h": "from", "bh": "...", "b": "..."}
        field = filled("; ".join(f"{name}={value}" for name, value in (base | given).items()))
        found = check("message", {"message": f"DKIM-Signature: {field}\nFrom: anna@example.com\n\nHello.\n"})
        known = facts(found)
        assert known["algorithm"] == [given.get("a", "rsa-sha256")]
        assert known["canonicalization"] == [given.get("c", "simple/simple")]
        if block.right:
            assert not codes(found) & {"signature.tag-syntax", "signature.tag-value", "signature.algorithm"}


def test_requests_are_as_long_as_they_say(language):
    for block in blocks.of(language, "http"):
        head, _, body = block.body.partition("\n\n")
        method, path, version = head.splitlines()[0].split()
        assert (method, version, path[0]) == ("POST", "HTTP/1.1", "/")
        length = re.search(r"^Content-Length: (\d+)$", head, re.MULTILINE)
        assert int(length[1]) == len(body.strip().encode())


def test_paths_begin_at_an_address_and_lead_back_where_they_are_right(language):
    for block in blocks.of(language, "path"):
        for line in block.body.splitlines():
            places = [place.strip() for place in line.split("→")]
            assert ip_address(places[0])
            assert (places[-1] == places[0]) is block.right


def test_configuration_is_made_of_the_lines_that_its_file_has(language):
    found = blocks.of(language, "config")
    assert found
    for block in found:
        for line in filter(str.strip, block.body.splitlines()):
            kinds = [kind for kind, pattern in CONFIG.items() if pattern.fullmatch(line)]
            assert kinds, f"{block}: {line}"
            if kinds == ["setting"]:
                assert re.match(r"(?:smtp|dns|transport|outlook|maximal)_", line), f"{block}: {line}"


def test_logs_name_the_host_its_address_and_port(language):
    for block in blocks.of(language, "log"):
        host = re.search(r"\bto (\S+)\[(\S+)\]:25: TLSv1\.[23] with cipher \S+ \(\d+/\d+ bits\)", block.body)
        assert host
        assert ip_address(host[2]) in ip_network("192.0.2.0/24")


def test_json_is_a_value_on_each_line(language):
    for block in blocks.of(language, "json"):
        for line in block.body.splitlines():
            assert json.loads(line), f"{block}: {line}"


def test_yaml_is_what_mkdocs_yml_takes(language):
    for block in blocks.of(language, "yaml"):
        [given] = yaml.safe_load(block.body)
        assert given.keys() == {"locale", "name"}


def test_values_named_in_sentences_are_known(language):
    """`SFV:SKQ`, `reason=905`: what the guide names as a field's value stands in our list of them."""
    known = {field["name"]: field for field in table("headers")["field"].values() if "name" in field}
    found = 0
    for page in blocks.names():
        for span in blocks.spans(language, page):
            literal, reason = LITERAL.fullmatch(span), REASON.fullmatch(span)
            if literal and literal[1] in known and "values" in known[literal[1]]:
                found += 1
                assert literal[2] in known[literal[1]]["values"], f"{page}: {span}"
            elif reason:
                found += 1
                text = f"Authentication-Results: spf=pass smtp.mailfrom=a.example; compauth=pass reason={reason[1]}\n"
                assert facts(check("headers", {"headers": text}))["compauth_reason"] == [reason[1]]
    assert found > 15


def test_refusals_quoted_in_sentences_are_known(language):
    """A code with its text, quoted on a page, is one that the bounce check knows by this text."""
    unknown = []
    for page in blocks.names():
        for span in filter(REPLY.fullmatch, blocks.spans(language, page)):
            if "…" in span:  # cut short, so nothing that the check could know
                continue
            text = span if span[:3].isdigit() else f"{'4' if span[0] == '4' else '5'}50 {span}"
            if not any(facts(check("bounce", {"bounce": text})).get("code", ())):
                unknown.append((page, span))
    assert unknown == []
