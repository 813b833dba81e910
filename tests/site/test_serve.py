"""While the site is served, a change of pages builds these and what depends on them, and nothing else is other."""

import json
import shutil

from tools.pages import DOCS
from tools.site import build, partly, serve
from tools.site.search import INDEX
from tools.strings import ROOT

SPF = DOCS / "en" / "authentication" / "spf.md"
WANTED = {"de/bounce.md", "en/authentication/spf.md"}


def prints(**other):
    return {ROOT / "mkdocs.yml": "1", SPF: "1", DOCS / "de" / "bounce.md": "1"} | other


def test_pages_alone_are_built_where_only_pages_changed():
    before = prints()
    assert serve.only_pages(before, before | {SPF: "2"}) == {"en/authentication/spf.md"}
    assert serve.only_pages(before, before | {ROOT / "mkdocs.yml": "2", SPF: "2"}) is None
    assert serve.only_pages(before, before | {DOCS / "en" / "new.md": "1"}) is None
    assert serve.only_pages(before, {SPF: "1"}) is None
    assert serve.only_pages({}, before) is None
    assert serve.only_pages(before, before) is None


def test_words_that_were_compiled_from_a_changed_page_do_not_count():
    compiled = ROOT / "checkers" / "locale" / "de.codes.json"
    before = prints() | {compiled: "1"}
    assert serve.only_pages(before, before | {SPF: "2", compiled: "2"}) == {"en/authentication/spf.md"}


def test_what_depends_on_a_page_is_built_with_it():
    state = {f"{language}/reference/translations.md" for language in ("de", "en")}
    assert partly.concerned({"de/bounce.md"}) == {"de/bounce.md"} | state
    assert partly.concerned({"en/bounce.md"}) == {"en/bounce.md", "de/bounce.md"} | state
    lists = {f"{language}/codes/index.md" for language in ("de", "en")}
    assert partly.concerned({"de/codes/s3150.md"}) == {"de/codes/s3150.md"} | state | lists


def test_an_index_takes_the_new_entries_of_a_page_for_the_old():
    old = {"config": {}, "docs": [{"location": place} for place in ("a/", "a/#one", "a/b/", "b/")]}
    new = {"docs": [{"location": "a/"}, {"location": "a/#two"}]}
    found = partly.renewed(old, new)
    assert [entry["location"] for entry in found["docs"]] == ["a/b/", "b/", "a/", "a/#two"]
    assert found["config"] == {}


def test_a_build_of_some_pages_leaves_the_site_as_a_whole_build_makes_it(site, tmp_path):
    target = tmp_path / "site"
    shutil.copytree(site, target)
    for name in ("de/bounce", "authentication/spf"):
        (target / name / "index.html").write_text("old", "utf-8")
    config = build.configuration(target, strict=False)
    config.plugins.on_startup(command="serve", dirty=False)
    partly.build(config, WANTED)
    files = {path.relative_to(site) for path in site.rglob("*") if path.is_file()}
    assert files == {path.relative_to(target) for path in target.rglob("*") if path.is_file()}
    indexes = {INDEX, "de" / INDEX}
    other = {name for name in files - indexes if (site / name).read_bytes() != (target / name).read_bytes()}
    assert {name for name in other if name.suffix != ".gz"} == set()
    for name in indexes:
        assert places(target / name) == places(site / name)


def places(path):
    return sorted(entry["location"] for entry in json.loads(path.read_text("utf-8"))["docs"])
