"""What pages have built from data: the glossary, the log of changed rules, the sources, the operator's data.

A page says where with a marker on a line of its own: `<!-- glossary -->`; a picture has its name in it.
"""

import re
from collections.abc import Callable, Mapping

from tools import checklist, glossary, imprint, pictures, rule_changes, sources
from tools.facts import Words
from tools.imprint import Operator
from tools.offline.offer import offer

_MARKER = re.compile(r"^<!-- ([a-z-]+) -->$", re.MULTILINE)

type Part = Callable[[str, Callable[[str], Words], Operator], str]

PARTS: Mapping[str, Part] = {
    "glossary": lambda language, words, _: glossary.listed(language, words),
    "rule-changes": lambda language, words, _: rule_changes.listed(language, words(language)),
    "sources": lambda language, words, _: sources.listed(language, words(language)),
    "operator": lambda language, words, operator: imprint.who(operator, words(language)),
    "checklist": lambda language, words, _: checklist.bar(words(language)),
    "offline": lambda language, words, _: offer(words(language)),
    "hosting": lambda language, words, operator: imprint.hosting(operator, words(language)),
}


def filled(markdown: str, language: str, words: Callable[[str], Words], operator: Operator) -> str:
    """Return a page's Markdown with what its markers ask for; other comments stay as they are.

    `words` gives the catalogue of a language, `operator` is what mkdocs.yml says of whoever runs the site.
    """
    drawn = pictures.placed(markdown, language)
    return _MARKER.sub(lambda match: _part(match, language, words, operator), drawn)


def _part(match: re.Match[str], language: str, words: Callable[[str], Words], operator: Operator) -> str:
    return PARTS[match[1]](language, words, operator) if match[1] in PARTS else match[0]
