"""Selector and domain as people type them, and what can be said without the one or the other."""

import re
from dataclasses import dataclass

from checkers.dkim.ask import check_key
from checkers.dns import Book
from checkers.dns.model import normal_name
from checkers.inputs import Inputs
from checkers.records.ask import stated_domain
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Fact, Report, Span
from checkers.text.domains import is_domain

_SELECTOR = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_TAG = re.compile(r"\s*s\s*=\s*([^;]*)")


@dataclass(frozen=True, slots=True)
class Stated:
    """A selector and a domain in normal form, empty where nothing was stated."""

    selector: str
    domain: str

    @property
    def name(self) -> str:
        """The name of the key, empty where one of the two is missing."""
        return f"{self.selector}._domainkey.{self.domain}" if self.selector and self.domain else ""


def stated(inputs: Inputs) -> Stated:
    """Return what `selector` and `domain` say; either may hold the whole name, the selector also its tag ("s=a")."""
    typed = inputs.stated("selector").strip("\"'`;,. ")
    if tag := _TAG.fullmatch(typed):
        typed = tag[1].strip()
    selector, _, behind = normal_name(typed).partition("._domainkey")
    domain = normal_name(stated_domain(inputs.text("domain"))) if inputs.stated("domain") else ""
    before, labelled, rest = domain.partition("._domainkey.")
    if labelled:
        selector, domain = selector or before, rest
    return Stated(selector.removesuffix("."), domain or behind.strip("."))


def check_stated(inputs: Inputs, book: Book) -> Report:
    """Return what there is to say where no record is given."""
    given = stated(inputs)
    if not given.selector and not given.domain:
        return Report("dkim", (finding("input.empty"),))
    facts = tuple(
        Fact(name, value) for name, value in (("selector", given.selector), ("domain", given.domain)) if value
    )
    if given.domain and not is_domain(given.domain):
        place = Span(0, len(inputs.text("domain")), "domain") if inputs.text("domain") else Span(0, 0, "selector")
        return Report("dkim", (finding("record.domain-unusable", place, name=shown(given.domain)),), facts)
    if given.selector and not _SELECTOR.fullmatch(given.selector):
        place = Span(0, len(inputs.text("selector")), "selector")
        return Report("dkim", (finding("dkim.selector-unusable", place, selector=shown(given.selector)),), facts)
    if not given.domain:
        return Report("dkim", (finding("dkim.domain-unknown", selector=shown(given.selector)),), facts)
    if not given.selector:
        return Report("dkim", (finding("dkim.selector-unknown", domain=given.domain),), facts)
    return check_key(given.name, book)
