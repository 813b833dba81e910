"""Every line of the threat model has a test, and every test of security belongs to a line."""

import ast
import re
from pathlib import Path

from tests.security.stage import ROOT

HERE = Path(__file__).parent
NAMED = re.compile(r"`(test_\w+\.py)::(test_\w+)`")
ABOUT_TESTS = {"test_pasted.py::test_every_widget_is_tried"}


def lines():
    table = (ROOT / "SECURITY.md").read_text("utf-8").partition("each with its tests")[2].partition("\n## ")[0]
    return [line for line in table.splitlines() if line.startswith("| ") and not line.startswith(("| Threat", "| ---"))]


def test_every_line_has_a_test():
    assert len(lines()) > 20
    assert [line for line in lines() if not NAMED.search(line)] == []


def test_every_test_is_in_a_line_and_there():
    named = {f"{file}::{test}" for line in lines() for file, test in NAMED.findall(line)}
    there = {
        f"{path.name}::{node.name}"
        for path in HERE.glob("test_*.py")
        if path.name != Path(__file__).name
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    assert named == there - ABOUT_TESTS
