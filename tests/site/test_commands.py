"""Every command that the guide shows is one: it can be run as it stands, and asks for what the text says."""

import re
import shutil
import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from checkers.checks import checks
from tests.site import blocks, commands
from tests.site.commands import CommandError
from tools.strings import ROOT, SOURCE, languages

KNOWN = tomllib.loads(Path(__file__).with_name("commands.toml").read_text("utf-8"))
SHELL, POWERSHELL = KNOWN["sh"], KNOWN["powershell"]
SYSTEMS = ("Linux", "Windows")  # titles of blocks that stand for each other
CMDLET = re.compile(
    r"(?:Add|Connect|Disable|Enable|Export|Format|Get|Import|New|Release|Remove|Resolve|Search|Set|Start|Test)-[A-Z]\w+"
)
# Programs that the guide also names: "`dig` shows", and a part of a name is no command.
COMMAND = re.compile(rf"(?:{'|'.join(map(re.escape, SHELL))})(?= \S)")
MAKE = re.compile(r"^([a-z0-9-]+):", re.MULTILINE)
NAMED = {"dig +short"}  # how a tool is called, without what it is asked
MADE_UP = re.compile(
    r"\b[a-z-]+(?:/|\.(?:txt|eml|jsonl?|md))(?=[\s)]|$)"
)  # names of files, which are words of a language
PROTOCOLS = {  # the name at which a page's record stands
    "dkim": r"\._domainkey\.",
    "dmarc": r"(?:^|\.)_dmarc\.",
    "mta-sts": r"^_mta-sts\.|^example\.com$",
    "tls-rpt": r"^_smtp\._tls\.",
    "bimi": r"\._bimi\.|^_dmarc\.",
    "spf": r"^[a-z]",
}


def lines(block):
    return [line for line in block.body.splitlines() if line.strip()]


def calls(sort, line):
    return commands.shell(line) if sort == "sh" else commands.powershell(line)


def check(sort, line):
    """Return the calls of a line; raises CommandError where one cannot be run."""
    found = calls(sort, line)
    for call in found:
        if sort == "sh":
            commands.check_shell(call, SHELL)
        else:
            commands.check_powershell(call, POWERSHELL)
    return found


def shown():
    """Every command in a block or a sentence: where, which shell, the line."""
    for language in languages():
        for block in blocks.of(language, "sh", "powershell"):
            yield from ((str(block), block.sort, line) for line in lines(block))
        for page in blocks.names():
            for span in dict.fromkeys(blocks.spans(language, page)):
                if CMDLET.fullmatch(span) or span in NAMED:
                    continue
                if CMDLET.match(span):
                    yield f"{language}/{page}", "powershell", span
                elif COMMAND.match(span):
                    yield f"{language}/{page}", "sh", span


@pytest.mark.parametrize(("place", "sort", "line"), list(shown()), ids=lambda value: value[:60])
def test_command_is_one(place, sort, line):
    for call in check(sort, line):
        if question := commands.asked(call):
            fits = next(entry["types"] for entry in KNOWN["names"] if re.search(entry["name"], question.name))
            assert question.type in fits, f"{place}: {line}"


def test_every_cmdlet_that_is_named_is_known():
    spans = {span for language in languages() for page in blocks.names() for span in blocks.spans(language, page)}
    named = {span for span in spans if CMDLET.fullmatch(span)}
    assert named
    assert named <= POWERSHELL.keys()


