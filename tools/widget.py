"""The widget of a page: from the marker that a writer puts into Markdown to the form, with the catalogue's labels.

A page says `<div class="pl-widget" data-check="spf" markdown>` around a list of examples. The form is put around them
when the site is built, so that it is there at first paint and JavaScript holds no sentence.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from checkers.checks import checks

PARTIALS = Path(__file__).resolve().parents[1] / "overrides" / "partials"
ROOM = "shell/"

_MARKER = re.compile(r'<div class="pl-widget" data-check="([a-z-]+)">(.*?)</div>', re.DOTALL)


def expand(html: str, words: Mapping[str, str | list[str]], base: str) -> str:
    """Return a page's content with its widget in full; a page without one comes back as it is.

    `words` are the catalogue of the page's language by key. `base` leads from the page to its language's root: "../".
    Raises KeyError for a check that there is not, or that has no label in the catalogue.
    """
    return _MARKER.sub(lambda match: widget(match[1], match[2].strip(), words, base), html)


def widget(check: str, examples: str, words: Mapping[str, str | list[str]], base: str) -> str:
    """Return the HTML of one widget around the HTML of its examples."""
    environment = Environment(loader=FileSystemLoader(PARTIALS), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("widget.html").render(
        check=check,
        name=checks()[check].main,
        base=base,
        say=words.__getitem__,
        examples=Markup(examples),  # noqa: S704  the site's own page, rendered from Markdown
        words=Markup(script_json({key: word for key, word in words.items() if key.startswith(ROOM)})),  # noqa: S704
    )


def script_json(value: object) -> str:
    """Return JSON that may stand inside a script element: no "<" in it can end the element."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
