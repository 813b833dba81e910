import io
import json

import pytest

from checkers.__main__ import main

GOOD, BROKEN = "v=spf1 mx -all", "v=spf1 ipv4:192.0.2.1 -all"


def run(capsys, *arguments):
    status = main(arguments)
    return status, capsys.readouterr().out


def test_the_exit_status_says_whether_anything_blocks(capsys):
    assert run(capsys, "spf", "--record", GOOD)[0] == 0
    assert run(capsys, "spf", "--record", BROKEN)[0] == 1


def test_json_is_the_report(capsys):
    report = json.loads(run(capsys, "spf", "--record", BROKEN, "--json")[1])
    assert (report["schema"], report["check"], report["verdict"]) == (1, "spf", "blocks")


def test_text_is_in_the_language_asked_for(capsys):
    assert "Blockiert" in run(capsys, "spf", "--record", BROKEN, "--lang", "de")[1]


def test_standard_input_is_the_main_input(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert run(capsys, "spf", "-")[0] == 0


def test_what_is_piped_needs_no_dash(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert run(capsys, "spf")[0] == 0


def test_what_is_piped_is_left_alone_where_an_option_says_what_to_judge(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BROKEN.encode())))
    assert run(capsys, "spf", "--record", GOOD)[0] == 0


@pytest.mark.parametrize(("option", "value"), [("--redact", "ja"), ("--symptom", "nix")])
def test_a_value_that_is_no_choice_is_refused_with_the_choices(capsys, option, value):
    with pytest.raises(SystemExit) as stopped:
        main(("support", option, value))
    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert all(part in said for part in (value, "choose from"))


def test_help_lists_the_choices(capsys):
    with pytest.raises(SystemExit):
        main(("support", "--help"))
    assert "--redact {no,yes}" in capsys.readouterr().out


def test_a_file_that_is_missing_is_named_without_a_number(capsys):
    assert main(("spf", "no-such-file")) == 2
    assert capsys.readouterr().err == "checkers: no-such-file: No such file or directory\n"


def test_a_folder_gives_a_line_a_file(capsys, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "sub" / "b.txt").write_text(BROKEN)
    status, out = run(capsys, "spf", str(tmp_path), "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [(line["source"], line["verdict"]) for line in lines] == [("a.txt", "good"), ("sub/b.txt", "blocks")]


def test_a_zone_answers_what_the_check_asks(capsys, tmp_path):
    zone = tmp_path / "zone.json"
    zone.write_text(json.dumps({"example.com": {"TXT": [GOOD]}}))
    report = json.loads(run(capsys, "spf", "--domain", "example.com", "--zone", str(zone), "--json")[1])
    assert (report["verdict"], report["needs"]) == ("good", [])


def test_without_answers_the_report_says_what_it_needs(capsys):
    report = json.loads(run(capsys, "spf", "--domain", "example.com", "--json")[1])
    assert report["needs"] == [{"name": "example.com", "type": "TXT"}]
    assert report["verdict"] == "unknown"


def test_a_batch_gives_a_line_an_id_and_goes_on_after_a_bad_one(capsys, tmp_path):
    batch = tmp_path / "batch.jsonl"
    asked = [
        {"id": 1, "inputs": {"record": GOOD}},
        {"id": 2, "inputs": {"domain": "example.org"}, "zone": {"example.org": {"TXT": [BROKEN]}}},
        {"id": 3, "inputs": {"colour": "blue"}},
        {"id": 4, "inputs": {"record": GOOD}, "now": "2026-11-23T12:00:00+00:00"},
    ]
    batch.write_text("\n".join(map(json.dumps, asked)) + "\nnot json\n")
    status, out = run(capsys, "spf", "--batch", str(batch))
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 2
    assert [line.get("verdict") for line in lines] == ["good", "blocks", None, "good", None]
    assert [line["id"] for line in lines] == [1, 2, 3, 4, None]


@pytest.mark.parametrize(
    "arguments",
    [
        ("spf",),
        ("spf", "no-such-file"),
        ("spf", "--record", "x", "--zone", "no-file"),
        ("domain", "example.com", "--domains", "no-file"),
        ("domain", "--domains", "no-file", "--ip", "192.0.2.1"),
    ],
)
def test_what_cannot_be_used_is_status_2(capsys, arguments):
    assert main(arguments) == 2
    assert "checkers:" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["localhost", "192.0.2.1", "not a domain"])
def test_what_is_no_domain_is_status_2_though_there_is_a_report(capsys, typed):
    status, out = run(capsys, "domain", typed, "--json")
    assert (status, json.loads(out)["findings"][0]["code"]) == (2, "record.domain-unusable")


@pytest.mark.parametrize("zone", ["[]", "{", '{"example.com": 5}', '{"example.com": {"TXT": 5}}'])
def test_a_zone_of_another_shape_is_status_2(capsys, tmp_path, zone):
    (tmp_path / "zone.json").write_text(zone)
    assert main(("spf", "--domain", "example.com", "--zone", str(tmp_path / "zone.json"))) == 2
    assert "zone" in capsys.readouterr().err


