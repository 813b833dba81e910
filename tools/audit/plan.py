"""Which pages are looked at: one of each kind in both languages, or all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

# One page of each kind: what differs in template, styles or scripts.
KINDS = {
    "home": "",
    "start": "start/refused/",
    "bounce": "bounce/",
    "message": "message/",
    "domain": "domain/",
    "record": "authentication/spf/",
    "builder": "authentication/dmarc-builder/",
    "request": "help/delist/",
    "guide": "policies/high-volume/",
    "picture": "filters/",
    "checklist": "policies/checklist/",
    "codes": "codes/",
    "code": "codes/5-7-606/",
    "glossary": "reference/glossary/",
    "changes": "reference/changes/",
    "offline": "reference/offline/",
    "missing": "404.html",
}
FOLDERS = {"en": "", "de": "de/"}


def kinds(site: Path) -> list[dict[str, Any]]:
    """Return one page of each kind in each language, with Lighthouse; kinds that the site lacks are left out."""
    return [
        {"name": f"{kind} {language}", "path": f"/{folder}{path}", "lighthouse": kind != "missing"}
        for kind, path in KINDS.items()
        for language, folder in FOLDERS.items()
        if (site / folder / path).exists() and not (kind == "missing" and folder)
    ]


def every(site: Path) -> Iterator[dict[str, Any]]:
    """Yield every page of the site, without Lighthouse."""
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix().removesuffix("index.html")
        yield {"name": path or "/", "path": f"/{path}", "lighthouse": False}
