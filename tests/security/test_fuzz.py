"""A few of the inputs of `python -m tests.fuzz.browser`, which takes minutes."""

from tests.fuzz.browser import search

COUNT = 90


def test_hostile_inputs_through_every_widget(chromium, bare_site):
    figures, wrong = search(chromium, bare_site, COUNT, seed=2)
    assert not wrong
    assert figures["inputs"] == COUNT
    assert figures["drawn"] > COUNT // 2
    assert figures["workers that did not come back"] == 0
