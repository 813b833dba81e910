"""What the pages of the repository itself say of it: folders, files, commands and links that are there."""

import re
import tomllib
from importlib.util import find_spec

import pytest

from checkers.bounce.catalogue import Reason, Route, rows
from checkers.registry import claims
from checkers.report import Actor
from checkers.tables import tables
from tests.conftest import ROOT

PAGES = {
    name: (ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md", "HOSTING.md", "SECURITY.md")
}
TARGETS = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
LINK = re.compile(r"(?P<picture>!?)\[(?P<label>[^\]]*)\]\((?!https?:|#|address\))(?P<path>[^)#]+)[^)]*\)")
FENCE = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LARGEST_PICTURE = 150_000  # bytes
every_page = pytest.mark.parametrize("name", PAGES)


def folders():
    """Return the folders that belong to the repository."""
    ignored = set(re.findall(r"^/?([\w.]+)/$", (ROOT / ".gitignore").read_text("utf-8"), re.MULTILINE))
    return {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."} - ignored


def code(text):
    """Return what stands in backticks, and the lines of blocks."""
    return [*CODE.findall(FENCE.sub("", text)), *(line for block in FENCE.findall(text) for line in block.splitlines())]


@every_page
def test_every_link_leads_to_a_file(name):
    assert not [link["path"] for link in LINK.finditer(PAGES[name]) if not (ROOT / link["path"]).exists()]


@every_page
def test_every_command_of_make_is_there(name):
    asked = {target for text in code(PAGES[name]) for target in re.findall(r"\bmake ([a-z][a-z0-9-]*)", text)}
    assert asked <= TARGETS


@every_page
def test_every_module_that_is_run_is_there(name):
    asked = set(re.findall(r"python -m ([a-z_.]+[a-z])", PAGES[name]))
    assert not [module for module in asked if find_spec(module) is None]


@every_page
def test_every_path_is_there(name):
    first = tuple(f"{folder}/" for folder in folders())
    paths = [text.rstrip("/") for text in code(PAGES[name]) if text.startswith(first) and not re.search(r"[ <{]", text)]
    made = (
        "checkers/locale/*.json",
        "docs/en/codes/5-7-999.md",
        "docs/de/codes/5-7-999.md",
    )  # by a command, by an example
    assert not [path for path in paths if path not in made and not list(ROOT.glob(path))]


def test_the_map_has_every_room():
    rooms = PAGES["README.md"].partition("## The rooms")[2].partition("\n## ")[0]
    first = re.findall(r"^\|([^|]+)", rooms, re.MULTILINE)
    assert {folder for cell in first for folder in re.findall(r"`([a-z]+)/", cell)} == folders()


def test_the_picture_says_what_it_shows_and_is_small():
    pictures = [link for link in LINK.finditer(PAGES["README.md"]) if link["picture"]]
    assert pictures
    assert all(len(one["label"]) > 20 for one in pictures)
    assert all((ROOT / one["path"]).stat().st_size < LARGEST_PICTURE for one in pictures)


def test_the_block_of_the_guide_is_one_that_the_checkers_read():
    text = re.search(r"```toml\n(.*?)```", PAGES["CONTRIBUTING.md"], re.DOTALL)[1]
    ((name, block),) = tomllib.loads(text).items()
    assert name not in {row.id for row in rows()}
    alike = [
        entry for table in tables("ndr") for entry in table.values() if "from" not in entry and "common" not in entry
    ]
    assert all(block.keys() == entry.keys() for entry in alike if "codes" in entry)
    assert {Reason(block["reason"]), Route(block["route"]), Actor(block["actor"])}
    assert set(block["claims"]) <= set(claims())


def test_the_walk_through_a_check_names_files_that_are_there():
    walk = PAGES["CONTRIBUTING.md"].partition("### One check")[2].partition("\n### ")[0]
    named = {text for text in code(walk) if re.fullmatch(r"[\w/*.-]+\.(py|js|toml|json)", text)}
    places = ("", "checkers", "checkers/spf", "overrides/assets/shell")
    assert len(named) > 12
    assert not [name for name in named if not any(list((ROOT / place).glob(name)) for place in places)]
