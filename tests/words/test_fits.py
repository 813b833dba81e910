"""A text that is for another check: where the reader is led, and in which words."""

from pathlib import Path

import pytest

from checkers import check
from checkers.checks import checks
from checkers.inputs import Inputs
from checkers.tables import table
from checkers.words import catalogue, view

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", table("check_pages"))
def test_every_check_that_a_text_can_be_for_is_on_its_page(name, language):
    page = table("check_pages")[name]["page"]
    assert f'data-check="{name}"' in (DOCS / language / page).read_text("utf-8")
    assert catalogue(language).say(f"fits/{name}")
    assert name in checks()


def test_the_way_leads_to_the_page_of_the_check_and_tells_its_name():
    inputs = {"bounce": "v=DMARC1; p=none"}
    route = view(check("bounce", inputs), Inputs(inputs, "bounce"), catalogue("en"))["route"]
    assert (route["check"], route["href"]) == ("dmarc", "authentication/dmarc/")


def test_a_route_of_a_bounce_leads_to_no_check():
    inputs = {"bounce": "550 5.7.606 Access denied, banned sending IP [192.0.2.1]"}
    route = view(check("bounce", inputs), Inputs(inputs, "bounce"), catalogue("en"))["route"]
    assert (route["id"], route["check"]) == ("delist-portal", None)
