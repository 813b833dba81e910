"""Every refusal we hold facts for is known by its own example."""

import tomllib
from importlib.resources import files

import pytest

from checkers.bounce.catalogue import Route, rows
from checkers.registry import claims
from tests.bounce.given import bounce


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.id)
def test_example_is_judged_to_its_own_row(row):
    (part,) = bounce(row.example).parts
    assert part.fact("code") == row.id
    assert part.fact("route") == row.route
    assert part.fact("actor") == row.actor
    assert part.fact("reason") == row.reason
    assert part.fact("service") in row.services | ({"unknown"} if row.generic or len(row.services) > 1 else set())


@pytest.mark.parametrize("row", [row for row in rows() if not row.generic], ids=lambda row: row.id)
def test_another_provider_never_gets_a_row_of_microsoft_by_the_code_alone(row):
    code = next(iter(sorted(row.codes)), None)
    if code is not None:
        (part,) = bounce(f"<a@example.com>: host mx.example.com[192.0.2.1] said: 550 {code} no thanks").parts
        assert part.fact("code") is None
        assert part.fact("service") == "other-provider"


@pytest.mark.parametrize(("code", "meaning"), [("5.7.27", "x.7.27"), ("4.4.5", "x.4.5"), ("5.7.999", None)])
def test_a_code_of_another_provider_is_explained_in_general(code, meaning):
    (part,) = bounce(f"<a@example.com>: host mx.example.com[192.0.2.1] said: {code[0]}50 {code} no thanks").parts
    assert part.fact("status_meaning") == meaning


def test_a_known_refusal_needs_no_general_meaning():
    (part,) = bounce("550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. (S3150)").parts
    assert part.fact("code") == "s3150"
    assert part.fact("status_meaning") is None


def test_claims_are_known():
    for row in rows():
        assert set(row.claims) <= set(claims()), row.id


def test_every_refusal_has_a_page():
    assert not [row.id for row in rows() if not row.slug]


def test_every_route_has_its_channel():
    channels = tomllib.loads((files("checkers") / "data" / "channels.toml").read_text("utf-8"))
    assert set(channels) == set(Route)
    for name, channel in channels.items():
        assert set(channel["not"]) <= set(Route) - {name}
        assert set(channel["claims"]) <= set(claims())
        for taken in channel.get("takes", ()):
            assert {row.id: row.route for row in rows()}[taken] == name
