"""What the page for translators says is so: its commands, its states, its samples."""

import re

import pytest

from tests.conftest import ROOT
from tools.l10n.difference import said
from tools.l10n.show import table
from tools.l10n.state import CatalogueState, PageState
from tools.strings import COMPLETE, State

pytestmark = pytest.mark.parametrize("language", COMPLETE)
FOUND = PageState("de", "authentication/spf.md", State.STALE, changed=("lookups",), new=("macros",))


def text(language):
    return (ROOT / "docs" / language / "translate.md").read_text("utf-8")


def test_every_command_is_one(language):
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = re.findall(r"(?:`|^ *)(?:[A-Z_]+=\S+ )?make ([a-z0-9-]+)", text(language), re.MULTILINE)
    assert set(named) <= targets
    assert {f"l10n{end}" for end in ("", "-diff", "-start", "-stamp", "-check")} <= set(named)


def test_every_state_is_explained(language):
    explained = re.findall(r"^\| ([a-z ]+) \|", text(language).partition("{ #update }")[0], re.MULTILINE)
    assert set(explained) == {state.value for state in State}


def test_the_samples_are_what_the_tool_says(language):
    counts = {State.CURRENT: 112, State.STALE: 2}
    lines = table([FOUND], [CatalogueState("de", "site.po", State.STALE, counts)]).splitlines()
    sample = text(language)
    assert all(line.split("  ")[0] in sample and line.split("  ")[-1].strip() in sample for line in lines[:2])
    assert said(PageState("de", "a.md", State.STALE, changed=("lookups",))) in sample
