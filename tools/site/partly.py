"""A build of some pages into a site that is there already, for `make serve`: what is saved shows at once.

MkDocs has the "dirty" build for it, which goes by the files' times; ours names the pages. The search index of such a
build holds these pages alone: it is put into the one before.
"""

import json
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from tools.l10n.state import languages as translations
from tools.site.search import INDEX
from tools.strings import SOURCE

DIRTY = "--dirty"  # static-i18n looks for it among the arguments of the command
CODES, CODE_LIST = "codes/", "codes/index.md"
STATE = "reference/translations.md"


def concerned(changed: Iterable[str]) -> set[str]:
    """Return the pages to build after those `changed`, all as "de/bounce.md".

    A page's translations say whether they still match it, the list of codes names every code page, and a page tells
    the state of all translations.
    """
    found = set(changed)
    names = {name.partition("/")[2] for name in found if name.startswith(f"{SOURCE}/")} | {STATE}
    if any(name.partition("/")[2].startswith(CODES) for name in found):
        names.add(CODE_LIST)
    return found | {f"{language}/{name}" for language in (SOURCE, *translations()) for name in names}


def build(config: MkDocsConfig, wanted: set[str]) -> None:
    """Build the pages `wanted`, paths under the folder of all pages, into the site in `config.site_dir`."""
    site = Path(config.site_dir)
    before = {path: _read(path) for path in [site / INDEX, *site.glob(f"*/{INDEX.as_posix()}")]}
    with _only(wanted):
        mkdocs_build(config, dirty=True)
    for path, index in before.items():
        path.write_text(json.dumps(renewed(index, _read(path)), ensure_ascii=False, separators=(",", ":")), "utf-8")


def renewed(index: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return a search index with the entries of the pages in `new` in place of the former ones."""
    pages = {_page(entry) for entry in new["docs"]}
    return {**index, "docs": [*(entry for entry in index["docs"] if _page(entry) not in pages), *new["docs"]]}


@contextmanager
def _only(wanted: set[str]) -> Iterator[None]:
    ordinary, arguments = File.is_modified, sys.argv
    logger = logging.getLogger("mkdocs.commands.build")
    File.is_modified = lambda self: self.src_uri in wanted  # type: ignore[method-assign]
    sys.argv = [*arguments, DIRTY]
    logger.addFilter(_is_news)
    try:
        yield
    finally:
        logger.removeFilter(_is_news)
        sys.argv = arguments
        File.is_modified = ordinary  # type: ignore[method-assign]


def _is_news(record: logging.LogRecord) -> bool:
    return "'dirty' build" not in str(record.msg)


def _page(entry: Mapping[str, str]) -> str:
    return entry["location"].partition("#")[0]


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content
