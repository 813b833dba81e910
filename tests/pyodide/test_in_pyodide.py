"""The same cases inside Pyodide under Node, restored from the snapshot and started the ordinary way."""

import json

import pytest

from checkers import check, to_json
from checkers.checks import checks
from tests.loader import differences, load

pytestmark = [pytest.mark.pyodide, pytest.mark.xdist_group("pyodide")]


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_case(pyodide, language):
    wrong = {}
    for case in load():
        request = {"check": case["check"], "inputs": case["inputs"], "lang": language}
        if "zone" in case:
            request["zone"] = case["zone"]
        result = pyodide.run(request)
        text = case["inputs"].get(checks()[case["check"]].main, "")
        if said := differences(case, result["report"], text):
            wrong[case["id"]] = said
        assert result["view"]["title"], case["id"]
    assert not wrong
    # The words of a language, and what only a name that is not ASCII needs; nothing else, whatever is checked.
    assert {name.partition("-")[0] for name in pyodide.fetched} <= {"words", "idna"}


def test_real_bounces_are_read_as_in_cpython(pyodide, conformance):
    for path in sorted((conformance / "bounces").rglob("*.eml"))[::10]:
        content = path.read_bytes()
        here = json.loads(json.dumps(to_json(check("bounce", {"bounce": content}))))
        assert pyodide.run({"check": "bounce", "inputs": {}, "lang": "de"}, content)["report"] == here, path.name
