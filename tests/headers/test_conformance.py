"""Headers that others collected: what they read in them, and what nobody reads."""

import json

import pytest

from checkers import check
from checkers.headers.lines import Group, Piece
from checkers.headers.model import Field
from checkers.headers.results import read_results
from checkers.headers.values import value_of
from checkers.text.mapped import Mapped

RESULTS = {"authentication-results", "arc-authentication-results"}


def results(value):
    source = Mapped.of(value)
    return read_results(Field("", "", value_of(Group("", [Piece(0, len(value))], 0), source, 0)))


def shown(result):
    properties = {one.key: one.value for one in result.properties}
    return {"method": result.method, "result": result.value, "properties": properties}


def real(conformance):
    return json.loads((conformance / "headers" / "real-headers.json").read_text("utf-8"))["headers"]


def test_message_header_analyzer(conformance):
    for case in json.loads((conformance / "headers" / "mha-antispam.json").read_text("utf-8"))["cases"]:
        report = check("headers", {"headers": f"{case['header_name']}: {case['header']}"})
        for name, value in case["fields"].items():
            assert (report.fact(name.lower()) or "") == value, name
        [part] = report.parts
        rows = {name: values[0] for name, values in part.tables[0].rows}
        unknown = dict(pair.split(":", 1) for pair in case["unparsed"].split(";") if pair)
        known = {name: value for name, value in case["fields"].items() if value}
        assert rows | {name: value or "" for name, value in unknown.items()} | known == rows


def test_authres(conformance):
    for case in json.loads((conformance / "headers" / "authres-doctest.json").read_text("utf-8"))["cases"]:
        found = results(case["value"])
        for asserted in case["asserts"]:
            assert asked(found, asserted["path"]) == asserted["value"], asserted["path"]


def asked(found, path):
    """Return what authres shows at a path, from what we read."""
    if path == "authserv_id":
        return found.authserv_id
    number = int(path[len("results[")])
    result, rest = found.results[number], path.partition("].")[2]
    if not rest:
        reason = f' reason="{result.reason}"' if result.reason else ""
        return f"{result.method}={result.value}{reason}" + "".join(f" {p.key}={p.value}" for p in result.properties)
    if rest.startswith("properties["):
        return getattr(result.properties[int(rest[len("properties[")])], rest.rpartition(".")[2])
    if rest in {"method", "reason"}:
        return getattr(result, rest) or "None"
    if rest == "result":
        return result.value
    one = result.get(rest.replace("_", ".", 1))
    return one.value if one else "None"


def test_what_authres_reads_is_read_the_same(conformance):
    compared = 0
    for one in real(conformance):
        peer = one.get("authres_1_2_0_says", {})
        if "results" in peer and peer["results"] and one["file"] not in WITHOUT_SEMICOLON:
            found = results(one["value"])
            assert (found.authserv_id, list(map(shown, found.results))) == (peer["authserv_id"], peer["results"])
            compared += 1
    assert compared > 50


WITHOUT_SEMICOLON = {"lhost-postfix-78.eml"}  # two results in one; authres reads over the second


def test_two_results_without_a_semicolon_are_two(conformance):
    [one] = [one for one in real(conformance) if one["file"] in WITHOUT_SEMICOLON]
    assert [result.method for result in results(one["value"]).results] == ["dkim", "dkim"]


def test_every_microsoft_field_of_results_is_read(conformance):
    """None of them names its server; authres reads none."""
    microsoft = [one for one in real(conformance) if one["header"] in RESULTS and one["value"].startswith("spf=")]
    assert len(microsoft) > 10
    for one in microsoft:
        found = results(one["value"])
        assert found.microsoft
        assert not found.unread
        assert not found.authserv_id
        assert found.results[0].method == "spf"
        assert found.results[0].value in {"none", "pass"}
        assert {"smtp.mailfrom", "smtp.helo"} & {p.key for p in found.results[0].properties}
        assert [result.method for result in found.results] == [
            name for name in ("spf", "dkim", "dmarc", "compauth") if f"{name}=" in one["value"]
        ]


@pytest.mark.parametrize("header", ["received-spf", "x-forefront-antispam-report", "x-microsoft-antispam"])
def test_other_real_fields_are_read(conformance, header):
    for one in real(conformance):
        if one["header"] == header and one["value"] != "...":
            report = check("headers", {"headers": f"{header}: {one['value']}"})
            assert any(fact.name not in {"result", "actor", "route"} for fact in report.facts), one["value"]
