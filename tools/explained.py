"""Links from what the build writes to where the guide explains it.

A place is a path under docs/<language>/, with a section's id: "authentication/dmarc.md#reports".
"""

from tools.facts import Words, say
from tools.pages import headings, path, plain, split


def more(place: str, language: str, words: Words) -> str:
    """Return a link as Markdown for a page one folder down, saying in its text what it leads to.

    Raises KeyError where the page has no such heading.
    """
    page, _, anchor = place.partition("#")
    found = headings(split(path(language, page).read_text("utf-8"))[1])
    titles = {heading.id if heading.level > 1 else "": plain(heading.text) for heading in found}
    key = "reference/more/section" if anchor else "reference/more"
    return f"[{say(words, key).format(page=titles[''], section=titles[anchor])}](../{place})"
