"""A pseudo-locale: every English text with accents on its letters and in brackets, so that what stays plain shows.

Code, addresses, ids and markup are left alone: a translator leaves them alone too.
"""

import re

import yaml
from babel.messages.catalog import Catalog

from tools import pages, strings
from tools.strings import SOURCE

LANGUAGE = "eo"  # any that Material has words for; ours are put in their place
PLAIN = "aceginorsuyACEGINORSUY"
ACCENTED = "àçéĝîñöŕšûÿÀÇÉĜÎÑÖŔŠÛŸ"
FORMATS = "reference/date/"  # patterns of dates, not words
WORDS = ("title", "description", "summary")

_ACCENTS = str.maketrans(PLAIN, ACCENTED)
_KEEP = re.compile(
    r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"  # code
    r"|(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"  # where a link leads
    r"|<!--.*?-->|</?[a-zA-Z][^<>]*>|<(?:https?|mailto):[^>]*>"  # markup, bare addresses
    r"|\{[^{}]*\}|&[a-z#0-9]+;"  # ids, placeholders, entities
    r"|https?://\S+"
    r"|^\[[^\]]+\]:.*$",
    re.DOTALL | re.MULTILINE,
)
_TITLE = re.compile(r'(title=")([^"]*)(")')
_LEAD = re.compile(r"^(\s*(?:[-*+] |\d+[.)] |#+ |: +|>)?\s*(?:\[[ x]\] )?)(.*)$", re.DOTALL)


def accented(text):
    """Return a text with accents on its letters, all but what a translator leaves alone."""
    out, end = [], 0
    for match in _KEEP.finditer(text):
        out += [text[end : match.start()].translate(_ACCENTS), match[0]]
        end = match.end()
    return "".join([*out, text[end:].translate(_ACCENTS)])


def bracketed(text):
    """Return a sentence as the pseudo-locale says it."""
    return f"⟦{accented(text)}⟧" if text.strip() else text


def page(text):
    """Return a page as the pseudo-locale has it."""
    meta, body = pages.split(text)
    kept = {name: value for name, value in meta.items() if name not in ("source", "source_date")}
    front = {name: bracketed(str(value)) if name in WORDS else value for name, value in kept.items()}
    lines = [_fence(line) if code else line for line, code in pages.lines(body)]
    code = [inside for _, inside in pages.lines(body)]
    runs, start = [], 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or code[at] != code[start]:
            run = "\n".join(lines[start:at])
            runs.append(run if code[start] else accented(run))
            start = at
    text = re.sub(r"^(# )(.*)$", r"\1⟦\2⟧", "\n".join(runs), count=1, flags=re.MULTILINE)
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n{text}\n"


def catalogue(name):
    """Write a catalogue of the pseudo-locale."""
    made = Catalog(locale=LANGUAGE)
    source = strings.read(strings.LOCALE / SOURCE / "LC_MESSAGES" / name)
    for message in source:
        if message.id:
            new = message.clone()
            said = (lambda text: text) if str(message.context).startswith(FORMATS) else bracketed
            new.string = said(message.id) if isinstance(message.id, str) else tuple(map(said, message.id))
            made[message.id] = new
    return made


def theme(text):
    """Return Material's own words, `partials/languages/en.html`, in the pseudo-locale."""
    words = re.compile(r'("(?!language|direction|search\.config)[a-z.]+": )"([^"]*)"')
    said = words.sub(lambda match: f'{match[1]}"{bracketed(match[2])}"', text)
    return said.replace('"language": "en"', f'"language": "{LANGUAGE}"')


def _fence(line):
    return _TITLE.sub(lambda match: match[1] + bracketed(match[2]) + match[3], line)