def test_a_bad_line_of_a_batch_says_what_is_wrong_with_it(capsys, tmp_path):
    batch = tmp_path / "batch.jsonl"
    batch.write_text('[1]\n{"id": 2}\n{"id": 3, "inputs": {"record": 5}}\n{"id": 4, "inputs": {"colour": "blue"}}\n')
    status, out = run(capsys, "spf", "--batch", str(batch))
    assert status == 2
    assert [json.loads(line)["error"] for line in out.splitlines()] == [
        "line 1: the line must be a JSON object",
        "line 2: inputs must be a JSON object",
        "line 3: inputs: 'record' must be a string",
        "line 4: inputs: spf takes no 'colour'",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_as_windows_tools_write_it(capsys, tmp_path, encoding):
    (tmp_path / "record.txt").write_bytes(f"{GOOD}\r\n".encode(encoding))
    status, out = run(capsys, "spf", str(tmp_path / "record.txt"), "--json")
    assert (status, json.loads(out)["findings"]) == (0, [])


def test_octets_that_are_no_text_get_a_report(capsys):
    status, out = run(capsys, "spf", "--record", "v=spf1 a\udcff -all", "--json")
    assert status == 1
    assert json.loads(out)["facts"][0]["value"] == "v=spf1 a\udcff -all"


BOUNCE = "<{}@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1 User unknown"


@pytest.fixture(params=["1", "2"])
def many(tmp_path, request):
    """A folder of files, enough for several processes to share, and how many there are to be."""
    for number in range(900):
        inside = tmp_path / f"{number % 3}"
        inside.mkdir(exist_ok=True)
        (inside / f"{number:03}.txt").write_text(BOUNCE.format(number) if number % 10 else "Hello Anna, see you.")
    return tmp_path, ("--jobs", request.param)


def test_a_large_folder_gives_its_lines_in_order(capsys, many):
    folder, jobs = many
    status, out = run(capsys, "bounce", str(folder), *jobs)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [line["source"] for line in lines] == sorted(f"{n % 3}/{n:03}.txt" for n in range(900))
    assert sum(line["facts"][0]["value"] for line in lines) == 810


def test_a_folder_can_be_summed_up(capsys, many):
    folder, jobs = many
    status, out = run(capsys, "bounce", str(folder), "--summary", "--json", *jobs)
    report = json.loads(out)
    assert status == 1
    assert {fact["name"]: fact["value"] for fact in report["facts"]} == {
        "result": "summary",
        "inputs": 900,
        "bounces": 810,
        "recipients": 810,
        "failed": 810,
        "delayed": 0,
    }
    answers, others = report["tables"]
    assert answers["rows"] == [
        {"name": "5.1.1", "values": [810, "failed", "unknown-recipient", "other-provider", "fix-address"]}
    ]
    assert others["rows"] == [{"name": "bounce.not-a-bounce", "values": [90]}]
    assert report["tree"][0]["values"] == {"reason": "unknown-recipient", "recipients": 810}


def test_the_summary_is_said_in_the_language_asked_for(capsys, many):
    out = run(capsys, "bounce", str(many[0]), "--summary", "--lang", "de", *many[1])[1]
    assert "810 Empfänger nicht erreicht: 810 endgültig abgelehnt, 0 verzögert" in out
    assert "| `5.1.1` | 810 | endgültig abgelehnt | Adresse unbekannt |" in out


def test_a_large_batch_keeps_its_order(capsys, tmp_path, many):
    batch = tmp_path / "batch.jsonl"
    batch.write_text("".join(json.dumps({"id": n, "inputs": {"bounce": BOUNCE.format(n)}}) + "\n" for n in range(900)))
    status, out = run(capsys, "bounce", "--batch", str(batch), *many[1])
    assert status == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == list(range(900))


def test_a_progress_bar_is_drawn_on_a_terminal_alone(capsys, monkeypatch, many):
    main(("bounce", str(many[0]), *many[1]))
    assert not capsys.readouterr().err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    main(("bounce", str(many[0]), *many[1]))
    assert "900/900" in capsys.readouterr().err


def test_a_check_of_a_domain_takes_it_as_it_is_typed(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "example.com").mkdir()  # a folder of that name is not meant
    (tmp_path / "zone.json").write_text(json.dumps({"example.com": {"MX": ["0 ."], "TXT": ["v=spf1 -all"]}}))
    report = json.loads(run(capsys, "domain", "example.com", "--zone", "zone.json", "--json")[1])
    assert {"name": "domain", "value": "example.com", "span": None} in report["facts"]
    assert not report["needs"]


def test_a_list_of_domains_gives_a_line_a_domain(capsys, tmp_path):
    listed, zone = tmp_path / "domains.txt", tmp_path / "zone.json"
    listed.write_text("# first\nexample.com\n\n  example.org\nnot a domain\n")
    zone.write_text(json.dumps({"example.com": {"TXT": [GOOD]}, "example.org": {"TXT": [BROKEN]}}))
    status, out = run(capsys, "spf", "--domains", str(listed), "--zone", str(zone))
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 2  # for the last line
    assert [(line["id"], line["verdict"]) for line in lines[:2]] == [("example.com", "good"), ("example.org", "blocks")]
    assert [found["code"] for found in lines[2]["findings"]] == ["spf.domain-unusable"]


def test_a_redacted_report_tells_nobody_whom_it_is_about(capsys):
    refusal = "550 5.7.606 Access denied, banned sending IP [203.0.113.7] for anna@example.com"
    for form in ((), ("--json",)):
        status, said = run(capsys, "bounce", "--bounce", refusal, "--redacted", *form)
        assert status == 1
        assert "203.0.113.7" not in said
        assert "example.com" not in said
        assert "5.7.606" in said


def test_many_inputs_are_not_redacted_and_that_is_said(capsys, tmp_path):
    (tmp_path / "one.txt").write_text(GOOD)
    (tmp_path / "batch.jsonl").write_text("{}\n")
    for what in ((str(tmp_path),), ("--batch", str(tmp_path / "batch.jsonl"))):
        assert run(capsys, "spf", "--redacted", *what) == (2, "")
