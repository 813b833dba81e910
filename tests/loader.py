"""Cases that a mail admin can read: `tests/cases/**/*.toml`, and how a report is held against one.

A case is an input by its name (`record = "..."`, `bounce = "..."`), or `inputs`, and what must come out, each optional:

    verdict   the worst severity          codes   every finding code, parts included, without order and repetition
    marks     the texts that findings mark, in the order of the findings     fixed   the corrected input
    facts     a choice of the facts       parts   a choice of each part's facts, in order
    without   names of facts that are not told
    times     how often the input stands in it, for a long one
    zone      DNS answers                 needs   the open questions as "name TYPE"
    tree      the steps as "kind text", indented by two spaces a level, with "[cost/total]" where something is counted
    diagrams  each diagram's name, then a line a rank: "spf example.com good; dkim example.org", and a line an
              arrow from rank.place to rank.place: "0.0 > 1.0 good"
    timelines each time line's name, then a line a stop: "kind text +3 (mark, mark)" with the seconds since the first
    tables    a choice of the rows of its tables: the table's name, the row's, its values in order
    choices   what could be done at a step, as "kind: what the record would read then", of all steps in order
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"
_EXPECTED = {
    "name",
    "check",
    "zone",
    "inputs",
    "verdict",
    "codes",
    "marks",
    "fixed",
    "facts",
    "without",
    "parts",
    "needs",
    "tree",
    "choices",
    "tables",
    "diagrams",
    "timelines",
    "times",
}


def load() -> list[dict[str, Any]]:
    """Return every case with its `id`, `check` and `inputs` filled in."""
    cases = []
    for path in sorted(CASES.rglob("*.toml")):
        content = tomllib.loads(path.read_text("utf-8"))
        for number, case in enumerate(content["case"], 1):
            inputs = case.get("inputs", {}) | {
                name: case[name] * case.get("times", 1) for name in case if name not in _EXPECTED
            }
            name = f"{path.relative_to(CASES).with_suffix('')}: {case.get('name', number)}"
            cases.append({"check": content.get("check")} | case | {"id": name, "inputs": inputs})
    return cases


def differences(case: dict[str, Any], report: dict[str, Any], text: str) -> list[str]:
    """Return what in `report` (its JSON form) is not as `case` says; `text` is the main input."""
    found = list(_findings(report))
    seen = {
        "verdict": report["verdict"],
        "codes": sorted({finding["code"] for finding in found}),
        "marks": [text[f["spans"][0]["start"] : f["spans"][0]["end"]] for f in found if f["spans"]],
        "fixed": report["fixed"],
        "needs": [f"{need['name']} {need['type']}" for need in report["needs"]],
        "tree": list(_tree(report["tree"])),
        "choices": list(_choices(report["tree"])),
        "diagrams": [line for diagram in report["diagrams"] for line in _diagram(diagram)],
        "timelines": [line for timeline in report["timelines"] for line in _timeline(timeline)],
    }
    expected = case | {"codes": sorted(case["codes"])} if "codes" in case else case
    said = [
        f"{key}: {seen[key]!r}, not {expected[key]!r}" for key in seen if key in case and seen[key] != expected[key]
    ]
    said += _facts("", case.get("facts", {}), report)
    said += [
        f"{fact['name']}: {fact['value']!r}" for fact in report["facts"] if fact["name"] in case.get("without", ())
    ]
    said += _rows(case.get("tables", {}), report)
    if "parts" in case:
        if len(report["parts"]) != len(case["parts"]):
            said.append(f"{len(report['parts'])} parts, not {len(case['parts'])}")
        for number, (facts, part) in enumerate(zip(case["parts"], report["parts"], strict=False), 1):
            said += _facts(f"part {number} ", facts, part)
    return said


def _rows(expected: dict[str, Any], report: dict[str, Any]) -> Iterator[str]:
    tables = {table["name"]: {row["name"]: row["values"] for row in table["rows"]} for table in report["tables"]}
    for name, rows in expected.items():
        for row, values in rows.items():
            if (seen := tables.get(name, {}).get(row)) != values:
                yield f"{name} {row}: {seen!r}, not {values!r}"


def _facts(where: str, expected: dict[str, Any], report: dict[str, Any]) -> list[str]:
    facts = {fact["name"]: fact["value"] for fact in report["facts"]}
    wrong = {name: value for name, value in expected.items() if facts.get(name) != value}
    return [f"{where}{name}: {facts.get(name)!r}, not {value!r}" for name, value in wrong.items()]


def _findings(report: dict[str, Any]) -> list[dict[str, Any]]:
    return report["findings"] + [found for part in report["parts"] for found in _findings(part)]


def _tree(nodes: list[dict[str, Any]], indent: str = "") -> Iterator[str]:
    for node in nodes:
        count = f" [{node['cost']}/{node['total']}]" if node["cost"] is not None else ""
        yield f"{indent}{node['kind']} {node['text']}{count}".rstrip()
        yield from _tree(node["children"], indent + "  ")


def _choices(nodes: list[dict[str, Any]]) -> Iterator[str]:
    for node in nodes:
        yield from (f"{choice['kind']}: {choice['text']}" for choice in node["choices"])
        yield from _choices(node["children"])


def _diagram(diagram: dict[str, Any]) -> Iterator[str]:
    yield diagram["name"]
    for rank in diagram["ranks"]:
        yield "; ".join(" ".join(filter(None, (box["name"], box["text"], box["severity"]))) for box in rank)
    for link in diagram["links"]:
        ends = " > ".join(".".join(map(str, link[end])) for end in ("start", "end"))
        yield " ".join(filter(None, (ends, link["severity"])))


def _timeline(timeline: dict[str, Any]) -> Iterator[str]:
    yield timeline["name"]
    for stop in timeline["stops"]:
        at = "" if stop["at"] is None else f"{stop['at']:+g}"
        marks = ", ".join(mark["name"] for mark in stop["marks"])
        yield " ".join(filter(None, (stop["kind"], stop["text"], at, f"({marks})" if marks else "")))
