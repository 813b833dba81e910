"""How long the bounce check takes over real bounces, in this CPython."""

import os
import statistics
import time
from pathlib import Path

from checkers import check


def print_reading(root: Path) -> None:
    """Print files a second, the median and the slowest file, or that there is nothing to read."""
    folder = Path(os.environ.get("CONFORMANCE_DIR", root.parent / "shared" / "conformance")) / "bounces"
    contents = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.suffix in {".eml", ".txt", ".msg"}]
    if not contents:
        print(f"\nbounces in CPython: nothing to read in {folder}")
        return
    check("bounce", {"bounce": contents[0]})  # tables are read once
    times = []
    for content in contents:
        start = time.perf_counter()
        check("bounce", {"bounce": content})
        times.append(time.perf_counter() - start)
    print(f"\nbounces in CPython: {len(times)} files, {len(times) / sum(times):,.0f} a second,", end=" ")
    print(f"median {statistics.median(times) * 1000:.1f} ms, slowest {max(times) * 1000:.0f} ms")
