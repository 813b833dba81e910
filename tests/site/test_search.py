import json
import re

import pytest

from tools.site import search

GENERAL = r'[\s\-,:;!=\[\]()"„“/`]+|\.(?!\d)|&[lg]t;'  # as in mkdocs.yml
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
    docs = [{"location": place, "title": place, "text": ""} for place in ("", "a/#x", "de/", "de/a/#x", "desk/")]
    (tmp_path / "search").mkdir()
    config = {"lang": ["en", "de"], "separator": " "}
    (tmp_path / search.INDEX).write_text(json.dumps({"config": config, "docs": docs}))
    search.split(tmp_path, {"en": "", "de": "de/"})
    read = {name: json.loads((tmp_path / name / search.INDEX).read_text()) for name in ("", "de")}
    assert [entry["location"] for entry in read[""]["docs"]] == ["", "a/#x", "desk/"]
    assert [entry["location"] for entry in read["de"]["docs"]] == ["", "a/#x"]


def test_a_page_without_translation_is_found_in_its_own_language_alone(tmp_path):
    said = [("a/", "A", "x"), ("b/", "B", "y"), ("b/#same", "SPF", ""), ("de/a/", "A", "x"), ("de/b/", "Be", "y")]
    said += [("de/b/#same", "SPF", ""), ("de/c/", "A", "x")]
    docs = [{"location": place, "title": title, "text": text} for place, title, text in said]
    (tmp_path / "search").mkdir()
    (tmp_path / search.INDEX).write_text(json.dumps({"config": {"lang": ["en"], "separator": " "}, "docs": docs}))
    search.split(tmp_path, {"en": "", "de": "de/"})
    read = {name: json.loads((tmp_path / name / search.INDEX).read_text()) for name in ("", "de")}
    assert [entry["location"] for entry in read[""]["docs"]] == ["a/", "b/", "b/#same"]
    assert [entry["location"] for entry in read["de"]["docs"]] == ["b/", "b/#same", "c/"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Absenderrichtlinie", ["Absender", "richtlinie"]),
        ("absenderrichtlinien", ["absender", "richtlinien"]),
        ("Schlüsseleinträge", ["Schlüssel", "einträge"]),
        ("Unzustellbarkeitsnachricht", ["Unzustellbarkeits", "nachricht"]),
        ("Absenderadressliste", ["Absender", "adress", "liste"]),
        ("Zustellung", ["Zustellung"]),
        ("Einträge", ["Einträge"]),
        ("benachrichtigt", ["benachrichtigt"]),
        ("5.7.606", ["5.7.606"]),
        ("5.7.606,", ["5.7.606", ""]),
    ],
)
def test_a_german_compound_comes_apart_and_a_code_does_not(word, parts):
    assert re.split(search.separator(GENERAL, "de"), word) == parts


def test_english_words_stay_whole():
    assert search.separator(GENERAL, "en") == GENERAL


def test_an_entry_has_the_other_forms_of_its_nouns_out_of_sight():
    docs = [
        {"location": "a", "title": "Der Eintrag", "text": "<p>Er gilt für die Zustellung.</p>"},
        {"location": "b", "title": "Zwei Einträge", "text": "<p>Sie gelten. <code>v=spf1</code></p>"},
    ]
    one, two = search.with_forms(docs, GENERAL, "de")
    assert one["text"] == f"{docs[0]['text']}<p hidden>einträge</p>"
    assert two["text"] == f"{docs[1]['text']}<p hidden>eintrag</p>"
    assert search.with_forms(docs, GENERAL, "en") == docs


def test_every_german_section_is_found_by_the_plural_too(site):
    docs = json.loads((site / "de" / search.INDEX).read_text("utf-8"))["docs"]
    said = {entry["location"]: f"{entry['title']} {entry['text']}" for entry in docs}
    singular = {place: text for place, text in said.items() if re.search(r"\bEintrag\b", text)}
    assert singular
    assert [place for place, text in singular.items() if not re.search("einträge", text, re.IGNORECASE)] == []
