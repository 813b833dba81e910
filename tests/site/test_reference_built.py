"""The reference pages as they are built: parts in place, the feed found from its page and nowhere else."""

from xml.etree import ElementTree as ET

import pytest

from checkers.registry import claims
from tools import glossary, rule_changes

pytestmark = pytest.mark.xdist_group("site")
STARTS = ("", "de/")


@pytest.mark.parametrize("start", STARTS)
def test_every_term_change_and_source_has_its_place(html, start):
    ids = {name: set(html[f"{start}reference/{name}/index.html"].ids) for name in ("glossary", "changes", "sources")}
    assert glossary.terms().keys() <= ids["glossary"]
    assert {change.id for change in rule_changes.changes()} <= ids["changes"]
    assert {f"source-{name}" for name in claims()} <= ids["sources"]


@pytest.mark.parametrize("start", STARTS)
def test_the_feed_is_found_from_its_page_alone(html, site, start):
    found = {name for name, page in html.items() for link in page.all("link") if "atom" in link.get("type", "")}
    assert found == {f"{start}reference/changes/index.html" for start in STARTS}
    page = f"{start}reference/changes/"
    assert "feed.xml" in html[f"{page}index.html"].links
    assert ET.parse(site / page / "feed.xml").getroot().tag.endswith("feed")


@pytest.mark.parametrize("start", STARTS)
def test_the_legal_notice_shows_what_the_operator_has_to_fill_in(html, start):
    assert html[f"{start}reference/legal/index.html"].text.count("<mark>") > 5
    assert html[f"{start}reference/privacy/index.html"].text.count("<mark>") > 2