@pytest.mark.parametrize("language", languages())
def test_shell_reads_every_block(language):
    bash = shutil.which("bash")
    text = "\n".join(block.body for block in blocks.of(language, "sh"))
    assert text
    done = subprocess.run([bash, "-n"], input=text, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("language", languages())
def test_blocks_for_different_systems_ask_for_the_same(language):
    found = 0
    for page in blocks.names():
        for first, second in pairwise(blocks.blocks(language, page)):
            if first.title.startswith(SYSTEMS) and second.title.startswith(SYSTEMS[1:]) and near(first, second):
                found += 1
                assert questions(first) == questions(second), f"{second}"
    assert found >= 10


def near(first, second):
    return second.line - first.line <= len(lines(first)) + 3 and first.section == second.section


def questions(block):
    return {question for line in lines(block) for call in calls(block.sort, line) if (question := commands.asked(call))}


@pytest.mark.parametrize("language", languages())
def test_a_page_on_a_record_asks_for_it_where_it_stands(language):
    found = set()
    for page in blocks.names():
        widget = re.search(r'data-check="([a-z-]+)"', blocks.text(language, page))
        if widget and widget[1] in PROTOCOLS:
            asked = [
                question
                for block in blocks.blocks(language, page)
                if block.sort in ("sh", "powershell")
                for question in questions(block)
                if question.type == "TXT"
            ]
            if asked:
                found.add(widget[1])
            assert all(re.search(PROTOCOLS[widget[1]], question.name) for question in asked), page
    assert found == set(PROTOCOLS) <= set(checks())


def test_every_make_target_is_in_the_makefile():
    targets = set(MAKE.findall((ROOT / "Makefile").read_text("utf-8")))
    named = {
        call.words[0]
        for _, sort, line in shown()
        if sort == "sh"
        for call in commands.shell(line)
        if call.name == "make"
    }
    assert named
    assert named <= targets


def test_every_check_that_is_run_is_one_with_these_inputs():
    run = [call for _, sort, line in shown() if sort == "sh" for call in commands.shell(line)]
    own = [call for call in run if call.name == "postlotse" and call.words[0] in checks()]
    general = {"answers", "batch", "domains", "jobs", "json", "lang", "live", "out", "resolver", "timeout", "zone"}
    assert own
    for call in own:
        named = {word[2:] for word in call.words if word.startswith("--")} - general - {"help", "summary"}
        assert named <= set(checks()[call.words[0]].inputs), call


@pytest.mark.parametrize("page", blocks.names())
def test_every_language_shows_the_same_commands(page):
    def found(language):
        own = [block for block in blocks.blocks(language, page) if block.sort in ("sh", "powershell")]
        return [(block.sort, MADE_UP.sub("", block.body)) for block in own]

    for language in languages():
        assert found(language) == found(SOURCE)


@pytest.mark.parametrize(
    "line",
    [
        "dig +shrot TXT example.com",
        "dgi TXT example.com",
        "openssl s_client -starttls smtp -connect",
        "openssl s_clinet -connect a:25",
        "dig TXT example.com |",
        "curl -i https://example.com >",
        "curl -i https://example.com < file",
        "postlotse spf --recrod v=spf1",
    ],
)
def test_what_is_no_shell_command_is_found(line):
    with pytest.raises(CommandError):
        check("sh", line)


@pytest.mark.parametrize(
    "line",
    [
        "Resolve-DNSName -Type TXT example.com",
        "Resolve-DnsName -Typ TXT example.com",
        "(Resolve-DnsName -Type TXT example.com.Strings",
        'Set-ArcConfig -Identity Default -ArcTrustedSealers "lists.example.org',
        "Set-ArcConfig -Identity Default -Identity Default",
        "| Format-List",
    ],
)
def test_what_is_no_powershell_command_is_found(line):
    with pytest.raises(CommandError):
        check("powershell", line)


def test_a_question_to_dns_is_read_from_every_tool():
    given = {
        "dig +short TXT _dmarc.example.com @ns1.example.net": ("_dmarc.example.com", "TXT", "ns1.example.net"),
        "dig mail.example.com A": ("mail.example.com", "A", ""),
        "dig -x 192.0.2.1": ("192.0.2.1", "PTR", ""),
        "nslookup -type=mx example.com": ("example.com", "MX", ""),
    }
    for line, (name, kind, server) in given.items():
        [call] = commands.shell(line)
        assert commands.asked(call) == commands.Asked(name, kind, server)
    [call] = commands.powershell("(Resolve-DnsName -Type TXT 'a.example').Strings")
    assert commands.asked(call) == commands.Asked("a.example", "TXT")
