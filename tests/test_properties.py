"""What holds for every check and every input."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkers import check, to_json
from checkers.browser import run
from checkers.checks import checks
from tests.fuzz.holds import violations
from tests.strategies import TEXTS, inputs
from tools.strings import languages


@pytest.mark.parametrize("name", checks())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_input_raises_and_what_is_said_holds(name, data):
    given = data.draw(inputs(checks()[name]))
    assert not violations(name, given)
    assert to_json(check(name, given)) == to_json(check(name, given))


@pytest.mark.parametrize("language", languages())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_everything_can_be_said_in_every_language(language, text):
    shown = json.loads(run(json.dumps({"check": "auto", "inputs": {"text": text}, "lang": language})))["view"]
    pieces = shown["source"]
    length = sum(piece.get("gap", 0) or len(piece["text"]) for piece in pieces)
    assert not pieces or length == len(text)


@pytest.mark.parametrize("name", checks())
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=2000))
def test_bytes_of_any_kind_can_be_read(name, data):
    check(name, {checks()[name].main: data})
