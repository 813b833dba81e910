"""The list of a release: what it holds, what it leaves out, and that it is the same for the same site."""

import json
from hashlib import sha256

import pytest

from tests.offline.host import small_site
from tools.offline.files import needed
from tools.offline.write import write

MADE = ("sw.js", "offline.json", "release.json")


@pytest.fixture
def site(tmp_path):
    return small_site(tmp_path / "site", "1")


def listed(site):
    return json.loads((site / "offline.json").read_text("utf-8"))


def worker(site):
    return (site / "sw.js").read_text("utf-8")


def test_the_worker_names_the_list_and_the_list_every_file(site):
    name = sha256((site / "offline.json").read_bytes()).hexdigest()
    assert worker(site).startswith(f'const RELEASE = "{name}";\n')
    assert json.loads((site / "release.json").read_text())["release"] == name
    files = listed(site)["files"]
    assert "de/index.html" in files
    for path, (size, digest) in files.items():
        content = (site / path).read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (size, digest)
    assert listed(site)["bytes"] == sum(size for size, _ in files.values())
    assert 0 < listed(site)["packed"] < listed(site)["bytes"]


def test_twice_the_same_bytes(site):
    before = [(site / name).read_bytes() for name in MADE]
    write(site)
    assert [(site / name).read_bytes() for name in MADE] == before


@pytest.mark.parametrize("path", ["index.html", "assets/runtime/runtime.json", "_headers"])
def test_whatever_changes_makes_another_release(site, path):
    before = worker(site)
    (site / path).write_text("{}")
    write(site)
    assert worker(site) != before


def test_what_only_hosts_and_developers_read_is_left_out(site):
    for path in ("a.js.map", "sitemap.xml", "sitemap.xml.gz", "index.html.br", ".nojekyll", "de/.hidden"):
        (site / path).touch()
    assert needed(site) == sorted(listed(site)["files"])


@pytest.mark.parametrize(
    ("languages", "expected"),
    [(["en"], []), (["de"], ["lunr.de.min.js", "lunr.stemmer.support.min.js"])],
)
def test_of_the_stemmers_those_of_our_languages(site, languages, expected):
    folder = site / "assets/javascripts/lunr/min"
    folder.mkdir(parents=True)
    for name in ("de", "fr", "multi", "stemmer.support"):
        (folder / f"lunr.{name}.min.js").touch()
    (site / "search").mkdir()
    (site / "search/search_index.json").write_text(json.dumps({"config": {"lang": languages}}))
    assert [path.rpartition("/")[2] for path in needed(site) if "lunr" in path] == expected


def test_a_site_is_whole_without_the_built_ones_own_files(site):
    assert not set(MADE) & set(listed(site)["files"])
