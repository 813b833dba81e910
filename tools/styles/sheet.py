"""A style sheet as rules, each with the names that a page must have for it to matter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import tinycss2  # type: ignore[import-untyped]

_WHOLE = ("page", "font-face")
_GROUPS = ("media", "supports", "layer", "container")  # rules around rules


@dataclass(frozen=True, slots=True)
class Selector:
    """One selector of a rule's list, and the tags, classes, ids and attribute values that it cannot do without."""

    text: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declaration; `sets` is the custom property that it sets, `reads` those that it reads."""

    text: str
    sets: str
    reads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Plain:
    """A rule: selectors and declarations."""

    selectors: tuple[Selector, ...]
    declarations: tuple[Declaration, ...]


@dataclass(frozen=True, slots=True)
class Keyframes:
    """An animation by its name."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that hold under a condition: `@media print`."""

    head: str
    rules: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A rule that holds whatever is on the page: `@page`."""

    text: str


type Rule = Plain | Keyframes | Group | Whole


@cache
def read(text: str) -> tuple[Rule, ...]:
    """Return the rules of a style sheet; raises ValueError for what would mean something else inside a page."""
    return tuple(_rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)))


def _rules(nodes: Iterable[Any]) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = tuple(_selector(part) for part in _parts(node.prelude))
            yield Plain(selectors, tuple(_declarations(node.content)))
        elif node.type == "at-rule" and node.lower_at_keyword.endswith("keyframes"):
            name = tinycss2.serialize(node.prelude).strip()
            yield Keyframes(name, f"@{node.at_keyword} {name}{{{_tight(node.content)}}}")
        elif node.type == "at-rule" and node.lower_at_keyword in _GROUPS and node.content is not None:
            inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield Group(f"@{node.at_keyword} {_tight(node.prelude)}", tuple(_rules(inside)))
        elif node.type == "at-rule" and node.lower_at_keyword in _WHOLE:
            yield Whole(f"@{node.at_keyword} {_tight(node.prelude)}{{{_tight(node.content)}}}")
        elif getattr(node, "lower_at_keyword", "") != "charset":  # a page has one of its own
            raise ValueError(f"style sheet, line {node.source_line}: {node.type} {getattr(node, 'at_keyword', '')}")


def _parts(prelude: list[Any]) -> Iterator[list[Any]]:
    """Yield the selectors of a list, split at the commas that stand outside of everything."""
    part: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _selector(part: list[Any]) -> Selector:
    names = set()
    before = ""
    for token in part:
        if token.type == "hash" or (
            token.type == "ident" and before != ":"
        ):  # an id; a tag, or a class after its point
            names.add(token.value)
        elif token.type == "[] block":
            names |= _values(token.content)
        before = token.value if token.type == "literal" else ""
    return Selector(_tight(part), frozenset(names))


def _values(content: list[Any]) -> set[str]:
    """Return the words of the value that an attribute must have; the attribute itself may come by a script."""
    equal = next((i for i, token in enumerate(content) if token.type == "literal" and "=" in token.value), len(content))
    return {
        word
        for token in content[equal + 1 :]
        if token.type in {"ident", "string"} and token.value not in {"i", "s"}
        for word in token.value.split()
        if word.replace("-", "").replace("_", "").isalnum()
    }


def _declarations(content: list[Any]) -> Iterator[Declaration]:
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type != "declaration":
            raise ValueError(f"style sheet, line {node.source_line}: {node.type} inside a rule")
        important = "!important" if node.important else ""
        sets = node.name if node.name.startswith("--") else ""
        text = f"{node.name}:{_tight(node.value)}{important}"
        yield Declaration(text, sets, frozenset(_reads(node.value)))


def _reads(tokens: Iterable[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type == "function":
            if token.lower_name == "var":
                yield next(inner.value for inner in token.arguments if inner.type == "ident")
            elif token.lower_name == "url":
                _own_address(token)
            yield from _reads(token.arguments)
        elif token.type == "url":
            _own_address(token)
        elif token.type in {"() block", "[] block", "{} block"}:
            yield from _reads(token.content)


def _own_address(token: Any) -> None:
    address = token.value if token.type == "url" else token.arguments[0].value
    if not address.startswith(("data:", "#")):
        raise ValueError(
            f"style sheet, line {token.source_line}: the address {address!r} would lead elsewhere in a page"
        )


def _tight(tokens: list[Any]) -> str:
    return str(tinycss2.serialize([token for token in tokens if token.type != "comment"])).strip()
