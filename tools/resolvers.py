"""Who may answer live lookups: `extra.resolvers` in mkdocs.yml, and what pages say where there are some or none.

What a page says only where lookups are offered stands between `<!-- if-lookups -->` and `<!-- end -->`, each on a line
of its own; what it says instead, after `<!-- else -->`. `<!-- resolvers -->` lists them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlsplit

from tools.facts import Words, say

MARKER = "<!-- resolvers -->"
KEPT = "pl-kept"  # where a page shows the choice that this device remembers

_FIELDS = {"name", "operator", "address", "privacy"}
_CHOICE = re.compile(
    r"^<!-- if-lookups -->\n(?P<some>.*?)(?:^<!-- else -->\n(?P<none>.*?))?^<!-- end -->\n?", re.MULTILINE | re.DOTALL
)
# A content security policy names an address by scheme, host, port and path; no other sign may end up in it.
_ADDRESS = re.compile(r"https://[a-z0-9.-]+(?::[0-9]+)?/[A-Za-z0-9/._~-]*")


@dataclass(frozen=True, slots=True)
class Resolver:
    """One resolver (RFC 8484): its name, who runs it, its address, and where its privacy notice is."""

    name: str
    operator: str
    address: str
    privacy: str

    @property
    def host(self) -> str:
        """The host that the names go to."""
        return urlsplit(self.address).netloc


def resolvers(extra: Mapping[str, Any]) -> tuple[Resolver, ...]:
    """Return the resolvers that mkdocs.yml offers; raises ValueError for one that cannot be offered."""
    found = []
    for number, given in enumerate(extra.get("resolvers") or (), 1):
        where = f"mkdocs.yml, extra.resolvers, entry {number}"
        if set(given) != _FIELDS:
            raise ValueError(f"{where}: must have {', '.join(sorted(_FIELDS))}")
        resolver = Resolver(**{name: str(value) for name, value in given.items()})
        if not _ADDRESS.fullmatch(resolver.address):
            raise ValueError(f"{where}: address must be https://host/path without a query")
        if not resolver.privacy.startswith("https://"):
            raise ValueError(f"{where}: privacy must be an https address")
        found.append(resolver)
    return tuple(found)


def placed(markdown: str, offered: Sequence[Resolver], words: Words) -> str:
    """Return a page's Markdown as it reads where these resolvers are offered."""
    text = _CHOICE.sub(lambda match: match["some"] if offered else match["none"] or "", markdown)
    return text.replace(MARKER, _listed(offered, words)) if MARKER in text else text


def _listed(offered: Sequence[Resolver], words: Words) -> str:
    def said(key: str, **values: str) -> str:
        return escape(say(words, f"lookup/{key}").format(**values))

    items = "".join(
        f"<li><strong>{escape(one.name)}</strong>: {said('operator', operator=one.operator, host=one.host)} "
        f'<a href="{escape(one.privacy)}">{said("privacy", name=one.name)}</a></li>'
        for one in offered
    )
    names = "".join(
        f'<span data-resolver="{escape(one.address)}" hidden>{said("kept", name=one.name)}</span>' for one in offered
    )
    button = f'<button type="button" class="pl-button" hidden>{said("forget")}</button>'
    return (
        f"<ul>{items}</ul>\n\n"
        f'<p class="{KEPT}" role="status"><span data-none>{said("kept/none")}</span>{names} {button}</p>'
    )
