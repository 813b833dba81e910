"""Everything that the requests say has words in every language, and a letter asks for the same in each."""

import re
from importlib.resources import files

import pytest

from checkers import check
from checkers.bounce.catalogue import Route
from checkers.checks import checks
from checkers.dns import zone_lookup
from checkers.inputs import Inputs
from checkers.registry import codes, source
from checkers.requests.dead import dead_channels
from checkers.requests.delist.steps import steps
from checkers.requests.letters import LANGUAGES, letter
from checkers.requests.support.path import Symptom, gathered, leads
from checkers.tables import table
from checkers.words import catalogue, languages, view
from tests.loader import load

ROOMS = ("delist", "abuse", "support")
CASES = [case for case in load() if case["check"] in ROOMS]
LETTERS = sorted(entry.name for entry in (files("checkers") / "data" / "letters").iterdir())


def sentences(nodes):
    for node in nodes:
        yield node["kind"], node["sentence"]
        yield from sentences(node["children"])


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_case_can_be_said(case, language):
    lookup = zone_lookup(case["zone"]) if "zone" in case else None
    report = check(case["check"], case["inputs"], lookup=lookup)
    shown = view(report, Inputs(case["inputs"], checks()[case["check"]].main), catalogue(language))
    assert not [kind for kind, sentence in sentences((shown["tree"] or {"nodes": []})["nodes"]) if not sentence]
    assert not [
        row for table in shown["tables"] if table["name"] == "evidence" for row in table["rows"] if row["label"]["code"]
    ]
    assert "{" not in shown["title"]


@pytest.mark.parametrize("language", languages())
def test_every_step_and_lead_has_its_sentence(language):
    words = catalogue(language).words
    every = [node for route in Route for node in steps(route, None)]
    kinds = {f"node/delist/{node.kind}" for step in every for node in (step, *step.children)}
    for symptom in Symptom:
        kinds |= {f"node/support/symptom-{symptom}", f"choice-of/support/symptom/{symptom}", f"value/symptom/{symptom}"}
        kinds |= {f"node/support/lead-{lead}" for lead in leads(symptom)} | {f"value/channel/{leads(symptom)[0]}"}
        kinds |= {f"node/support/gather-{name}" for name in gathered(symptom)}
    assert kinds <= words.keys()


def test_every_symptom_has_an_entry_and_every_route_is_a_lead():
    assert set(table("support")) == set(Symptom)
    assert set(leads(Symptom.BOUNCE)) == set(Route)


@pytest.mark.parametrize("room", [*ROOMS, "redact"])
def test_every_code_of_a_room_has_a_case(room):
    tried = {code for case in load() for code in case.get("codes", ())}
    assert not {code for code in codes() if code.startswith(f"{room}.")} - tried


def places(name):
    text = (files("checkers") / "data" / "letters" / name).read_text("utf-8")
    return set(re.findall(r"\{\??(\w+)", text))


@pytest.mark.parametrize("name", [name for name in LETTERS if name.endswith(".de.txt")])
def test_a_letter_takes_the_same_in_every_language(name):
    assert places(name) == places(name.replace(".de.", ".en."))


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_without_values_asks_for_what_it_needs(name):
    stem, language, _ = name.split(".")
    written = letter(stem, language, {})
    assert "{" not in written
    assert written.count(">>>") == written.count("<<<")
    assert language in LANGUAGES


def test_a_value_cannot_add_lines_or_control_characters():
    written = letter("delist-mail", "en", {"ip": "203.0.113.7\r\nBcc: x@example.com\x00\x1b", "code": "{ip}"})
    subject = written.splitlines()[1]
    assert subject == "Subject: Delist request for 203.0.113.7 Bcc: x@example.com: {ip}"
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", written)


def test_dead_channels_have_a_date_and_a_source():
    found = dead_channels("delist", "abuse", "false-positive")
    assert all(re.fullmatch(r"\d{4}-\d\d", since) for _, (since,) in found.rows)
    assert all(source(name)["url"].startswith("https://") for name in found.because)
