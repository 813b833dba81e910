"""What a page can use of its style sheets: decided by names alone, so that what a script may add is kept."""

import re
from collections.abc import Iterable, Iterator

from tools.styles.sheet import Declaration, Group, Keyframes, Plain, Rule, Whole

_TAG = re.compile(r"<([a-zA-Z][^>]*)>", re.DOTALL)
_SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)
_NAME = re.compile(r"-{0,2}[A-Za-z_][\w-]*|[0-9]+")
_STRING = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`""")
# Parts of the theme that its script could fill and no page of ours has; a page that has one keeps its styles.
_NOT_OURS = (
    "md-annotation", "md-author", "md-banner", "md-consent", "md-feedback", "md-post", "md-progress", "md-social",
    "md-source", "md-status", "md-tabs", "md-tag", "md-version", "mermaid", "tabbed", "linenos", "highlighttable",
)  # fmt: skip
_ALWAYS = frozenset({"html", "head", "body"})


def names(html: str, scripts: Iterable[str]) -> frozenset[str]:
    """Return every name that a page's tags hold or its scripts could give to one."""
    found = set(_ALWAYS)
    for text in (*_TAG.findall(html), *_SCRIPT.findall(html)):
        found.update(_NAME.findall(text))
    for script in scripts:
        found.update(words(script))
    return frozenset(found)


def words(script: str) -> frozenset[str]:
    """Return every name that stands in a script's strings, which is where tags and classes are named."""
    found = (name for text in _STRING.findall(script) for name in _NAME.findall(text))
    return frozenset(name for name in found if not name.startswith(_NOT_OURS))


def used(sheets: Iterable[tuple[Rule, ...]], known: frozenset[str]) -> str:
    """Return, as one style sheet's text, the rules that a page can use which knows these names.

    Custom properties that nothing reads any more and animations that nothing names are left out.
    """
    kept = [rule for sheet in sheets for rule in _fitting(sheet, known)]
    read = _read(kept, known)
    text = "".join(_said(rule, read) for rule in kept)
    animations = {
        rule.name: rule.text
        for rule in _every(kept)
        if isinstance(rule, Keyframes) and re.search(rf"(?<![\w-]){re.escape(rule.name)}(?![\w-])", text)
    }
    return text + "".join(animations.values())


def _fitting(rules: Iterable[Rule], known: frozenset[str]) -> Iterator[Rule]:
    for rule in rules:
        if isinstance(rule, Group):
            if inside := tuple(_fitting(rule.rules, known)):
                yield Group(rule.head, inside)
        elif isinstance(rule, Plain):
            if fitting := tuple(selector for selector in rule.selectors if selector.names <= known):
                yield Plain(fitting, rule.declarations)
        else:
            yield rule


def _every(rules: Iterable[Rule]) -> Iterator[Rule]:
    for rule in rules:
        yield rule
        if isinstance(rule, Group):
            yield from _every(rule.rules)


def _read(rules: Iterable[Rule], known: frozenset[str]) -> frozenset[str]:
    """Return the custom properties that matter: read by a declaration, by one that is read, or named by a script."""
    reads: dict[str, set[str]] = {}
    for declaration in _declarations(rules):
        reads.setdefault(declaration.sets, set()).update(declaration.reads)
    found: set[str] = set()
    waiting = [*reads.get("", ()), *(name for name in reads if name and name in known)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += reads.get(name, ())
    return frozenset(found)


def _declarations(rules: Iterable[Rule]) -> Iterator[Declaration]:
    for rule in _every(rules):
        if isinstance(rule, Plain):
            yield from rule.declarations


def _said(rule: Rule, read: frozenset[str]) -> str:
    if isinstance(rule, Group):
        inside = "".join(_said(one, read) for one in rule.rules)
        return f"{rule.head}{{{inside}}}" if inside else ""
    if isinstance(rule, Plain):
        kept = [one.text for one in rule.declarations if not one.sets or one.sets in read]
        return f"{','.join(one.text for one in rule.selectors)}{{{';'.join(kept)}}}" if kept else ""
    return rule.text if isinstance(rule, Whole) else ""
