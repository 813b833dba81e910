"""check_host() beside the public suites, beside pyspf, and beside the reading of records."""

import json
import os
import random
from datetime import UTC, datetime

import pytest

from checkers import Severity, check
from checkers.__main__ import main
from checkers.dns import Book, zone_lookup
from checkers.spf.evaluation.compile import compile_term
from checkers.spf.evaluation.evaluate import evaluate
from checkers.spf.evaluation.model import Client, Kind, Request, Sender
from checkers.spf.grammar import fault
from checkers.spf.parse import parse_term
from checkers.words import catalogue
from tests.spf import differential
from tests.spf.suites import DEFAULT, mail_auth, openspf

# What mail-auth's suite expects against RFC 7208.
AGAINST_THE_RFC = {
    "mail-auth/all-1": "4.6: an unknown mechanism is a permerror wherever it stands, behind `all` too",
    "mail-auth/exists-2": "5.7: `exists` asks for type A alone",
}


def wrong(cases):
    found = {}
    for case in cases:
        report = check("spf", case.inputs, lookup=zone_lookup(case.zone))
        explanation = report.fact("explanation") or DEFAULT
        if report.fact("result") not in case.results or case.explanation not in {None, explanation}:
            found[case.id] = report.fact("result"), explanation
    return found


def test_the_openspf_suite_for_rfc_7208(conformance):
    cases = list(openspf(conformance, "rfc7208"))
    assert len(cases) == 203
    assert len([case for case in cases if case.explanation]) == 22
    assert not wrong(cases)


def test_the_openspf_suite_for_rfc_4408(conformance):
    """Where RFC 7208 decides what RFC 4408 left open, the older suite accepts its answer too."""
    cases = list(openspf(conformance, "rfc4408"))
    assert len(cases) == 191
    assert not wrong(cases)


def test_the_suite_of_mail_auth(conformance):
    cases = list(mail_auth(conformance))
    assert len(cases) == 57
    assert wrong(cases).keys() == AGAINST_THE_RFC.keys()


def test_the_suite_on_the_command_line(conformance, tmp_path, capsys):
    cases = list(openspf(conformance, "rfc7208"))
    batch = tmp_path / "batch.jsonl"
    lines = [json.dumps({"id": case.id, "inputs": case.inputs, "zone": case.zone}) for case in cases]
    batch.write_text("\n".join(lines), "utf-8")
    main(["spf", "--batch", str(batch)])
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for case, report in zip(cases, said, strict=True):
        facts = {fact["name"]: fact["value"] for fact in report["facts"]}
        assert facts["result"] in case.results, case.id
        assert case.explanation in {None, facts.get("explanation", DEFAULT)}, case.id


def test_pyspf_agrees_or_the_rfc_says_why():
    count = int(os.environ.get("SPF_DIFFERENTIAL_CASES", "10000"))
    unexplained = [seen for seen, known in differential.differences(count, 7208) if known is None]
    assert not unexplained


def test_few_rounds_answer_a_record_whose_includes_have_includes():
    names = [f"s{number}.example.com" for number in range(6)]
    zone = {
        name: {"TXT": [f"v=spf1 a:a.{name} mx:{name} include:{after} ip4:192.0.2.{number} -all"], "A": ["192.0.2.99"]}
        for number, (name, after) in enumerate(zip(names, [*names[1:], "last.example.com"], strict=True))
    }
    rounds = []

    def lookup(questions):
        rounds.append(len(questions))
        return zone_lookup(zone | {"last.example.com": {"TXT": ["v=spf1 -all"]}})(questions)

    check("spf", {"ip": "198.51.100.7", "mail_from": "a@s0.example.com"}, lookup=lookup)
    assert len(rounds) <= 8


WORDS = (
    *("a", "mx", "ptr", "all", "ip4", "ip6", "include", "exists", "redirect", "exp", "A", "Include", "IP4", "foo"),
    *(":", ":", "=", "/", "//", "/24", "//64", "/0", "/032", "/33", "//129", "+", "-", "~", "?", ".", "..", "-"),
    *("example.com", "example.com.", "192.0.2.1", "192.0.2.300", "2001:db8::1", "::ffff:192.0.2.1", "x", "com", "1"),
    *("%{d}", "%{d2r.}", "%{D0}", "%{ir}", "%{c}", "%{x}", "%{d", "%", "%%", "%_", "%-", "%(d)", "%{l1R+-}", "ü", "\t"),
)
STARTS = ("", "", "a", "-mx", "all", "a:", "mx:", "+include:", "exists:", "ip4:", "ip6:", "ptr:", "redirect=", "exp=")


@pytest.mark.parametrize("seed", range(8))
def test_strict_rules_and_reading_agree_about_every_term(seed):
    random_ = random.Random(seed)
    valid = 0
    for _ in range(4_000):
        word = random_.choice(STARTS) + "".join(random_.choices(WORDS, k=random_.choice((0, 1, 1, 2, 3, 4))))
        strict = compile_term(word).name != "?"
        assert strict is (fault(parse_term(word, 0, len(word))) is None), word
        valid += strict
    assert valid > 400


def test_every_step_has_its_words():
    for language in ("en", "de"):
        words = catalogue(language).words
        assert not [kind for kind in Kind if f"node/spf/{kind}" not in words]
        assert {"choice/spf/without", "choice/spf/flatten"} <= words.keys()


@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 " + "ip4:192.0.2.1 " * 4000,
        "v=spf1 " + "a:%{l}.example.com " * 3000,
        "v=spf1 exists:" + "%{d}." * 9000 + "example.com -all",
        "v=spf1 include:" + "a." * 20000 + "com",
        "v=spf1 a:" + "/1" * 20000,
        "v=spf1 exists:%{d" + "1" * 30000 + "}",
    ],
    ids=["addresses", "macros", "one long macro", "labels", "slashes", "digits"],
)
def test_a_monstrous_record_is_evaluated_too(record):
    report = check("spf", {"record": record, "domain": "example.com", "ip": "192.0.2.9"}, lookup=zone_lookup({}))
    assert report.fact("result") in {"neutral", "permerror", "fail"}


def test_a_web_of_includes_is_not_followed_for_ever():
    names = [f"n{number}.example.com" for number in range(12)]
    record = "v=spf1 " + " ".join(f"include:{name}" for name in names) + " -all"
    report = check("spf", {"domain": names[0]}, lookup=zone_lookup({name: {"TXT": [record]} for name in names}))
    assert report.verdict is Severity.BLOCKS
    assert report.fact("lookups") > 10


def test_the_macro_t_is_the_time_that_is_stated():
    zone = {"example.com": {"TXT": ["v=spf1 -all exp=e.example.com"]}, "e.example.com": {"TXT": ["%{t}"]}}
    now = datetime(2026, 1, 2, tzinfo=UTC)
    inputs = {"ip": "192.0.2.9", "mail_from": "a@example.com"}
    report = check("spf", inputs, lookup=zone_lookup(zone), now=now)
    assert report.fact("explanation") == str(int(now.timestamp()))


def test_no_result_is_stated_while_it_depends_on_an_answer():
    client = Client.of("192.0.2.9")
    book = Book()
    texts = ("v=spf1 a:one.example.com include:two.example.com mx -all",)
    done = evaluate(book, Request(client, Sender("a", "example.com", ""), "example.com", texts))
    assert done.result is None
    assert [f"{asked.name} {asked.type}" for asked in book.open] == [
        "one.example.com A",
        "two.example.com TXT",
        "example.com MX",
    ]
