"""The steps on the way to a result, said: each with its sentence, what it cost and how much is spent after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checkers.report import Choice, Node, Severity, Value
from checkers.words.catalogue import Catalogue

OPEN_UP_TO = 40  # nodes: a larger tree begins folded, but for the way to the first of its worst nodes


def say_tree(nodes: Sequence[Node], check: str, words: Catalogue) -> dict[str, Any] | None:
    """Return the tree with its title, None where there is none.

    `limit` is what the running count is held against: the value `limit` of a node on the first level.
    """
    if not nodes:
        return None
    limits = [limit for node in nodes if isinstance(limit := node.values.get("limit"), int)]
    found = {node.severity for node in _every(nodes)}
    worst = next((severity for severity in Severity if severity in found), None)
    folded = sum(1 for _ in _every(nodes)) > OPEN_UP_TO
    way = frozenset(map(id, _way(nodes, worst))) if folded else None
    teller = _Teller(check, limits[0] if limits else None, way, words)
    total = max((node.total for node in nodes if node.total is not None), default=None)
    return {
        "label": words.say(f"tree/{check}", "tree"),
        "limit": teller.limit,
        "count": teller.count(None, total, f"tree/{check}/count"),
        "folded": folded,
        "nodes": [teller.node(node) for node in nodes],
    }


def _every(nodes: Sequence[Node]) -> list[Node]:
    return [found for node in nodes for found in (node, *_every(node.children))]


def _way(nodes: Sequence[Node], severity: Severity | None) -> list[Node]:
    for node in nodes:
        if severity and node.severity is severity:
            return [node]
        if way := _way(node.children, severity):
            return [node, *way]
    return []


@dataclass(frozen=True, slots=True)
class _Teller:
    check: str
    limit: int | None
    way: frozenset[int] | None  # ids of the nodes that are open; None opens all
    words: Catalogue

    def node(self, node: Node) -> dict[str, Any]:
        return {
            "kind": node.kind,
            "text": node.text,
            "sentence": self.words.get(f"node/{self.check}/{node.kind}", **self.said(node.values)),
            "severity": node.severity.value if node.severity else None,
            "severity_label": self.words.say(f"severity/{node.severity}") if node.severity else None,
            "open": self.way is None or id(node) in self.way,
            "count": None if node.cost is None else self.count(node.cost, node.total),
            "choices": [self.choice(choice) for choice in node.choices],
            "children": [self.node(child) for child in node.children],
        }

    def choice(self, choice: Choice) -> dict[str, Any]:
        total = choice.values.get("total")
        return {
            "label": self.words.get(f"choice/{self.check}/{choice.kind}", **self.said(choice.values)) or choice.kind,
            "text": choice.text,
            "count": self.count(None, total if isinstance(total, int) else None),
        }

    def count(self, cost: int | None, total: int | None, *keys: str) -> dict[str, Any] | None:
        """Return the running count with the sentence that says it, None where nothing is counted."""
        if total is None:
            return None
        over = self.limit is not None and total > self.limit
        key = ("count/cost" if cost else "count") + ("" if self.limit is None else "/limit")
        ordinary = (*keys, key)
        either = (*(f"{one}/over" for one in ordinary), *ordinary) if over else ordinary
        said = self.words.say(*either, cost=cost, total=total, limit=self.limit)
        return {"cost": cost, "total": total, "over": over, "said": said}

    def said(self, values: Mapping[str, Value]) -> dict[str, Any]:
        return {name: self.words.value(name, value) for name, value in values.items()}
