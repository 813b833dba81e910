"""What resolvers do wrong: no lookup hangs, no verdict is wrong, and the reader is told."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.live import hostile
from tools.programs import free_port

PATIENCE = 120  # seconds in which nothing may hang; the time-out of a lookup is five, long enough for a busy machine

# What is said about the lookup of a name, and the result of SPF, by what happens to who asks for it.
BOTH = {
    "good": (None, "fail"),
    "silent": ("lookup.timeout", None),
    "slow": ("lookup.timeout", None),
    "refused": ("lookup.refused", None),
    "servfail": ("lookup.servfail", "temperror"),
    "alias-loop": ("lookup.servfail", "temperror"),
    "malformed": ("lookup.malformed", None),
    "cut": ("lookup.malformed", None),
    "mismatch": ("lookup.mismatch", None),
    "truncated-again": ("lookup.truncated", None),
    "large": (None, "fail"),
    "include-loop": (None, "permerror"),
}
OVER = {
    "address": BOTH
    | {
        "truncated": (None, "fail"),
        "truncated-slow": ("lookup.timeout", None),
        "truncated-silent": ("lookup.timeout", None),
        "truncated-closed": ("lookup.malformed", None),
        "forged": (None, "fail"),
    },
    "doh": BOTH
    | {
        "closed": ("lookup.unreachable", None),
        "http-error": ("lookup.http", None),
        "redirect": ("lookup.http", None),
        "wrong-type": ("lookup.malformed", None),
        "endless": ("lookup.too-large", None),
    },
}


@pytest.fixture(scope="module")
def server():
    with hostile.running() as running:
        yield running


def ask(resolver, *options):
    """Run the command line; return what it came to. It may not hang, however slow a resolver is."""
    command = [sys.executable, "-m", "checkers", "spf", "--live", "--resolver", resolver, "--timeout", "5", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)


def facts(report):
    return {fact["name"]: fact["value"] for fact in report["facts"]}


def lookups(report):
    return [found["code"] for found in report["findings"] if found["code"].startswith("lookup.")]


@pytest.mark.parametrize("over", OVER)
def test_each_fault_is_told_and_none_is_taken_for_an_answer(server, tmp_path, over):
    batch = tmp_path / "batch.jsonl"
    asked = [{"id": name, "inputs": {"domain": f"{name}.example", "ip": "192.0.2.1"}} for name in OVER[over]]
    batch.write_text("".join(json.dumps(one) + "\n" for one in asked))
    done = ask(getattr(server, over), "--batch", str(batch))
    assert (done.returncode, done.stderr) == (2, "")
    reports = list(map(json.loads, done.stdout.splitlines()))
    said = {report["id"]: (*(lookups(report) or [None]), facts(report).get("result")) for report in reports}
    assert said == OVER[over]
    open_ = {report["id"] for report in reports if report["needs"]}
    assert open_ == {name for name, (_, result) in OVER[over].items() if result is None}


@pytest.mark.parametrize("resolver", ["127.0.0.1:{}", "http://127.0.0.1:{}/dns-query"])
def test_a_resolver_that_is_down_is_no_answer_either(resolver):
    done = ask(resolver.format(free_port()), "--domain", "example.com", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["verdict"], lookups(report)) == (2, "unknown", ["lookup.unreachable"])


@pytest.mark.parametrize(("name", "status"), [("good", 0), ("include-loop", 1), ("servfail", 2), ("refused", 2)])
def test_the_exit_status_guards_a_change(server, name, status):
    assert ask(server.address, "--domain", f"{name}.example").returncode == status
