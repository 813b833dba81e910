"""Whatever a check finds in a case can be said in every language, and nothing in it is left without words."""

import pytest

from checkers import check
from checkers.checks import checks
from checkers.dns import zone_lookup
from checkers.inputs import Inputs
from checkers.words import catalogue, languages, markdown, view
from tests.loader import load


def kinds(nodes):
    """Yield the kind of every choice in a tree."""
    for node in nodes:
        yield from (choice.kind for choice in node.choices)
        yield from kinds(node.children)


def unsaid(report, shown):
    """Yield the nodes, choices, boxes and stops of a view that have no sentence."""
    bare = set(kinds(report.tree))
    nodes = list((shown["tree"] or {"nodes": []})["nodes"])
    while nodes:
        node = nodes.pop()
        nodes += node["children"]
        if node["sentence"] is None:
            yield f"{shown['check']}: node {node['kind']}"
        yield from (f"{shown['check']}: choice {c['label']}" for c in node["choices"] if c["label"] in bare)
    for diagram in shown["diagrams"]:
        boxes = [box for rank in diagram["ranks"] for box in rank["boxes"]]
        yield from (
            f"{diagram['name']}: box {box['name']}" for box in boxes if box["name"] and box["label"] == box["name"]
        )
    for timeline in shown["timelines"]:
        yield from (f"{timeline['name']}: stop {s['kind']}" for s in timeline["stops"] if s["sentence"] is None)
        marks = [mark for stop in timeline["stops"] for mark in stop["marks"]]
        yield from (f"{timeline['name']}: mark {m['name']}" for m in marks if m["code"] and "=" not in m["name"])
    for part, inner in zip(report.parts, shown["parts"], strict=False):  # an only part stands in the open
        yield from unsaid(part, inner)


@pytest.mark.parametrize("language", languages())
def test_every_case_can_be_said(language):
    words = catalogue(language)
    missing = set()
    for case in load():
        lookup = zone_lookup(case["zone"]) if "zone" in case else None
        report = check(case["check"], case["inputs"], lookup=lookup)
        shown = view(report, Inputs(case["inputs"], checks()[case["check"]].main), words)
        assert markdown(shown, words)
        missing |= set(unsaid(report, shown))
    assert not missing
