"""The archive, its checksums and the bill of materials."""

import hashlib
import json
import tarfile

import pytest

from tests.hosting.conftest import PAGE
from tools.hosting.policies import site_policy
from tools.hosting.release import release
from tools.hosting.sbom import sbom
from tools.strings import ROOT


def test_twice_the_same_bytes_and_the_name_tells_the_content(small, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    once, again = release(ROOT, small, tmp_path / "one"), release(ROOT, small, tmp_path / "two")
    assert [path.name for path in once] == [path.name for path in again]
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]
    (small / "index.html").write_text(PAGE.format("'none'"))
    assert release(ROOT, small, tmp_path / "three")[0].name != once[0].name


def test_the_checksums_are_those_of_the_files(small, tmp_path):
    *written, sums = release(ROOT, small, tmp_path / "dist")
    stated = dict(line.split("  ")[::-1] for line in sums.read_text().splitlines())
    assert stated == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in written}


def test_the_archive_holds_the_site_and_packed_copies(small, tmp_path):
    archive = release(ROOT, small, tmp_path / "dist")[0]
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    assert {"index.html", "index.html.br", "index.html.gz", "404.html", "_headers", ".nojekyll"} <= names
    assert "404.html.gz" not in names  # too small to be worth it


def test_its_configurations_serve_the_folder_that_the_archive_unpacks_to(small, tmp_path):
    archive, *written = release(ROOT, small, tmp_path / "dist")
    folder = f"/srv/releases/{archive.name.removesuffix('.tar.gz')}"
    texts = {path.name: path.read_text("utf-8") for path in written}
    assert f"root {folder};" in texts["nginx.conf"]
    assert f"root * {folder}\n" in texts["Caddyfile"]


def test_the_bill_names_what_runs_in_the_browser(small):
    bill = json.loads(sbom(ROOT, small))
    parts = {part["name"]: part for part in bill["components"]}
    assert bill["specVersion"] == "1.6"
    assert {"pyodide", "cpython", "idna", "mkdocs-material"} <= set(parts)
    assert all(part.get("licenses") for part in parts.values() if part["type"] != "file")
    file = parts["assets/runtime/0123456789abcdef/pyodide.mjs"]
    assert file["hashes"][0]["content"] == hashlib.sha256(b"export const one = 1;").hexdigest()


def test_the_hosts_policy_allows_what_any_page_allows(small):
    policy = dict(directive.split(" ", 1) for directive in site_policy(small).split("; "))
    assert policy["script-src"] == "'sha256-two' 'sha256-one'"
    assert policy["frame-ancestors"] == "'none'"


def test_a_page_without_a_policy_stops_the_release(small):
    (small / "bare.html").write_text("<p>")
    with pytest.raises(ValueError, match=r"bare\.html"):
        site_policy(small)
