"""Many domains: a line each, whatever stops the run on the way."""

import io
import json
import signal
import subprocess
import sys
import time

import pytest

from bench.fleet import names, zone
from checkers.__main__ import main
from checkers.cli.live import resolver
from checkers.cli.output import Output
from tests.conftest import ROOT

MANY = 600  # enough for several processes


@pytest.fixture(scope="module")
def fleet(server):
    """A server that knows many domains, and the command that judges them."""
    server.serve(zone(MANY))
    return server


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "domains.txt"
    path.write_text("# ours\n\n" + "".join(f"{name}\n" for name in names(MANY)))
    return path


def command(server, listed, out, *more):
    options = ["--live", "--resolver", server.address, "--out", str(out), *more]
    return [sys.executable, "-m", "checkers", "spf", "--domains", str(listed), *options]


def read(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def assert_whole(reports):
    """Each domain once, with the verdict that its records deserve."""
    assert sorted((report["line"], report["id"]) for report in reports) == list(enumerate(names(MANY), 3))
    broken = {report["id"] for report in reports if report["verdict"] == "blocks"}
    assert broken == {f"d{number}.example" for number in range(MANY) if number % 10 == 3 or number % 50 == 0}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_domain_gets_its_line(fleet, listed, tmp_path, jobs):
    out = tmp_path / "out.jsonl"
    done = subprocess.run(command(fleet, listed, out, "--jobs", jobs), cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert_whole(read(out))


def test_a_run_that_is_killed_goes_on_where_it_was(fleet, listed, tmp_path):
    out, killed = tmp_path / "out.jsonl", 0
    for _ in range(3):
        running = subprocess.Popen(command(fleet, listed, out, "--jobs", "2"), cwd=ROOT)
        before = size(out)
        while running.poll() is None and size(out) < before + 200_000:
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
        killed += running.wait() == -signal.SIGKILL
    assert killed
    part = size(out)
    assert subprocess.run(command(fleet, listed, out), cwd=ROOT, check=False).returncode == 1
    assert 0 < part < size(out)
    assert_whole(read(out))


def size(path):
    return path.stat().st_size if path.exists() else 0


def test_a_half_written_line_is_written_again(fleet, listed, tmp_path):
    out = tmp_path / "out.jsonl"
    subprocess.run(command(fleet, listed, out), cwd=ROOT, check=False)
    whole = out.read_bytes()
    out.write_bytes(whole[: len(whole) - 100])
    assert subprocess.run(command(fleet, listed, out), cwd=ROOT, check=False).returncode == 1
    assert_whole(read(out))
    before = out.read_bytes()
    assert subprocess.run(command(fleet, listed, out), cwd=ROOT, check=False).returncode == 1
    assert out.read_bytes() == before


@pytest.mark.parametrize("content", ["something else\n", '{"id": 1, "schema": 1}\n', '{"line": 3, "id": \n'])
def test_a_file_that_holds_something_else_is_left_alone(fleet, listed, tmp_path, capsys, content):
    out = tmp_path / "out.jsonl"
    out.write_text(content)
    assert main(command(fleet, listed, out)[3:]) == 2
    assert "something else" in capsys.readouterr().err
    assert out.read_text() == content


def test_the_answers_to_another_list_are_left_alone(fleet, listed, tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    out.write_text('{"line": 3, "id": "other.example", "schema": 1, "check": "spf", "verdict": "good"}\n')
    assert main(command(fleet, listed, out)[3:]) == 2
    assert "line 3" in capsys.readouterr().err


def test_two_runs_do_not_write_one_file(fleet, listed, tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    with Output(str(out)):
        assert main(command(fleet, listed, out)[3:]) == 2
    assert "another process" in capsys.readouterr().err


def test_a_batch_without_live_lookups_goes_on_too(tmp_path):
    batch, out = tmp_path / "batch.jsonl", tmp_path / "out.jsonl"
    asked = [{"id": number, "inputs": {"record": "v=spf1 -all"}} for number in range(5)]
    batch.write_text("".join(json.dumps(one) + "\n" for one in asked))
    for _ in range(2):
        assert main(("spf", "--batch", str(batch), "--out", str(out))) == 0
        assert [(report["line"], report["id"]) for report in read(out)] == list(enumerate(range(5), 1))
        out.write_text("".join(out.read_text().splitlines(keepends=True)[:2]))


def test_standard_input_is_asked_live(fleet, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("d3.example\nd1.example\n"))
    assert main(("spf", "--domains", "-", "--live", "--resolver", fleet.address)) == 1
    reports = map(json.loads, capsys.readouterr().out.splitlines())
    assert {report["id"]: report["line"] for report in reports} == {"d3.example": 1, "d1.example": 2}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--resolver", "192.0.2.1"), "--live"),
        (("--live", "--resolver", "resolver.example"), "neither an IP address"),
        (("--live", "--resolver", "http://resolver.example/dns-query"), "https://"),
        (("--live", "--resolver", "https://"), "https://"),
        (("--live", "--resolver", "192.0.2.1:0"), "no port"),
        (("--live", "--timeout", "0"), "--timeout"),
        (("--live", "--zone", "zone.json"), "one of them"),
        (("--domains", "a", "--batch", "b"), "one of them"),
        (("--domains", "-", "--out", "b"), "standard input"),
        (("--out", "b"), "--domains"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(capsys, options, said):
    assert main(("spf", "--domain", "example.com", *options)) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("named", "servers"),
    [
        ("192.0.2.1", (("192.0.2.1", 53),)),
        ("192.0.2.1:5353", (("192.0.2.1", 5353),)),
        ("2001:db8::1", (("2001:db8::1", 53),)),
        ("[2001:db8::1]:5353", (("2001:db8::1", 5353),)),
    ],
)
def test_an_address_is_read_as_people_write_it(named, servers):
    assert resolver(named, 5).servers == servers


def test_a_template_of_rfc_8484_is_an_address():
    assert resolver("https://resolver.example/dns-query{?dns}", 5).url == "https://resolver.example/dns-query"


def test_a_line_that_is_no_domain_is_remembered_over_a_stop(fleet, tmp_path):
    listed, out = tmp_path / "domains.txt", tmp_path / "out.jsonl"
    listed.write_text("nonsense\nd1.example\n")
    again = [subprocess.run(command(fleet, listed, out), cwd=ROOT, check=False).returncode for _ in range(2)]
    assert again == [2, 2]
    assert [report["line"] for report in sorted(read(out), key=lambda report: report["line"])] == [1, 2]
