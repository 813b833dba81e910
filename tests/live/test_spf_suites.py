"""The public suites for SPF, served by a real DNS server and judged by the command line."""

import json
from itertools import groupby
from operator import itemgetter

import pytest

from checkers import check
from checkers.__main__ import main
from checkers.dns import zone_lookup
from tests.spf.suites import DEFAULT, mail_auth, openspf
from tests.spf.test_evaluation import AGAINST_THE_RFC

# The cases that ask for a name that is to time out: no server can be told to serve that.
UNSERVED = {
    "rfc7208": {"txttimeout", "nospftxttimeout", "alltimeout", "include-temperror", "exists-dnserr", "exp-dns-error"},
    "rfc4408": {"txttimeout", "nospftxttimeout", "alltimeout", "include-temperror", "exists-dnserr", "exp-dns-error"},
    "mail-auth": set(),
}
PATIENCE = "60"  # seconds: what is served is answered, on a busy machine too


@pytest.mark.parametrize("suite", UNSERVED)
def test_a_suite_live(conformance, server, live, suite):
    cases = list(mail_auth(conformance) if suite == "mail-auth" else openspf(conformance, suite))
    wrong, unserved = {}, set()
    for _, together in groupby(cases, lambda case: json.dumps(case.zone)):
        group = list(together)
        server.serve(group[0].zone)
        unserved |= {case.id for case in group if any(is_left_out(server, case.zone, one) for one in asked(case))}
        for case, report in zip(group, live(group), strict=True):
            facts = {fact["name"]: fact["value"] for fact in report["facts"]}
            said = facts.get("result"), facts.get("explanation") or DEFAULT
            if said[0] not in case.results or case.explanation not in {None, said[1]}:
                wrong[case.id] = said
    assert unserved == {f"{suite}/{name}" for name in UNSERVED[suite]}
    assert wrong.keys() - AGAINST_THE_RFC.keys() - unserved == set()


def is_left_out(server, zone, question):
    return question in server.left_out or (
        (question.name, "*") in server.left_out and question.type not in zone[question.name]
    )


def asked(case):
    """Return the questions that the check asks."""
    found, lookup = set(), zone_lookup(case.zone)

    def noted(questions):
        found.update(questions)
        return lookup(questions)

    check("spf", case.inputs, lookup=noted)
    return found


@pytest.fixture
def live(resolver, tmp_path, capsys):
    """What the command line makes of cases: a report each."""

    def judge(cases):
        batch = tmp_path / "cases.jsonl"
        batch.write_text("".join(json.dumps({"id": case.id, "inputs": case.inputs}) + "\n" for case in cases))
        main(("spf", "--batch", str(batch), "--live", "--resolver", resolver, "--timeout", PATIENCE))
        reports = sorted(map(json.loads, capsys.readouterr().out.splitlines()), key=itemgetter("line"))
        assert [report["id"] for report in reports] == [case.id for case in cases]
        return reports

    return judge
