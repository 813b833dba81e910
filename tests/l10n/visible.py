"""The words that a reader of a built page sees or hears, each where it stands."""

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-drop", "data-count", "data-none")
SILENT = {"script", "style", "code", "pre", "kbd", "samp"}
WORDS = "pl-words"  # the script element with the sentences that the widget's scripts say
SHOWN = ("}title", "}summary", "}name")  # elements of a feed
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path"}
_FILLED = re.compile(r"\{[a-z_]+\}|`[^`]*`")
_WORD = re.compile(r"[^\W\d_]+")
_NO_WORD = re.compile(r"https?://\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+\b|\S*[\d_=/]\S*")  # addresses, hosts, numbers, codes


class Visible(HTMLParser):
    """Collects the texts of a page that are said in its own language, or in the one that is given."""

    def __init__(self, html, language=None):
        super().__init__()
        self.open, self.said, self.language = [], [], language
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "html":
            self.language = self.language or given.get("lang")
        foreign = tag != "html" and given.get("lang", self.language) != self.language
        again = given.get("data-md-component") == "toc"  # the headings, without their marks of code
        silent = tag in SILENT or foreign or again or given.get("translate") == "no"
        if tag not in VOID:
            self.open.append((tag, silent))
        if not foreign and not self._silent():
            self.said += [_FILLED.sub("", given[name]) for name in SPOKEN if given.get(name)]
        if tag == "meta" and given.get("name") == "description":
            self.said.append(given["content"])
        if tag == "script" and given.get("id") == WORDS:
            self.open[-1] = (WORDS, False)

    def handle_endtag(self, tag):
        names = [one for one, _ in self.open]
        at = WORDS if tag == "script" and WORDS in names else tag
        if at in names:
            del self.open[len(names) - 1 - names[::-1].index(at) :]

    def handle_data(self, data):
        if self.open and self.open[-1][0] == WORDS:
            said = (form for one in json.loads(data).values() for form in (one if isinstance(one, list) else [one]))
            self.said += [_FILLED.sub("", form) for form in said]
        elif not self._silent() and data.strip():
            self.said.append(data)

    def _silent(self):
        return any(silent for _, silent in self.open)


def plain(html, accents):
    """Return the words of a page without accent though their letters would have one."""
    return unaccented(Visible(html).said, accents)


def feed(xml):
    """Return the texts that a reader is shown of a feed."""
    return [element.text or "" for element in ET.fromstring(xml).iter() if element.tag.endswith(SHOWN)]


def unaccented(texts, accents):
    """Return the words without accent in some texts, of letters that would have one; capitals are names, not words."""
    found = (word for text in texts for word in _WORD.findall(_NO_WORD.sub(" ", text)))
    return {word for word in found if len(word) > 2 and set(word) & set(accents) and not word.isupper()}
