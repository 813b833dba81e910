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


def test_claims_are_known():
    for row in rows():
        assert set(row.claims) <= set(claims()), row.id


def test_slugs_are_unique():
    slugs = [row.slug for row in rows() if row.slug]
    assert len(slugs) == len(set(slugs)) >= 50


def test_every_route_has_its_channel():
    channels = tomllib.loads((files("checkers") / "data" / "channels.toml").read_text("utf-8"))
    assert set(channels) == set(Route)
    for name, channel in channels.items():
        assert set(channel["not"]) <= set(Route) - {name}
        assert set(channel["claims"]) <= set(claims())
        for taken in channel.get("takes", ()):
            assert {row.id: row.route for row in rows()}[taken] == name
