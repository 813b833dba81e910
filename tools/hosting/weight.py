"""What visits weigh on the wire, from the built site's own bytes, and what a million of them come to."""

import json
import statistics
from collections.abc import Iterable
from pathlib import Path

from tools.hosting.packing import packed
from tools.hosting.rules import COMPRESSED
from tools.runtime.build import MANIFEST

_MILLION = 1_000_000
_GB = 1_000_000_000
FIRST_START = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "snapshot.wasm", "words-en.json")


def weights(site: Path) -> dict[str, int]:
    """Return the bytes that travel, Brotli-packed, for each kind of visit to a built site.

    `page`: a page alone (the median); `reader`: a visitor's first page, with what every page shares; `tester`: that
    and the first check; `again`: a page and a check of a visitor who was here before and finds nothing changed.
    """
    pages = [_travels(site, path) for path in site.rglob("*.html")]
    page = int(statistics.median(pages))
    shared = sum(_travels(site, path) for path in _shared(site))
    runtime = json.loads((site / "assets" / "runtime" / MANIFEST).read_text("utf-8"))
    folder = site / "assets" / "runtime" / runtime["folder"]
    shell = sum(_travels(site, path) for path in (site / "assets" / "shell").glob("*.js"))
    python = sum(_travels(site, folder / name) for name in FIRST_START if (folder / name).exists())
    return {"page": page, "reader": page + shared, "tester": page + shared + shell + python, "again": page}


def table(found: dict[str, int]) -> Iterable[str]:
    """Yield lines: bytes a visit, and gigabytes for a million of them."""
    yield f"{'visit':<8} {'bytes':>10} {'GB per million':>15}"
    for name, size in found.items():
        yield f"{name:<8} {size:>10,} {size * _MILLION / _GB:>15,.0f}"


def _shared(site: Path) -> list[Path]:
    """Return what Material's script asks for on every page in English."""
    scripts = site / "assets" / "javascripts"
    found = [*scripts.glob("bundle.*.js"), *scripts.glob("workers/search.*.js"), site / "search" / "search_index.json"]
    return [path for path in found if path.exists()]


def _travels(site: Path, path: Path) -> int:
    coding = "br" if path.suffix in COMPRESSED else ""
    return len(packed(site / path, coding)[0])
