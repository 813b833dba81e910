"""A copy of the tree with a third language in it: a folder, catalogues and lines in mkdocs.yml, and nothing else."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import material

from tests.conftest import ROOT
from tests.l10n import pseudo
from tools import pages, strings
from tools.strings import SOURCE

COPIED = ("checkers", "docs", "overrides", "tools", "mkdocs.yml")
SCRIPT = """
import logging, sys
from pathlib import Path
from tools.site import build, prepare
logging.basicConfig(level=logging.WARNING)
build.set_date()
prepare.words()
config = build.configuration(Path(sys.argv[1]))
config.plugins.on_startup(command="build", dirty=False)
build.pages(config)
"""


def tree(target):
    """Write a copy of the tree with the pseudo-locale into `target`."""
    for name in COPIED:
        source = ROOT / name
        ignored = shutil.ignore_patterns("__pycache__", "??.json", "??.codes.json", "*.pyc")
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=ignored, dirs_exist_ok=True)
        else:
            shutil.copy(source, target / name)
    (target / "node_modules").symlink_to(ROOT / "node_modules")  # they make the worker one script
    for name in pages.page_names(SOURCE):
        path = target / "docs" / pseudo.LANGUAGE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pseudo.page((pages.DOCS / SOURCE / name).read_text("utf-8")), "utf-8")
    for source in strings.catalogue_files(SOURCE):
        path = target / "checkers" / "locale" / pseudo.LANGUAGE / "LC_MESSAGES" / source.name
        path.parent.mkdir(parents=True, exist_ok=True)
        strings.write(path, pseudo.catalogue(source.name))
    words = Path(material.__file__).parent / "templates" / "partials" / "languages" / "en.html"
    theirs = target / "overrides" / "partials" / "languages" / f"{pseudo.LANGUAGE}.html"
    theirs.parent.mkdir(parents=True, exist_ok=True)
    theirs.write_text(pseudo.theme(words.read_text("utf-8")), "utf-8")
    config = (target / "mkdocs.yml").read_text("utf-8")
    german = re.search(r"^( *)- locale: de$|^( *)- \{ *locale: de", config, re.MULTILINE)
    indent = german[1] or german[2]
    lines = f"{indent}- locale: {pseudo.LANGUAGE}\n{indent}  name: ⟦Éö⟧\n"
    (target / "mkdocs.yml").write_text(config[: german.start()] + lines + config[german.start() :], "utf-8")


def build(target, only=pseudo.LANGUAGE):
    """Build a tree's site strictly and return where it is and what the build complains of."""
    if not (target / "mkdocs.yml").exists():
        tree(target)
    site = target / "site"
    environment = os.environ | {"PYTHONPATH": str(target), "NO_MKDOCS_2_WARNING": "1"}
    environment |= {"BUILD_ONLY_LOCALE": only} if only else {}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(site)],
        cwd=target,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return site, done.stderr
