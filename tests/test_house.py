"""The rules of the house that a machine can hold."""

import ast
import os
import re
import statistics

import pytest

from tests.conftest import ROOT

CODE = [
    path
    for folder, pattern in (("checkers", "*.py"), ("tools", "*.py"), ("overrides", "*.py"), ("overrides", "*.js"))
    for path in sorted((ROOT / folder).rglob(pattern))
]
STYLES = sorted((ROOT / "overrides").rglob("*.css"))
DOORS = {"__main__.py", "browser.py", "cli"}  # files and folders that may read, write and wait
CORE = [path for path in sorted((ROOT / "checkers").rglob("*.py")) if not DOORS & {*path.relative_to(ROOT).parts}]
OUTSIDE = {
    "socket",
    "urllib",
    "http",
    "requests",
    "asyncio",
    "threading",
    "subprocess",
    "os",
    "pathlib",
    "time",
    "js",
    "pyodide",
}
PURE = {"urllib.parse"}  # text in, text out


def lines(path):
    return len(path.read_text("utf-8").splitlines())


def test_rooms_are_small():
    assert not [f"{path}: {lines(path)}" for path in CODE + STYLES if lines(path) > 300]
    assert statistics.median(lines(path) for path in CODE) < 120


def test_the_core_does_no_io_and_reads_no_clock():
    found = []
    for path in CORE:
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            outside = [name for name in names if name.partition(".")[0] in OUTSIDE and name not in PURE]
            found += [f"{path.name}: {name}" for name in outside]
        found += [f"{path.name}: {call}" for call in re.findall(r"(?<!def )\b(?:open|input)\(|\.now\(|\.today\(", text)]
    assert not found


def test_the_core_knows_no_language_and_words_know_no_check():
    for path in CORE:
        if "words" not in path.parts:
            assert "checkers.words" not in path.read_text("utf-8"), path
        else:
            assert not re.search(r"checkers\.(spf|bounce|auto)\b", path.read_text("utf-8")), path


def test_scripts_hold_no_markup_and_load_nothing_from_elsewhere():
    for path in (ROOT / "overrides" / "assets" / "shell").glob("*.js"):
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")  # a namespace, never an address
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), (
            path
        )
        assert not re.search(r"""["'`](?:https?:)?//[a-z]""", text), path


def test_lock_files_name_no_registry():
    assert "://" not in (ROOT / "requirements.lock").read_text("utf-8")
    for lock in (ROOT / "package-lock.json", ROOT / "tools" / "audit" / "package-lock.json"):
        assert "resolved" not in lock.read_text("utf-8")


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="one process runs all tests")
@pytest.mark.xdist_group("house")
def test_a_group_of_tests_stays_in_one_process(request):
    """Its name is part of the test's then; without it every process builds everything, in the same places."""
    assert request.node.nodeid.endswith("@house")
