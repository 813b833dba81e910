"""A view as Markdown: for the clipboard, a ticket and the terminal."""

from collections.abc import Iterator
from typing import Any

from checkers.words.catalogue import Catalogue
from checkers.words.escape import block, code, said, text, visible


def markdown(view: dict[str, Any], words: Catalogue) -> str:
    """Return the whole view as Markdown that shows the reader's text as text, whatever it holds."""
    return visible("\n".join(_lines(view, words, "#"))) + "\n"


def _lines(view: dict[str, Any], words: Catalogue, level: str) -> Iterator[str]:
    about = " ".join(filter(None, (text(view["label"] or ""), code(view["name"] or ""))))
    label = f"{about}, " if about else ""
    yield from (f"{level} {label}{text(view['severity_label'])}: {text(view['title'])}", "")
    yield from _what_to_do(view, words)
    if view["needs"] and view["needs"]["first"]:
        yield from _needs(view["needs"])
    yield from _findings(view)
    yield from _evidence(view, words)
    for part in view["parts"]:
        yield from _lines(part, words, level + "#")
    if view["left_out"]:
        yield from (text(view["left_out"]), "")
    if view["needs"] and not view["needs"]["first"]:
        yield from _needs(view["needs"])
    if view["references"]:
        yield from (f"**{words.say('view/references')}**", "")
        yield from (f"- [{text(r['label'])}]({r['href']}){_dated(r)}" for r in view["references"])


def _what_to_do(view: dict[str, Any], words: Catalogue) -> Iterator[str]:
    for sentence in filter(None, (view["lead"], view["summary"])):
        yield from (text(sentence), "")
    if view["actor"]:
        yield from (f"**{words.say('view/actor')}** {text(view['actor']['label'])}", "")
    if route := view["route"]:
        link = f"[{text(route['label'])}]({route['href']})" if route["external"] else text(route["label"])
        yield from (f"**{words.say('view/route')}** {link}. {text(route['why'] or '')}".rstrip(), "")
    if view["steps"]:
        yield from (f"{number}. {text(step)}" for number, step in enumerate(view["steps"], 1))
        yield ""


def _findings(view: dict[str, Any]) -> Iterator[str]:
    for found in view["findings"]:
        yield f"- **{found['severity_label']}:** {text(found['title'])} (`{found['code']}`)"
        if found["help"]:
            yield f"  {text(found['help'])}"
        yield from (f"  {text(place['label'])} {code(place['text'])}".rstrip() for place in found["places"])
    if view["findings"]:
        yield ""


def _evidence(view: dict[str, Any], words: Catalogue) -> Iterator[str]:
    if view["fixed"]:
        yield from (f"**{view['fixed']['label']}**", "", *block(view["fixed"]["text"]), "")
    for finished in view["texts"]:
        yield from (f"**{text(finished['label'])}**", "", *block(finished["text"]), "")
    for diagram in view["diagrams"]:
        yield from (f"**{text(diagram['title'])}**", "", *_diagram(diagram), "")
    for timeline in view["timelines"]:
        yield from (f"**{text(timeline['title'])}**", "", *_timeline(timeline), "")
    if view["tree"]:
        yield from (f"**{text(view['tree']['label'])}**", "", *_nodes(view["tree"]["nodes"], ""), "")
    for table in view["tables"]:
        yield from (f"**{text(table['title'])}**", "", *_table(table), "")
    if view["facts"]:
        yield from (f"| {words.say('view/fact')} | {words.say('view/value')} |", "| --- | --- |")
        yield from (f"| {text(fact['label'])} | {said(fact)} |" for fact in view["facts"])
        yield ""


def _needs(needs: dict[str, Any]) -> Iterator[str]:
    yield from (f"**{text(needs['label'])}**", "")
    for commands in needs["blocks"]:
        yield from (text(commands["label"]), "", *block(commands["text"]), "")


def _diagram(diagram: dict[str, Any]) -> Iterator[str]:
    """Yield a numbered item a rank, with its boxes and what each leads to."""
    for number, rank in enumerate(diagram["ranks"], 1):
        boxes = [box for box in rank["boxes"] if box["name"]]
        for place, box in enumerate(boxes):
            mark = f"{number}. - " if place == 0 else "   - "
            leads = "; ".join(text(said) for said in box["leads"])
            pieces = (_state(box), text(box["label"]), code(box["text"]), f"({leads})" if leads else "")
            yield mark + " ".join(filter(None, pieces))


def _timeline(timeline: dict[str, Any]) -> Iterator[str]:
    for stop in timeline["stops"]:
        marks = ", ".join(said(mark) for mark in stop["marks"])
        pieces = (_state(stop), code(stop["text"]), text(stop["sentence"] or ""), f"({marks})" if marks else "")
        yield f"{stop['number']}. {' '.join(filter(None, pieces))}"


def _state(item: dict[str, Any]) -> str:
    return f"**{text(item['severity_label'])}:**" if item["severity"] else ""


def _nodes(nodes: list[dict[str, Any]], indent: str) -> Iterator[str]:
    for node in nodes:
        pieces = (_state(node), code(node["text"]), text(node["sentence"] or ""), _count(node))
        yield f"{indent}- {' '.join(filter(None, pieces))}"
        inner = indent + "  "
        for choice in node["choices"]:
            yield f"{inner}- {' '.join(filter(None, (text(choice['label']), _count(choice))))}"
            yield from ("", *block(choice["text"], inner + "  "), "")
        yield from _nodes(node["children"], inner)


def _count(item: dict[str, Any]) -> str:
    return f"({text(item['count']['said'])})" if item["count"] else ""


def _table(table: dict[str, Any]) -> Iterator[str]:
    yield f"| {' | '.join(text(cell) for cell in (table['corner'] or '', *table['columns']))} |"
    yield f"| {' | '.join('---' for _ in (0, *table['columns']))} |"
    for row in table["rows"]:
        yield f"| {' | '.join(said(cell) for cell in (row['label'], *row['values']))} |"


def _dated(reference: dict[str, Any]) -> str:
    return f" ({reference['status']}, {reference['date']})" if reference["date"] else ""
