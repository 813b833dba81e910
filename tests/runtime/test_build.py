import hashlib
import json
import re
import zipfile

import pytest

from tools.runtime.build import ROOT, build

pytestmark = [pytest.mark.pyodide, pytest.mark.xdist_group("runtime")]


def manifest(out):
    return json.loads((out / "runtime.json").read_text("utf-8"))


def folder(out):
    return out / manifest(out)["folder"]


def test_two_builds_are_equal_and_a_third_is_not_made(tmp_path):
    outs = [tmp_path / name / "out" for name in "ab"]
    for out in outs:
        assert build(out, out.parent / "cache")
    assert manifest(outs[0]) == manifest(outs[1])
    assert not build(outs[1], outs[1].parent / "cache")


def test_manifest_describes_the_folder(built):
    files = manifest(built)["files"]
    assert sorted(files) == sorted(path.name for path in folder(built).iterdir())
    for name, entry in files.items():
        data = (folder(built) / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"]), name


def test_lock_names_the_wheels(built):
    content = manifest(built)
    packages = content["lock"]["packages"].values()
    names = {package["name"] for package in packages}
    assert names >= {"postlotse", "idna", "ecdsa", "publicsuffixlist", "python-oxmsg"}
    for package in packages:
        assert content["files"][package["file_name"]]["sha256"] == package["sha256"]


def test_wheel_has_bytecode_words_and_facts_and_no_source(built):
    [wheel] = folder(built).glob("postlotse-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "checkers/browser.pyc" in names
    assert "checkers/locale/de.json" in names
    assert any(name.startswith("checkers/data/findings/") for name in names)
    assert not [name for name in names if name.endswith((".py", ".po"))]


def test_nothing_of_this_machine_is_in_the_build(built):
    for path in folder(built).iterdir():
        assert str(ROOT).encode() not in path.read_bytes(), path.name


def test_npm_lock_names_no_registry():
    assert not re.search(r"https?://", (ROOT / "package-lock.json").read_text("utf-8"))
