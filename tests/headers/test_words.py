"""Every field and every value of the facts has words in every language, and the pages say the same words."""

import re

import pytest

from checkers.headers.relay import FORWARDED, LIST
from checkers.headers.traced import STATUSES
from checkers.headers.vocabulary import OPEN, stamps, vocabularies
from checkers.registry import claims, codes, source
from checkers.words import catalogue, languages
from tests.conftest import ROOT
from tests.loader import load

VALUES = [(known, value) for known in vocabularies().values() for value in known.values.values()]
SAVED = {"headers.outlook-no-headers"}  # tried in test_saved.py: a case holds no file
PAGES = ("index", "scl-bcl", "compauth", "filters-order")
# Fields whose values are names and numbers, or stand on no page one by one.
ON_PAGES = set(vocabularies()) - {"received-spf", "arc-result", "sid", "from-entity", "auth-as", "oda", "arc", "ptr"}


def test_every_code_has_a_case():
    tried = {code for case in load() for code in case.get("codes", ())}
    assert not {code for code in codes() if code.startswith("headers.")} - tried - SAVED


def test_no_value_got_lost():
    """The sources list 174 values; without them the tests below would hold for nothing."""
    assert len(VALUES) >= 174
    assert all(
        known.values for known in vocabularies().values() if known.id in {"cat", "sfv", "scl", "reason", "action"}
    )


def escaped(sentence):
    return sentence.replace("|", "\\|")


@pytest.mark.parametrize("language", languages())
def test_every_value_has_a_meaning_and_every_recommendation_words(language):
    words = catalogue(language).words
    keys = {f"value/meaning/{value.key}" for _, value in VALUES}
    keys |= {f"value/meaning/{known.id}/{OPEN}" for known in vocabularies().values() if not known.closed}
    keys |= {f"value/advice/{value.key}" for _, value in VALUES if value.do}
    keys |= {f"value/meaning/trace/{status}" for status in STATUSES}
    keys |= {f"headline/trace-{status.lower()}" for status in STATUSES}
    keys |= {f"value/meaning/stamp/{name}" for name in stamps()} | {f"fact/headers/{name}" for name in stamps()}
    assert not keys - words.keys()


@pytest.mark.parametrize("language", languages())
def test_nothing_is_worded_that_is_no_value(language):
    words = catalogue(language).words
    known = {value.key for _, value in VALUES} | {f"{name}/{OPEN}" for name in vocabularies()}
    known |= {f"trace/{status}" for status in STATUSES}
    known |= {f"stamp/{name}" for name in stamps()} | {"unknown", "empty", "registered", "gateway", LIST, FORWARDED}
    said = {key.split("/", 2)[2] for key in words if re.match(r"value/(?:meaning|advice)/", key)}
    assert not said - known


def test_every_source_is_known():
    for known, value in VALUES:
        for name in (*known.because, *value.because):
            assert source(name)["url"], name
        if value.status == "documented" and not known.because:
            assert known.id in {"sid", "ruleid", "ara"}, known.id
    assert claims()["MS-SCL"]["date"]


@pytest.mark.parametrize("language", languages())
def test_pages_say_the_meaning_of_every_value(language):
    words = catalogue(language).words
    text = "\n".join((ROOT / "docs" / language / "headers" / f"{page}.md").read_text("utf-8") for page in PAGES)
    missing = []
    for known, value in VALUES:
        if known.id in ON_PAGES and not value.key.endswith("/empty"):
            row = f"| `{value.key.partition('/')[2]}` | {escaped(words[f'value/meaning/{value.key}'])} |"
            missing += [] if row in text else [row]
    assert not missing


@pytest.mark.parametrize("language", languages())
def test_what_is_not_verified_is_said_to_be(language):
    words, mark = catalogue(language).words, {"en": "unverified", "de": "nicht überprüft"}[language]
    for _, value in VALUES:
        if value.status == "unverified" and value.key != "cat/NONE":
            assert mark in words[f"value/meaning/{value.key}"], value.key
