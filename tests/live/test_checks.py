"""Every check that asks DNS, asking a real server by itself."""

import json

import dns.resolver
import pytest

from checkers.__main__ import main
from checkers.checks import checks
from checkers.cli.live import Resolver
from checkers.cli.source import lookup
from checkers.dns import Question, Status
from checkers.dns.model import Fault
from tools.programs import free_port

LONG = ".".join(["a" * 63, "b" * 63, "c" * 63, "d" * 61])  # 255 octets on the wire
KEY = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
ZONE = {
    "example.com": {"TXT": ["v=spf1 include:spf.example.net -all"], "MX": ["10 mx.example.com"]},
    "spf.example.net": {"TXT": [["v=spf1 ip4:192.0.2.0", "/24 -all"]]},
    "_dmarc.example.com": {"TXT": ["v=DMARC1; p=reject"]},
    "mx.example.com": {"A": ["192.0.2.1"]},
    "1.2.0.192.in-addr.arpa": {"PTR": ["mx.example.com"]},
    "s1._domainkey.example.com": {"CNAME": ["key.example.net"]},
    "key.example.net": {"TXT": [KEY]},
    "_mta-sts.example.com": {"TXT": ["v=STSv1; id=1"]},
    "_smtp._tls.example.com": {"TXT": ["v=TLSRPTv1; rua=mailto:tls@example.com"]},
    "default._bimi.example.com": {"TXT": ["v=BIMI1; l=https://example.com/logo.svg"]},
    LONG: {"A": ["192.0.2.9"]},
    "a b=c.example.com": {"A": ["192.0.2.8"]},
}
BOUNCE = "<anna@example.net>: host mx.example.net said: 550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked"
MESSAGE = """\
DKIM-Signature: v=1; a=ed25519-sha256; d=example.com; s=s1; h=from; bh=AAAA; b=AAAA
From: anna@example.com

Hello
"""
# How each check is asked, and a fact that it can know from DNS alone.
ASKED = {
    "auto": (("--text", 'example.com descriptive text "v=spf1 include:spf.example.net -all"'), None),
    "spf": (("--domain", "example.com", "--ip", "192.0.2.7"), ("result", "pass")),
    "dkim": (("--domain", "example.com", "--selector", "s1"), ("key_type", "ed25519")),
    "dmarc": (("--domain", "example.com"), ("policy", "reject")),
    "mta-sts": (("--domain", "example.com"), ("id", "1")),
    "tls-rpt": (("--domain", "example.com"), ("rua", "mailto:tls@example.com")),
    "bimi": (("--domain", "example.com"), ("l", "https://example.com/logo.svg")),
    "domain": (("example.com",), ("domain", "example.com")),
    "message": (("--message", MESSAGE, "--ip", "192.0.2.7", "--mail-from", "a@example.com"), None),
    "delist": (("--bounce", BOUNCE), None),
}  # fmt: skip


@pytest.fixture(scope="module")
def zone(server):
    server.serve(ZONE)
    return server


def test_every_check_that_takes_answers_is_here():
    assert ASKED.keys() == {name for name, known in checks().items() if "answers" in known.inputs}


@pytest.mark.parametrize("over", ["address", "doh"])
@pytest.mark.parametrize("name", ASKED)
def test_a_check_asks_until_nothing_is_open(zone, capsys, name, over):
    options, fact = ASKED[name]
    status = main((name, *options, "--json", "--live", "--resolver", getattr(zone, over)))
    report = json.loads(capsys.readouterr().out)
    facts = [(one["name"], one["value"]) for one in report["facts"]]
    assert status in {0, 1}
    assert not report["needs"]
    assert fact is None or fact in facts


def test_what_nobody_asked_for_is_not_asked(capsys):
    with pytest.raises(SystemExit):
        main(("bounce", "--bounce", BOUNCE, "--live"))
    assert "--live" in capsys.readouterr().err


def test_a_folder_of_messages_is_asked_live(zone, tmp_path, capsys):
    for number in range(3):
        (tmp_path / f"{number}.eml").write_text(MESSAGE)
    assert main(("message", str(tmp_path), "--live", "--resolver", zone.address)) in {0, 1}
    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [report["source"] for report in reports] == ["0.eml", "1.eml", "2.eml"]
    assert not any(report["needs"] for report in reports)


def test_the_resolver_of_the_system_is_asked_where_none_is_named(zone, capsys, monkeypatch):
    system = dns.resolver.Resolver(configure=False)
    system.nameservers, system.port = ["127.0.0.1"], zone.port
    monkeypatch.setattr(dns.resolver, "Resolver", lambda: system)
    assert main(("dmarc", "--domain", "example.com", "--live")) == 0
    assert "reject" in capsys.readouterr().out


def test_a_system_without_a_resolver_says_so(capsys, monkeypatch):
    def unknown():
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(dns.resolver, "Resolver", unknown)
    assert main(("dmarc", "--domain", "example.com", "--live")) == 2
    assert "--resolver" in capsys.readouterr().err


def ask(servers, *questions):
    with lookup(Resolver("", servers, 2)) as answers:
        return list(answers(questions).values())


def test_where_one_server_is_down_the_next_is_asked(zone):
    down, up = ("127.0.0.1", free_port()), ("127.0.0.1", zone.port)
    assert [answer.records for answer in ask((down, up), Question("mx.example.com", "A"))] == [("192.0.2.1",)]
    assert [answer.fault for answer in ask((down, down), Question("mx.example.com", "A"))] == [Fault.UNREACHABLE]


def test_names_that_are_long_or_odd_are_asked_as_they_are(zone):
    at = (("127.0.0.1", zone.port),)
    asked = [Question(LONG, "A"), Question("a b=c.example.com", "A"), Question("a..example.com", "A")]
    assert [answer.records for answer in ask(at, *asked)] == [("192.0.2.9",), ("192.0.2.8",), ()]
    assert ask(at, Question(f"a{LONG}", "A"))[0].status is Status.NXDOMAIN


def test_more_questions_than_go_out_at_once_are_answered(zone):
    asked = [Question(f"n{number}.example.com", "TXT") for number in range(2_000)]
    assert {answer.status for answer in ask((("127.0.0.1", zone.port),), *asked)} == {Status.NXDOMAIN}
