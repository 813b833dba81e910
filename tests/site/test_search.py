import json

import pytest

from tools.site import search

pytestmark = pytest.mark.xdist_group("site")


def test_a_language_finds_only_its_own_pages(site, html):
    for folder, language in (("", "en"), ("de/", "de")):
        index = json.loads((site / folder / search.INDEX).read_text("utf-8"))
        assert index["config"]["lang"] == [language]
        found = {entry["location"].partition("#")[0] for entry in index["docs"]}
        pages = {name for name in html if name != "404.html" and name.startswith("de/") == (language == "de")}
        assert found == {name.removeprefix(folder).removesuffix("index.html") for name in pages}


@pytest.mark.parametrize("name", ["index.html", "de/index.html", "codes/5-7-606/index.html", "de/bounce/index.html"])
def test_the_search_begins_at_the_root_of_its_language(html, name):
    config = html[name].text.partition('id="__config"')[2].partition(">")[2].partition("</script>")[0]
    depth = name.removeprefix("de/").count("/")
    assert json.loads(config)["base"] == ("../" * depth or "./")


def test_an_index_is_split_by_folder(tmp_path):
    docs = [{"location": place} for place in ("", "a/#x", "de/", "de/a/#x", "desk/")]
    (tmp_path / "search").mkdir()
    (tmp_path / search.INDEX).write_text(json.dumps({"config": {"lang": ["en", "de"]}, "docs": docs}))
    search.split(tmp_path, {"en": "", "de": "de/"})
    read = {name: json.loads((tmp_path / name / search.INDEX).read_text()) for name in ("", "de")}
    assert [entry["location"] for entry in read[""]["docs"]] == ["", "a/#x", "desk/"]
    assert [entry["location"] for entry in read["de"]["docs"]] == ["", "a/#x"]
