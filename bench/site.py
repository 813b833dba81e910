"""How the time of the site's build grows with its pages: no faster than they do.

The site is built from a copy in which every page stands again and again under other names, in the navigation too. What
is measured is MkDocs with our hooks, on one core; the runtime, which does not depend on the pages, is left out.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.limits import at_most
from tools.pages import NO_REFUSAL

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("checkers", "docs", "overrides", "tools", "mkdocs.yml")
TIMES = (1, 2, 4, 7)
LINEAR = 1.3  # times as much a page as the site of today costs: more grows faster than the pages

_BUILD = """
import logging, sys, time
from pathlib import Path
from tools.site import build, prepare
logging.basicConfig(level=logging.CRITICAL)
build.set_date()
prepare.words()
config = build.configuration(Path(sys.argv[1]), strict=False)
config.plugins.on_startup(command="build", dirty=False)
begin = time.process_time()
build.pages(config)
print(time.process_time() - begin)
"""
_IN_NAV = re.compile(r"^( +- )(.+): ((?!codes/)\S+)\.md$", re.MULTILINE)


def print_site() -> None:
    """Print pages, seconds of processor time, milliseconds a page, and the ratio beside the site of today."""
    print("\nbuild of the pages, seconds of one core")
    print(f"{'pages':>9}{'seconds':>9}{'ms/page':>9}{'ratio':>7}{'limit':>7}")
    first = 0.0
    for times in TIMES:
        with tempfile.TemporaryDirectory() as folder:
            pages = grown(Path(folder), times)
            taken = seconds(Path(folder))
        first = first or taken / pages
        ratio = taken / pages / first
        print(f"{pages:9}{taken:9.1f}{taken / pages * 1000:9.1f}{ratio:7.2f}{LINEAR:7}  {at_most(ratio, LINEAR)}")


def grown(target: Path, times: int) -> int:
    """Write a tree with every page `times` over into a folder; return the number of its pages in all languages."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / name)
    for path in list((target / "docs").rglob("*.md")):
        once = path.parent.name == "codes" and path.name in NO_REFUSAL
        for number in () if once else range(2, times + 1):
            shutil.copy(path, path.with_name(f"{path.stem}-{number}.md"))
    config = target / "mkdocs.yml"
    copies = range(1, times + 1)
    config.write_text(_IN_NAV.sub(lambda entry: "\n".join(_entry(entry, copy) for copy in copies), config.read_text()))
    return len(list((target / "docs").rglob("*.md")))


def seconds(tree: Path) -> float:
    """Return the processor time of building the pages of a tree; raises CalledProcessError where that fails."""
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, str(tree / "site")],
        cwd=tree,
        env={"PYTHONPATH": str(tree), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[-1])


def _entry(match: re.Match[str], copy: int) -> str:
    return match[0] if copy == 1 else f"{match[1]}{match[2]} {copy}: {match[3]}-{copy}.md"
