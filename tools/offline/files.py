"""What a visitor can need without a network: every file of a built site but copies, maps and what only hosts read."""

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

WORKER = "sw.js"
LIST = "offline.json"  # what belongs to the release
RELEASE = "release.json"  # which release the host serves now

_OWN = frozenset({WORKER, LIST, RELEASE})
_NOT_FOR_VISITORS = ("_headers", ".*", "*/.*", "sitemap.xml", "*.map", "*.gz", "*.br")
_STEMMERS = "assets/javascripts/lunr/"  # Material brings one for every language that there is
_INDEX = "search/search_index.json"


def needed(site: Path) -> list[str]:
    """Return the paths of the files, from the site's root, sorted."""
    stemmers = set(_stemmers(site))
    paths = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return sorted(path for path in paths if _for_visitors(path) and (path in stemmers or _STEMMERS not in path))


def _for_visitors(path: str) -> bool:
    return path not in _OWN and not any(fnmatchcase(path, pattern) for pattern in _NOT_FOR_VISITORS)


def _stemmers(site: Path) -> Iterator[str]:
    """Yield what the search asks for: nothing for English, else what all stemmers share and those of its languages."""
    for index in site.rglob(_INDEX):
        languages = json.loads(index.read_text("utf-8"))["config"]["lang"]
        names = [*(name for name in languages if name != "en"), *(["multi"] if len(languages) > 1 else [])]
        for name in ("stemmer.support", *names) if names else ():
            yield f"{_STEMMERS}min/lunr.{name}.min.js"
