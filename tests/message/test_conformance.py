"""Signed messages of other projects, and what their tests say about them."""

import json
from datetime import UTC, datetime

import pytest

from checkers import check
from checkers.dns import zone_lookup

KEYS = {
    "test._domainkey.football.example.com": "test.txt",
    "test._domainkey.example.com": "test.txt",
    "sed._domainkey.test.ex": "eximtest.dns",
    "test._domainkey.example.net": "ed25519test.dns",
}
SPF_SYMBOLS = {
    "pass": "R_SPF_ALLOW",
    "fail": "R_SPF_FAIL",
    "softfail": "R_SPF_SOFTFAIL",
    "neutral": "R_SPF_NEUTRAL",
    "none": "R_SPF_NA",
    "temperror": "R_SPF_DNSFAIL",
    "permerror": "R_SPF_PERMFAIL",
}
POLICIES = {"reject": "REJECT", "quarantine": "QUARANTINE", "none": "SOFTFAIL"}
# RFC 7208 5.2: an include whose domain has no record is a permerror; rspamd passes over it.
AGAINST_THE_RFC = {"117_spf: SPF FAIL UNRESOLVEABLE INCLUDE"}


def signatures(message, zone, now=None):
    report = check("message", {"message": message}, lookup=zone_lookup(zone), now=now)
    return [part for part in report.parts if part.check == "dkim"]


def test_mail_dkim(conformance):
    folder = conformance / "dkim/mail-dkim"
    zone = {}
    for name, answer in json.loads((folder / "dns.json").read_text("utf-8")).items():
        if "nxdomain" not in answer:
            zone[name] = {"TXT": [answer["txt"]] if "txt" in answer else "timeout"}
    tried = 0
    for name, case in json.loads((folder / "expected.json").read_text("utf-8"))["cases"].items():
        if case["needs_domainkeys_rfc4870"] or case["pre_rfc_dkim_draft_signature"]:
            continue
        tried += 1
        found = signatures((folder / name).read_bytes(), zone)
        results = {part.fact("result") for part in found}
        weak = any(part.fact("weak") for part in found if part.fact("result") == "policy")
        if case["result"] == "pass":
            assert (results & {"pass", "policy"}) == ({"policy"} if weak else {"pass"}), name
            assert not case["weak_by_rfc8301"] or weak, name
        elif case["result"] == "fail":
            assert results == {"fail"}, name
        else:  # the tag g, for which two of these are invalid, is gone since RFC 6376
            assert "pass" not in results, name
            assert results == {"permerror"} or "g=" in case["comment"], name
    assert tried > 15


def test_mail_auth(conformance):
    folder = conformance / "dkim/mail-auth"
    for name, case in json.loads((folder / "expected.json").read_text("utf-8")).items():
        zone = {name: {"TXT": [text]} for name, text in case["dns_txt"].items()}
        now = datetime.fromtimestamp(case["verify_at_unix_time"], UTC)
        found = signatures((folder / name).read_bytes(), zone, now)
        assert found[-1].fact("result") == case["last_signature"], name


@pytest.mark.parametrize(
    ("name", "results"),
    [
        ("rfc6376.signed.msg", ["pass", "pass"]),
        ("rfc6376.signed.rsa.msg", ["pass"]),
        ("rfc6376.signed.no_t.msg", ["fail"]),
        ("ed25519test2.msg", ["pass"]),
        ("rfc6376.msg", ["none"]),
        ("test.message", ["none"]),
        ("test.message.baddomain", ["permerror"]),
    ],
)
def test_dkimpy(conformance, name, results):
    folder = conformance / "dkim/dkimpy"
    zone = {owner: {"TXT": [(folder / file).read_text("utf-8").strip()]} for owner, file in KEYS.items()}
    zone["brisbane._domainkey.football.example.com"] = {
        "TXT": ["v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="]  # RFC 8463 A.2
    }
    found = signatures((folder / name).read_bytes(), zone)
    assert [part.fact("result") for part in found] == results


def test_rspamd(conformance):
    folder = conformance / "messages/rspamd"
    content = json.loads((folder / "cases.json").read_text("utf-8"))
    zone = {}
    for entry in content["zone"]:
        if entry["rcode"] == "nxdomain":
            continue
        answer = "timeout" if entry["rcode"] == "timeout" else entry["replies"]
        zone.setdefault(entry["name"], {})[entry["type"]] = answer
    for case in content["cases"]:
        if "differs_under_rfc9989" in case or case["id"] in AGAINST_THE_RFC:
            continue
        inputs = {"message": (folder / case["file"]).read_bytes(), "ip": case["ip"]}
        inputs |= {"mail_from": case["from"]} if case.get("from") else {}
        inputs |= {"helo": case["helo"]} if case.get("helo") else {}
        said = symbols(check("message", inputs, lookup=zone_lookup(zone)))
        assert set(case["expect"]) <= said, case["id"]
        assert not set(case["not_expect"]) & said, case["id"]


def symbols(report):
    """Return what rspamd would call the results."""
    parts = {part.check: part for part in report.parts}
    dmarc = parts["dmarc"]
    named = {
        "pass": "DMARC_POLICY_ALLOW",
        "none": "DMARC_NA",
        "temperror": "DMARC_DNSFAIL",
        "fail": f"DMARC_POLICY_{POLICIES.get(dmarc.fact('policy'), '')}",
    }
    arc = {"pass": "ARC_ALLOW", "fail": "ARC_INVALID"}
    spf = SPF_SYMBOLS.get(parts["spf"].fact("result"))
    return {spf, named.get(dmarc.fact("result")), arc.get(parts["arc"].fact("result"))}
