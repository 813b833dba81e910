"""Hold the built site against Lighthouse, axe, its own policy and its word that nothing leaves it.

python -m tools.audit [NAME...]   one page of each kind (only those whose name begins so), Lighthouse three times each
python -m tools.audit --all       every page, without Lighthouse

Exit 1 where a score is below 100, axe finds anything, the policy blocks anything, a request goes elsewhere, or a page
is wider than its window; 2 where a NAME is the beginning of no kind's name.
"""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools import browser
from tools.audit.plan import KINDS, every, kinds
from tools.hosting.preview import Host, start
from tools.runtime.program import node
from tools.site.build import SITE
from tools.strings import ROOT

HERE = Path(__file__).parent
WORKSHOP = ROOT / ".cache" / "audit"  # Node looks for packages beside the script
_FILES = ("package.json", "package-lock.json", "audit.mjs")
ROUNDS = 3
_SCORES = ("performance", "accessibility", "best-practices", "seo")
_FAULTS = ("axe", "blocked", "foreign", "wide")
_BEST = 100
_LIMIT = 1 << 24  # characters of a line


def main(arguments: list[str]) -> int:
    """Print the table; return the exit status."""
    whole = arguments == ["--all"]
    pages = list(every(SITE)) if whole else kinds(SITE)
    if not whole and arguments:
        if unknown := [name for name in arguments if not any(page["name"].startswith(name) for page in pages)]:
            print(f"no kind of page on this site: {', '.join(unknown)}; kinds: {', '.join(KINDS)}", file=sys.stderr)
            return 2
        pages = [page for page in pages if page["name"].startswith(tuple(arguments))]
    install()
    print(f"{'page':<28} perf a11y best  seo   axe   KB policy foreign wide  remarks")
    faulty = 0
    for seen in asyncio.run(looked(pages)):
        scores = [seen["scores"][name] if seen["scores"] else None for name in _SCORES]
        axe, blocked, foreign, wide = counts = [len(seen[name]) for name in _FAULTS]
        said = "".join(f"{'' if score is None else score:>5}" for score in scores)
        remarks = ", ".join(remark(seen))
        row = f"{seen['name']:<28}{said}{axe:>6}{seen['bytes'] // 1024:>5}{blocked:>7}{foreign:>8}{wide:>5}"
        print(f"{row}  {remarks}", flush=True)
        faulty += any(counts) or any(score is not None and score < _BEST for score in scores)
    return int(faulty > 0)


def remark(seen: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a page, in short."""
    if seen["scores"]:
        yield from seen["scores"]["weak"]
    for found in seen["axe"]:
        yield f"{found['id']} ({found['state']}): {' | '.join(found['places'])}"
    for name in _FAULTS[1:]:
        yield from map(str, seen[name])


async def looked(pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what was seen of each page, in order."""
    server = await start(Host(SITE, quality=11))
    chromium = browser.ensure()
    port = server.sockets[0].getsockname()[1]
    plan = {
        "base": f"http://127.0.0.1:{port}",
        "chromium": chromium,
        "arguments": browser.ARGUMENTS,
        "rounds": ROUNDS,
        "pages": pages,
    }
    command = node(WORKSHOP / "audit.mjs")
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=_LIMIT
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(plan).encode())
    process.stdin.close()
    found = []
    async for line in process.stdout:
        found.append(json.loads(line))
        print(f"{len(found)} of {len(pages)}", end="\r", file=sys.stderr, flush=True)
    if await process.wait() or len(found) < len(pages):
        raise SystemExit("the audit broke off")
    return found


def install() -> None:
    """Get Lighthouse, axe and what drives them, once."""
    WORKSHOP.mkdir(parents=True, exist_ok=True)
    lock = WORKSHOP / "package-lock.json"
    known = lock.read_bytes() if lock.exists() else b""
    for name in _FILES:
        shutil.copyfile(HERE / name, WORKSHOP / name)
    if known != lock.read_bytes() or not (WORKSHOP / "node_modules").exists():
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run([shutil.which("npm") or "npm", "ci", *quiet], cwd=WORKSHOP, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
