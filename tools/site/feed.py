"""An Atom feed a language of what Microsoft changed for senders (RFC 4287), beside the page that lists it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from tools import rule_changes
from tools.facts import Words, say
from tools.rule_changes import Change

PAGE = "reference/changes/"
NAME = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"

_DAY = len("2026-01-01")


def write(site: Path, languages: Mapping[str, str], root: str, words: Callable[[str], Words]) -> None:
    """Write the feed of each language into its folder of the built site, beside the page that it belongs to.

    `languages` gives the folder of a language, {"en": "", "de": "de/"}; `root` is the address of the site.
    """
    for language, folder in languages.items():
        if (site / folder / PAGE).is_dir():
            text = feed(language, f"{root}{folder}{PAGE}", words(language))
            (site / folder / PAGE / NAME).write_bytes(text)


def feed(language: str, page: str, words: Words) -> bytes:
    """Return the feed of one language as UTF-8; `page` is the full address of the page with the log."""
    top = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _add(top, "title", say(words, "reference/feed/title"))
    _add(top, "id", page)
    _add(top, "link", rel="self", href=page + NAME, type="application/atom+xml")
    _add(top, "link", rel="alternate", href=page, type="text/html")
    _add(top, "updated", _noon(max(change.logged for change in rule_changes.changes())))
    _add(_add(top, "author"), "name", "Postlotse")
    for change in rule_changes.changes():
        _entry(top, change, language, page, words)
    ET.indent(top)
    text: bytes = ET.tostring(top, "utf-8", xml_declaration=True)
    return text + b"\n"


def _entry(top: ET.Element, change: Change, language: str, page: str, words: Words) -> None:
    entry = _add(top, "entry")
    address = f"{page}#{change.id}"
    _add(entry, "title", rule_changes.headline(change, language, words))
    _add(entry, "id", address)
    _add(entry, "link", rel="alternate", href=address, type="text/html")
    if len(change.date) == _DAY:
        _add(entry, "published", _noon(change.date))
    _add(entry, "updated", _noon(change.logged))
    _add(entry, "category", term=change.service)
    _add(entry, "summary", say(words, f"rules/{change.id}/text"), type="text")


def _noon(day: str) -> str:
    """Return a moment of that day, which is the same day nearly everywhere."""
    return f"{day}T12:00:00Z"


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, tag, attributes)
    child.text = text
    return child
