"""Runs inside Pyodide before a layer of the snapshot is made, after `load.py`: whatever its checks may need is read."""

import importlib
import sys
from functools import partial
from pathlib import Path

import checkers.browser
import checkers.tables

checks = importlib.import_module("checkers.checks")
wanted = globals()["wanted"]
words = sys.modules["checkers.words.catalogue"]  # the package has a function of this name
words.folder = partial(Path, "/lib/words")  # type: ignore[attr-defined]  # files of their own: nobody reads two languages
checkers.browser.warm(getattr(checks, wanted)().values())
if wanted == checks.checks.__name__:
    checkers.tables.read_all()
for name, module in list(sys.modules.items()):
    if name.startswith("checkers.") and module is not checks:  # its lists are layers
        for known in vars(module).values():
            # A table that is read when it is first asked for.
            if hasattr(known, "cache_clear") and not known.__wrapped__.__code__.co_argcount:
                known()

checkers.tables.forget_place()
words.catalogue.cache_clear()
words.code_pages.cache_clear()
