"""The examples of the widgets: each leads to a file that there is, and shows what its name says."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from checkers import check
from checkers.checks import checks
from tests.site import blocks
from tools.pages import DOCS
from tools.strings import SOURCE, languages

FOLDER = DOCS / "assets" / "examples"
SHOWN = tomllib.loads(Path(__file__).with_name("examples.toml").read_text("utf-8"))
LINK = re.compile(r"^- \[[^\]]+\]\((?:\.\./)+assets/examples/([\w.-]+)\)\{ \.pl-example \}$", re.MULTILINE)
WIDGET = re.compile(r'class="pl-widget" data-check="([a-z-]+)"')


def linked(language):
    """Return the check and the file of every example of a language, page by page."""
    for page in blocks.names():
        text = blocks.text(language, page)
        for name in LINK.findall(text):
            yield page, WIDGET.search(text)[1], name


def inputs(name, path):
    """Return what an example puts into the form of a check."""
    text = path.read_text("utf-8")
    if path.suffix == ".txt":
        return {checks()[name].main: text}
    given = json.loads(text)
    return {field: value if isinstance(value, str) else "\n".join(value) for field, value in given.items()}


@pytest.mark.parametrize("language", languages())
def test_every_language_offers_the_same_examples(language):
    assert list(linked(language)) == list(linked(SOURCE))


def test_every_example_is_offered_and_exists():
    assert {name for *_, name in linked(SOURCE)} == {path.name for path in FOLDER.iterdir()}


@pytest.mark.parametrize(("page", "name", "file"), list(linked(SOURCE)))
def test_an_example_fits_the_form_of_its_page(page, name, file):
    given = inputs(name, FOLDER / file)
    assert given
    assert set(given) <= set(checks()[name].inputs), page
    for field in checks()[name].fields:
        assert not field.choices or given.get(field.name, field.choices[0]) in field.choices
    report = check(name, given)
    assert report.facts or report.parts, page


def test_every_example_with_several_fields_is_held_to_what_it_shows():
    assert SHOWN.keys() == {path.stem for path in FOLDER.glob("*.json")}


@pytest.mark.parametrize("name", SHOWN)
def test_an_example_shows_what_its_name_says(name):
    shown = SHOWN[name]
    report = check(shown["check"], inputs(shown["check"], FOLDER / f"{name}.json"))
    assert {fact: report.fact(fact) for fact in shown["facts"]} == shown["facts"]
    assert {finding.code for finding in report.findings} >= set(shown["codes"])
