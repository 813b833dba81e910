"""The pictures of the guide: complete in every language, readable by machine, and no text beyond its box."""

import json
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from checkers.words.catalogue import sentences
from tests.conftest import ROOT
from tests.site.said import words
from tools import pictures, strings
from tools.pages import DOCS
from tools.pictures import model
from tools.pictures.widths import BODY, CODE, HEAD, STYLES, width, wrapped
from tools.strings import entries, languages

SVG = "{http://www.w3.org/2000/svg}"
NAMES = pictures.names()
ON = {
    "alignment": "authentication/alignment.md",
    "arc": "headers/arc.md",
    "channel": "help/channels.md",
    "delisting": "help/delist.md",
    "filter-order": "headers/filters-order.md",
    "mail-path": "message.md",
}
SHARED = {"picture/in-words", "picture/onward", "picture/yes", "picture/no"}
STYLE_SHEET = (ROOT / "overrides" / "assets" / "css" / "pictures.css").read_text("utf-8")


def longer(text):
    """Return what a language with long words would say."""
    return " ".join(word + word[: len(word) // 2] for word in text.split())


SAID = {language: pictures.words(language) for language in languages()}
SAID["long"] = {key: text if key in SHARED else longer(text) for key, text in SAID["de"].items()}
EVERY = [(name, language) for name in NAMES for language in SAID]


def drawings(name, language):
    """Return both drawings of a picture; raises ParseError unless the whole figure is well-formed."""
    figure = ET.fromstring(pictures.drawn(name, SAID[language]).replace("&shy;", ""))
    return figure, figure.findall(f".//{SVG}svg")


def keys(name):
    """Return the keys of what a picture says in its boxes and on its ways, in the order of reading."""
    picture = model.read(name)
    steps = picture.steps if isinstance(picture, model.Flow) else ()
    ways = [key for step in steps for key in (step.to_aside, step.onward) if key]
    boxes = [f"picture/{name}/{box.name}" for box in picture.boxes()]
    return [*boxes, *(f"{key}/more" for key in boxes if f"{key}/more" in SAID["en"]), *ways]


def numbers(mark, *attributes):
    return [float(mark.get(attribute)) for attribute in attributes]


def span(text):
    """Return where a text begins and ends, as wide as the widest usual typeface draws it."""
    style = STYLES[text.get("class").removeprefix("pl-")]
    (x,), wide = numbers(text, "x"), width(text.text, style)
    start = x - wide / 2 if text.get("text-anchor") == "middle" else x
    return start, start + wide


def frame(text, boxes):
    """Return the smallest box that a text begins in, None for one that stands on the paper."""
    x, y = numbers(text, "x", "y")
    around = [
        (w * h, left, left + w)
        for left, top, w, h in (numbers(box, "x", "y", "width", "height") for box in boxes)
        if left <= x <= left + w and top <= y <= top + h
    ]
    return min(around, default=None)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_picture_has_a_title_and_a_description_of_its_own(name, language):
    _, shapes = drawings(name, language)
    assert len(shapes) == 2
    ids = [part.get("id") for shape in shapes for part in shape if part.get("id")]
    assert len(ids) == len(set(ids)) == 4
    for shape in shapes:
        assert shape.get("role") == "img"
        title, description = shape.find(f"{SVG}title"), shape.find(f"{SVG}desc")
        assert shape.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
        assert title.text == SAID[language][f"picture/{name}/title"]
        assert description.text == SAID[language][f"picture/{name}/desc"]


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_word_stands_in_both_drawings_and_in_the_text_beside_them(name, language):
    figure, shapes = drawings(name, language)
    boxes = list(model.read(name).boxes())
    wanted = [SAID[language][key] for key in keys(name)] + [code for box in boxes for code in box.code]
    beside = " ".join("".join(figure.find("details").itertext()).split())
    for shape in shapes:
        drawn = re.sub(r"[-\s]", "", "".join(text.text for text in shape.iter(f"{SVG}text")))
        in_words = re.sub(r"[-\s:]", "", beside)
        for text in wanted:
            bare = re.sub(r"[-\s\u00ad]", "", text)
            assert bare in drawn, text
            assert bare.replace(":", "") in in_words, text


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_no_text_is_wider_than_its_box(name, language):
    for shape in drawings(name, language)[1]:
        _, _, whole, high = map(float, shape.get("viewBox").split())
        boxes = shape.findall(f"{SVG}rect")
        for text in shape.findall(f"{SVG}text"):
            start, end = span(text)
            around = frame(text, boxes)
            _, left, right = around or (0, 0, whole)
            assert left <= start, text.text
            assert end <= right, text.text
            assert 0 < numbers(text, "y")[0] < high
            if around is None:  # a way's name: it must not run into a box either
                y = numbers(text, "y")[0]
                for x, top, w, h in (numbers(box, "x", "y", "width", "height") for box in boxes):
                    assert end <= x or start >= x + w or y <= top or y - BODY.size >= top + h, text.text


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_no_box_lies_over_another_or_beyond_the_edge(name, language):
    for shape in drawings(name, language)[1]:
        _, _, whole, high = map(float, shape.get("viewBox").split())
        boxes = [
            numbers(box, "x", "y", "width", "height")
            for box in shape.findall(f"{SVG}rect")
            if box.get("class") != "pl-chip"
        ]
        for number, (x, y, w, h) in enumerate(boxes):
            assert x >= 0
            assert y >= 0
            assert x + w <= whole
            assert y + h <= high
            for x2, y2, w2, h2 in boxes[:number]:
                assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


@pytest.mark.parametrize("name", NAMES)
def test_colours_are_the_style_sheets_business(name):
    figure = pictures.drawn(name, SAID["en"])
    assert not re.search(r"\b(?:style|fill|stroke|color)=|<style|#[0-9a-f]{3,8}\b|\brgb\(", figure)


def test_the_style_sheet_takes_its_colours_from_the_house_or_the_system():
    assert not re.search(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", STYLE_SHEET)
    said = re.findall(r"(?:fill|stroke|color|background|--pl-drawn-\w+): ([^;]+);", STYLE_SHEET)
    assert len(said) > 20
    assert not [value for value in said if not re.fullmatch(r"var\(--pl-[a-z-]+\)|none|[A-Z]\w+", value)]
    assert "@media (forced-colors: active)" in STYLE_SHEET
    assert "@media print" in STYLE_SHEET


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_text_is_as_large_as_it_was_measured(style):
    assert f".pl-{style.name} {{" in STYLE_SHEET or style is BODY
    assert f"font-size: {style.size}px" in STYLE_SHEET


def test_every_kind_of_box_has_a_look():
    assert not [kind for kind in model.KINDS if kind != "step" and f".pl-{kind}" not in STYLE_SHEET]


def test_the_catalogue_holds_the_words_of_the_pictures_and_no_others():
    wanted = {key for name in NAMES for key in keys(name)} | SHARED
    wanted |= {f"picture/{name}/{part}" for name in NAMES for part in ("title", "desc")}
    said = {key for key, _ in entries("en", pictures.ROOM)}
    assert said - wanted <= {f"picture/{name}/note" for name in NAMES}
    assert wanted <= said


@pytest.mark.parametrize("language", languages())
def test_every_picture_is_on_its_page(language):
    assert list(ON) == NAMES
    for name, page in ON.items():
        text = (DOCS / language / page).read_text("utf-8")
        assert text.count(f"\n<!-- picture: {name} -->\n") == 1
        placed = pictures.placed(text, language)
        assert f'<figure class="pl-picture" id="picture-{name}"' in placed
        assert "<!-- picture" not in placed


def test_no_browser_has_to_carry_the_words_of_the_pictures():
    assert any(key.startswith(strings.DRAWN) for key in words("en"))
    assert not any(key.startswith(strings.DRAWN) for key in sentences(json.loads(strings.compile_language("en"))))


def test_a_picture_that_there_is_not_is_named():
    with pytest.raises(FileNotFoundError, match="no-such"):
        pictures.placed("<!-- picture: no-such -->\n", "en")


@pytest.mark.parametrize("style", [HEAD, BODY, CODE])
@pytest.mark.parametrize("limit", [40, 90, 300])
def test_a_line_is_never_wider_than_the_room(style, limit):
    text = "Nachrichtenablaufverfolgung From-Domain Massen\u00adsendungen ja/nein Ελληνικά 電子郵件 W" + 40 * "W"
    lines = wrapped(text, style, limit)
    assert max(width(line, style) for line in lines) <= limit
    assert re.sub(r"[-\s]", "", "".join(lines)) == re.sub(r"[-\s\u00ad]", "", text)


def test_a_line_ends_where_a_reader_expects_it():
    assert wrapped("one two", BODY, 500) == ["one two"]
    assert wrapped("From-Domain", BODY, 60) == ["From-", "Domain"]
    assert wrapped("Massen\u00adsendungen", BODY, 90) == ["Massen-", "sendungen"]
    assert wrapped("Massen\u00adsendungen", BODY, 500) == ["Massensendungen"]
    assert wrapped("", BODY, 500) == []
    with pytest.raises(ValueError, match="no text fits"):
        wrapped("a", BODY, 10)


def test_widths_grow_with_the_text():
    assert all(width("m" * a, BODY) < width("m" * b, BODY) for a, b in pairwise(range(5)))
    assert width("ä", BODY) == width("a", BODY)
    assert width("漢", BODY) == BODY.size
    assert width("a\u00adb", BODY) == width("ab", BODY)


def test_what_cannot_be_drawn_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(model, "_HERE", tmp_path)
    (tmp_path / "twice.toml").write_text('[[step]]\nname = "a"\n[[step]]\nname = "a"\n', "utf-8")
    (tmp_path / "kind.toml").write_text('[[step]]\nname = "a"\nkind = "blob"\n', "utf-8")
    (tmp_path / "jump.toml").write_text(
        '[[row]]\nbox = [{name = "a"}]\n[[row]]\nbox = [{name = "b"}]\n[leads-to]\nb = ["a"]\n', "utf-8"
    )
    for name, reason in (("twice", "twice"), ("kind", "kind"), ("jump", "next row")):
        with pytest.raises(ValueError, match=reason):
            model.read(name)
