"""Published suites: the cases of RFC 9989, records with their tags, the vectors of the public suffix list."""

import json

import pytest

from checkers import check
from checkers.__main__ import main
from checkers.dmarc.asked import Asked
from checkers.dmarc.model import DMARC
from checkers.dmarc.older import is_public_suffix, registrable
from checkers.dmarc.reports import permissions, within
from checkers.dmarc.settings import policies, read_settings
from checkers.dmarc.uris import read_uris
from checkers.dns import Book, Question, zone_lookup
from checkers.records.tags import parse_tags


@pytest.fixture(scope="session")
def cases(conformance):
    return json.loads((conformance / "dmarc" / "rfc9989-cases.json").read_text("utf-8"))["cases"]


@pytest.fixture(scope="session")
def records(conformance):
    known = json.loads((conformance / "records" / "checkdmarc-records.json").read_text("utf-8"))["cases"]
    return [case for case in known if case["kind"] == "dmarc"]


def test_rfc9989(cases, tmp_path, capsys):
    asked = [case for case in cases if case["header_from"]]
    lines = [{"id": case["id"], "inputs": inputs(case), "zone": case["zone"]} for case in asked]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    main(["dmarc", "--batch", str(batch)])
    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(reports) == len(asked) >= 24
    assert not [said for case, report in zip(asked, reports, strict=True) for said in differences(case, report)]


def inputs(case):
    return {
        "domain": case["header_from"],
        "spf_result": "pass" if case["spf_pass_domains"] else "none",
        "spf_domain": ",".join(case["spf_pass_domains"]),
        "dkim_domains": ",".join(case["dkim_pass_domains"]),
    }


def differences(case, report):
    """Yield what is not as the case says; a key without a value says nothing."""
    facts = {fact["name"]: fact["value"] for fact in report["facts"]}
    facts["dmarc_txt_queries"] = facts.get("queries")
    assert report["id"] == case["id"]
    for key, wanted in case["expected"].items():
        if key == "org_or_policy_domain" and wanted is not None:
            if wanted not in {facts.get("organizational_domain"), facts.get("policy_domain")}:
                yield case["id"], key
        elif key == "absent":
            yield from ((case["id"], name) for name in wanted if facts.get(name) and name not in DMARC.tags)
        elif wanted is not None and facts.get(key) != wanted:
            yield case["id"], key, facts.get(key), wanted


def test_reports_go_only_where_they_are_wanted(cases):
    [case] = [case for case in cases if "report_uris_in" in case["expected"]]
    expected = case["expected"]
    tags = parse_tags("v=DMARC1; p=none; rua=" + ",".join(f"mailto:{uri}" for uri in expected["report_uris_in"]))
    domain = expected["domain"]
    names = [f"{domain}._report._dmarc.{uri.rpartition('@')[2]}" for uri in expected["report_uris_in"]]
    answers = zone_lookup(case["zone"])([Question.ask(name, "TXT") for name in names])
    found = {one.host: one.given for one in permissions(tags, domain, domain, Asked(Book(answers)))}
    hosts = [uri.host for uri in read_uris(tags.tag("rua"))]
    accepted = [host for host in hosts if within(host, domain) or found[host]]
    assert accepted == [uri.rpartition("@")[2] for uri in expected["report_uris_accepted"]]


def test_checkdmarc_records(records):
    assert len(records) > 20
    for case in records:
        report = check("dmarc", {"record": case["input"]})
        # RFC 9989 knows no `pct`; what is said of one concerns older receivers
        worst = {found.severity.value for found in report.findings if found.code != "dmarc.pct-value"}
        if case["outcome"] == "error":
            assert worst & {"blocks", "risks", "advice"}, case["input"]
        else:
            assert not worst & {"blocks", "risks"}, case["input"]
            assert not differing_tags(case["input"], case["tags"]), case["input"]


def differing_tags(record, wanted):
    tags, settings = parse_tags(record), read_settings(parse_tags(record))
    found = policies(settings)
    ours = {
        "p": found.domain,
        "sp": found.subdomains,
        "np": found.missing,
        "adkim": "s" if settings.strict_dkim else "r",
        "aspf": "s" if settings.strict_spf else "r",
        "psd": settings.psd,
        "t": "y" if settings.testing else "n",
        "fo": tags.value("fo", "0"),
    }
    if isinstance(wanted.get("rua"), list):
        ours["rua"] = [uri.meant or uri.token.text for uri in read_uris(tags.tag("rua"))]
        wanted = wanted | {"rua": [f"{uri['scheme']}:{uri['address']}" for uri in wanted["rua"]]}
    return {name: value for name, value in wanted.items() if name in ours and ours[name] != value}


def test_mail_auth_records(conformance):
    known = json.loads((conformance / "records" / "mail-auth-records.json").read_text("utf-8"))["cases"]
    known = [case for case in known if case["kind"] == "dmarc"]
    assert known
    for case in known:
        tags, wanted = parse_tags(case["record"]), case["expected"]
        settings = read_settings(tags)
        found = policies(settings)
        assert (found.domain, found.subdomains, found.missing) == (wanted["p"], wanted["sp"], wanted["np"])
        assert settings.strict_dkim == (wanted["adkim"] == "strict")
        assert settings.strict_spf == (wanted["aspf"] == "strict")
        assert (settings.psd, settings.testing) == (wanted["psd"], wanted["t"])
        for name in ("rua", "ruf"):
            uris = read_uris(tags.tag(name)) if tags.tag(name) else ()
            # its reader decodes "%20", which stays encoded in a URI (RFC 6068 2)
            addresses = [(uri.meant or uri.token.text).removeprefix("mailto:").replace("%20", " ") for uri in uris]
            assert [address.replace(" ", "") for address in addresses] == [
                address.replace(" ", "") for address in wanted[name]
            ]


def test_public_suffix_list(conformance):
    lines = (conformance / "psl" / "tests.txt").read_text("utf-8").splitlines()
    vectors = [line.split() for line in lines if line.strip() and not line.startswith("//")]
    assert len(vectors) == 78
    for domain, wanted in vectors:
        name = domain.lower()
        if wanted == "null":
            assert is_public_suffix(name), domain
        else:
            assert registrable(name) == wanted, domain
