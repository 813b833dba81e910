"""A view as Markdown: for the clipboard, a ticket and the terminal."""

import re
from collections.abc import Iterator
from typing import Any

from checkers.words.catalogue import Catalogue

_SPECIAL = re.compile(r"([\\*_\[\]<>#|])")


def markdown(view: dict[str, Any], words: Catalogue) -> str:
    """Return the whole view as Markdown that shows the reader's text as text, whatever it holds."""
    return "\n".join(_lines(view, words, "#")) + "\n"


def _lines(view: dict[str, Any], words: Catalogue, level: str) -> Iterator[str]:
    yield from (f"{level} {_text(view['severity_label'])}: {_text(view['title'])}", "")
    yield from _what_to_do(view, words)
    yield from _findings(view)
    yield from _evidence(view, words)
    for part in view["parts"]:
        yield from _lines(part, words, level + "#")
    if view["references"]:
        yield from (f"**{words.say('view/references')}**", "")
        yield from (f"- [{_text(r['label'])}]({r['href']}){_dated(r)}" for r in view["references"])


def _what_to_do(view: dict[str, Any], words: Catalogue) -> Iterator[str]:
    for said in filter(None, (view["lead"], view["summary"])):
        yield from (_text(said), "")
    if view["actor"]:
        yield from (f"**{words.say('view/actor')}** {_text(view['actor']['label'])}", "")
    if route := view["route"]:
        link = f"[{_text(route['label'])}]({route['href']})" if route["external"] else _text(route["label"])
        yield from (f"**{words.say('view/route')}** {link}. {_text(route['why'] or '')}".rstrip(), "")
    if view["steps"]:
        yield from (f"{number}. {_text(step)}" for number, step in enumerate(view["steps"], 1))
        yield ""


def _findings(view: dict[str, Any]) -> Iterator[str]:
    for found in view["findings"]:
        yield f"- **{found['severity_label']}:** {_text(found['title'])} (`{found['code']}`)"
        if found["help"]:
            yield f"  {_text(found['help'])}"
    if view["findings"]:
        yield ""


def _evidence(view: dict[str, Any], words: Catalogue) -> Iterator[str]:
    if view["fixed"]:
        yield from (f"**{view['fixed']['label']}**", "", *_block(view["fixed"]["text"]), "")
    if view["facts"]:
        yield from (f"| {words.say('view/fact')} | {words.say('view/value')} |", "| --- | --- |")
        yield from (f"| {_text(fact['label'])} | {_cell(fact)} |" for fact in view["facts"])
        yield ""
    if view["needs"]:
        yield from (f"**{_text(view['needs']['label'])}**", "")
        yield from _block("\n".join(command for item in view["needs"]["items"] for command in item["commands"]))
        yield ""


def _dated(reference: dict[str, Any]) -> str:
    return f" ({reference['status']}, {reference['date']})" if reference["date"] else ""


def _cell(fact: dict[str, Any]) -> str:
    value = " ".join(str(fact["value"]).split())
    return f"`{value.replace('`', chr(39)).replace('|', chr(92) + '|')}`" if fact["code"] else _text(value)


def _text(sentence: str) -> str:
    """Escape what Markdown would interpret, outside of `code`."""
    parts = " ".join(sentence.split()).split("`")
    return "`".join(part if number % 2 else _SPECIAL.sub(r"\\\1", part) for number, part in enumerate(parts))


def _block(text: str) -> list[str]:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    return [fence, text, fence]
