"""Pictures of the guide: a description without words, words from the catalogues, drawn while the site is built.

A page says where with a marker on a line of its own: `<!-- picture: filter-order -->`. The words of a picture are
`picture/<name>/title`, `/desc`, `/note` (optional) and one key a box; the browser's runtime does not carry them.
"""

import re
from functools import cache
from html import escape

from tools import strings
from tools.pictures import flow, inwords, ranks
from tools.pictures.canvas import Canvas, Point
from tools.pictures.label import Said
from tools.pictures.model import Flow, Picture, names, read

ROOM = "pictures"

_MARKER = re.compile(r"^<!-- picture: ([a-z-]+) -->$", re.MULTILINE)


@cache
def words(language: str) -> Said:
    """Return what the pictures say in a language, by key."""
    return {key: str(text) for key, text in strings.words(language, ROOM).items()}


def placed(markdown: str, language: str) -> str:
    """Return a page's Markdown with the pictures that its markers ask for.

    Raises FileNotFoundError for a picture that there is not, KeyError where the catalogue lacks a word of it.
    """
    return _MARKER.sub(lambda match: drawn(match[1], words(language)), markdown)


def drawn(name: str, said: Said) -> str:
    """Return a picture as HTML: drawn for wide and narrow pages, of which the style sheet shows one, and in words."""
    picture = read(name)
    title, description = said[f"picture/{name}/title"], said[f"picture/{name}/desc"]
    shapes = [
        f'<div class="pl-{form}">{canvas.svg(f"picture-{name}-{form}", size, title, description)}</div>'
        for form, (canvas, size) in zip(("wide", "narrow"), _both(picture, said), strict=True)
    ]
    note = said.get(f"picture/{name}/note")
    caption = f"<figcaption>{escape(note)}</figcaption>" if note else ""
    return (
        f'<figure class="pl-picture" id="picture-{name}" data-search-exclude="">{"".join(shapes)}{caption}'
        f"<details><summary>{escape(said['picture/in-words'])}</summary>{inwords.listed(picture, said)}</details>"
        "</figure>"
    )


def _both(picture: Picture, said: Said) -> tuple[tuple[Canvas, Point], tuple[Canvas, Point]]:
    if isinstance(picture, Flow):
        return flow.wide(picture, said), flow.narrow(picture, said)
    return ranks.wide(picture, said), ranks.narrow(picture, said)


__all__ = ["drawn", "names", "placed", "read", "words"]
