"""What visits are said to weigh is what a browser was sent."""

import json

import pytest

from tools.hosting import weight
from tools.hosting.packing import packed
from tools.hosting.preview import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("weight")]
QUICK = 1  # quality of Brotli


@pytest.fixture(scope="module")
def visits(chromium, site_folder):
    return weight.weights(chromium, site_folder, "br", QUICK)


def test_who_only_reads_gets_no_python(visits):
    reader, spf, _, bounce, _, offline = [one.sent for one in visits]
    assert reader < 1_000_000 < min(spf, bounce)
    assert max(spf, bounce) < offline


def test_a_first_check_weighs_what_python_starts_from(visits, site_folder):
    runtime = site_folder / "assets" / "runtime"
    folder = runtime / json.loads((runtime / "runtime.json").read_text("utf-8"))["folder"]
    python = sum(len(packed(folder / name, "br", QUICK)[0]) for name in weight.FIRST_START)
    assert python < visits[1].sent < python + 1_000_000


def test_nothing_is_sent_twice_that_has_not_changed(visits):
    again = [one for one in visits if "again" in one.visit]
    assert [one.sent for one in again] == [0, 0]
    assert all(one.replies for one in again)


def test_a_page_that_was_not_packed_weighs_as_much_as_it_is_long(site_folder):
    host = weight.Counting(site_folder, "br", QUICK)
    with served(host):
        reply = host.answer("GET", "/", {})
    assert host.weight("one") == weight.Weight("one", 1, len(reply.body))
    assert len(reply.body) == (site_folder / "index.html").stat().st_size
    assert host.weight("none") == weight.Weight("none", 0, 0)


def test_a_million_visits_are_multiplied_and_priced():
    gzip, brotli = weight.Weight("a page", 8, 260_400), weight.Weight("a page", 8, 1_500_000)
    *_, row = weight.table([gzip], [brotli])
    assert row == "| a page | 8 | 260 kB | 260 GB | 1.5 MB | 1,500 GB | 15 | 75 |"
