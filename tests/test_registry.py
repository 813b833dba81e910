"""Nothing is said that is not registered, worded and explained; nothing is registered that is never said."""

import re
from pathlib import Path

import pytest

from checkers.registry import claims, codes, source
from checkers.report import Severity
from checkers.words import catalogue
from tests.conftest import ROOT
from tests.loader import load
from tools.strings import languages, problems

_SAID = re.compile(r'"([a-z-]+\.[a-z0-9-]+)"')
PYTHON = [path for path in (ROOT / "checkers").rglob("*.py") if path.name != "registry.py"]


def said_in_code():
    return {code for path in PYTHON for code in _SAID.findall(path.read_text("utf-8"))}


def test_every_registered_code_is_said_somewhere():
    assert codes().keys() <= said_in_code()


def test_every_code_said_is_registered():
    rooms = {code.partition(".")[0] for code in codes()}
    unknown = {code for code in said_in_code() if code.partition(".")[0] in rooms} - codes().keys()
    assert not {code for code in unknown if not code.endswith((".py", ".toml", ".com", ".org"))}


@pytest.mark.parametrize("language", languages())
def test_every_code_has_words(language):
    words = catalogue(language).words
    assert not [code for code in codes() if code not in words]


@pytest.mark.parametrize("language", languages())
def test_catalogue_is_complete(language):
    assert not problems(language)


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_has_a_label_and_a_verdict(severity):
    assert {f"severity/{severity}", f"verdict/{severity}"} <= catalogue("en").words.keys()


def test_every_reference_can_be_followed():
    for code in codes().values():
        for name in code.because:
            assert source(name)["url"].startswith("https://")


def test_every_claim_says_where_it_comes_from_and_how_sure_it_is():
    for name, claim in claims().items():
        assert claim["title"], name
        assert claim["url"].startswith("https://"), name
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(claim["read"])), name
        assert claim["status"] in {"documented", "observed", "disputed", "unverified"}, name


@pytest.mark.parametrize("language", languages())
def test_every_page_that_explains_a_code_has_its_section(language):
    missing = []
    for code, known in codes().items():
        name, _, anchor = known.page.partition("#")
        page = ROOT / "docs" / language / name
        if not page.exists() or not has_anchor(page, anchor):
            missing.append(f"{code}: {known.page}")
    assert not missing


def has_anchor(page: Path, anchor: str) -> bool:
    return not anchor or f"#{anchor} }}" in page.read_text("utf-8")


@pytest.mark.parametrize(
    "room", ["spf", "bounce", "auto", "dmarc", "record", "mta-sts", "tls-rpt", "bimi", "dkim", "domain"]
)
def test_every_code_of_a_room_has_a_case(room):
    tried = {code for case in load() for code in case.get("codes", ())}
    assert not {code for code in codes() if code.startswith(f"{room}.")} - tried
