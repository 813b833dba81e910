"""The widget of a page: from the marker that a writer puts into Markdown to the form, with the catalogue's labels.

A page says `<div class="pl-widget" data-check="spf" markdown>` around a list of examples. The form is put around them
when the site is built, so that it is there at first paint and JavaScript holds no sentence.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from checkers.checks import Field, checks
from tools.resolvers import Resolver

PARTIALS = Path(__file__).resolve().parents[1] / "overrides" / "partials"
ROOM = "shell/"
ANSWERS = "answers"  # the input that a check which asks the DNS takes

_MARKER = re.compile(r'<div class="pl-widget" data-check="([a-z-]+)">(.*?)</div>', re.DOTALL)

type Words = Mapping[str, str | list[str]]


def expand(html: str, words: Words, base: str, resolvers: Sequence[Resolver] = ()) -> str:
    """Return a page's content with its widget in full; a page without one comes back as it is.

    `words` are the catalogue of the page's language by key. `base` leads from the page to its language's root: "../".
    `resolvers` are those that a check which takes answers offers to ask.
    Raises KeyError for a check that there is not, or that has no label in the catalogue.
    """
    return _MARKER.sub(lambda match: widget(match[1], match[2].strip(), words, base, resolvers), html)


def widget(check: str, examples: str, words: Words, base: str, resolvers: Sequence[Resolver] = ()) -> str:
    """Return the HTML of one widget around the HTML of its examples."""
    environment = Environment(loader=FileSystemLoader(PARTIALS), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("widget.html").render(
        check=checks()[check],
        fields=[field(check, one, words) for one in checks()[check].fields],
        run=words.get(f"shell/check/{check}") or words["shell/check"],
        base=base,
        resolvers=resolvers if ANSWERS in checks()[check].inputs else (),
        say=words.__getitem__,
        prose=prose,
        examples=Markup(examples),  # noqa: S704  the site's own page, rendered from Markdown
        words=Markup(script_json({key: word for key, word in words.items() if key.startswith(ROOM)})),  # noqa: S704
    )


def field(check: str, given: Field, words: Words) -> dict[str, Any]:
    """Return what the form shows of an input beside the main one.

    Its words are `field/<check>/<name>` or `field/<name>`, each with an optional `/help`, and for an answer to choose
    `choice-of/<check>/<name>/<choice>`, else the choice itself.
    """
    keys = (f"field/{check}/{given.name}", f"field/{given.name}")
    key = next((key for key in keys if key in words), keys[-1])
    help_ = next((words[f"{key}/help"] for key in keys if f"{key}/help" in words), "")
    return {
        "name": given.name,
        "label": words[key],
        "help": prose(str(help_)),
        "lines": given.lines,
        "choices": [(choice, _choice(check, given.name, choice, words)) for choice in given.choices],
    }


def _choice(check: str, name: str, choice: str, words: Words) -> str | list[str]:
    return words.get(f"choice-of/{check}/{name}/{choice}") or choice or words["field/unstated"]


def prose(sentence: str) -> Markup:
    """Return a sentence of the catalogue as HTML: what stands in backticks becomes code."""
    pieces = [escape(piece) for piece in sentence.split("`")]
    tagged = (Markup("<code>{}</code>").format(piece) if place % 2 else piece for place, piece in enumerate(pieces))
    return Markup("").join(tagged)


def script_json(value: object) -> str:
    """Return JSON that may stand inside a script element: no "<" in it can end the element."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
