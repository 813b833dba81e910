"""The one policy that a host sends with every file: the pages' own, united, and what no page can say itself."""

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path

_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="(?P<policy>[^"]*)">')
_NEEDS_HEADER = {"frame-ancestors": ["'none'"]}  # a page's own policy cannot say it (CSP 3, 6.4.2)
# The search's worker obeys the header, and loads the stemmers of its language by plain addresses.
_PAGES_ONLY = ("require-trusted-types-for", "trusted-types")


def site_policy(folder: Path) -> str:
    """Return the policy for a built site: the union of its pages' policies, directive by directive.

    A page's own, stricter policy goes on holding: a browser obeys both. Raises ValueError where a page has none.
    """
    united: dict[str, dict[str, None]] = {}
    for page in sorted(folder.rglob("*.html")):
        found = _META.search(page.read_text("utf-8"))
        if found is None:
            raise ValueError(f"{page.relative_to(folder)}: no content security policy")
        _add(united, _directives(unescape(found["policy"])))
    _add(united, _NEEDS_HEADER.items())
    return "; ".join(" ".join((name, *sources)) for name, sources in united.items())


def _shared(name: str, sources: list[str]) -> list[str]:
    """Return what a directive comes to for all pages: each has styles of its own, too many to be named in a header."""
    if name != "style-src":
        return sources
    return ["'unsafe-inline'" if source.startswith("'sha256-") else source for source in sources]


def _directives(policy: str) -> Iterable[tuple[str, list[str]]]:
    for directive in policy.split(";"):
        name, *sources = directive.split()
        if name not in _PAGES_ONLY:
            yield name, _shared(name, sources)


def _add(united: dict[str, dict[str, None]], directives: Iterable[tuple[str, list[str]]]) -> None:
    for name, sources in directives:
        known = united.setdefault(name, {})
        known.update(dict.fromkeys(sources))
        if len(known) > 1:
            known.pop("'none'", None)
