"""The whole site, ready for any static host."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from tools.hosting import hosts
from tools.offline import write as offline
from tools.runtime.build import MANIFEST
from tools.site.prepare import CACHE, RUNTIME, prepare
from tools.strings import ROOT
from tools.styles import pages as styles

SITE = ROOT / "site"
HOSTING = ROOT / "build" / "hosting"  # configurations of hosts, for whoever runs one
RUNTIME_FOLDER = Path("assets") / "runtime"  # where the shell's runtime.js looks, seen from the site's root


def build(target: Path = SITE) -> None:
    """Build the site strictly into `target`, which appears only when it is complete.

    Raises mkdocs.exceptions.Abort at the first warning's end, ValueError for a page that lacks something.
    """
    set_date()
    prepare()
    new = CACHE / f"site-{os.getpid()}"
    try:
        config = configuration(new)
        config.plugins.on_startup(command="build", dirty=False)
        pages(config)
        runtime(config)
        config.plugins.on_shutdown()
        styles.inline(new, urlsplit(config.site_url or "/").path)
        hosts.complete(new)
        hosts.write(new, HOSTING)
        offline.write(new)
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def configuration(site_dir: Path, **settings: Any) -> MkDocsConfig:
    """Return mkdocs.yml with the site going to `site_dir`."""
    return load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site_dir), **settings)


def pages(config: MkDocsConfig) -> None:
    """Run MkDocs: everything but the runtime."""
    mkdocs_build(config)


def runtime(config: MkDocsConfig) -> None:
    """Put the runtime that is published now beside the pages; `make serve` may be publishing the next one meanwhile.

    Raises OSError where there is none.
    """
    target = Path(config.site_dir) / RUNTIME_FOLDER
    for last in (False, False, True):
        try:
            manifest = (RUNTIME / MANIFEST).read_bytes()
            folder = json.loads(manifest)["folder"]
            shutil.copytree(RUNTIME / folder, target / folder, dirs_exist_ok=True)
        except (OSError, ValueError):  # it went while it was read: its successor is there
            if last:
                raise
            shutil.rmtree(target, ignore_errors=True)
        else:
            (target / MANIFEST).write_bytes(manifest)
            return


def set_date() -> None:
    """Give every file that carries a date the commit's: the same commit gives the same bytes."""
    if "SOURCE_DATE_EPOCH" not in os.environ:
        git = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        os.environ["SOURCE_DATE_EPOCH"] = git.stdout.strip() or "1767225600"  # 2026-01-01
