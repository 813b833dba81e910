"""Runs inside Pyodide before the snapshot is made, after `load.py`: whatever a check may need is read once."""

import inspect
import sys
from pathlib import Path

import checkers.browser
import checkers.tables

checkers.browser.warm()
for name, module in list(sys.modules.items()):
    if name.startswith("checkers."):
        for known in vars(module).values():
            # A table that is read when it is first asked for.
            if hasattr(known, "cache_clear") and not inspect.signature(known).parameters:
                known()

checkers.tables.forget_place()
words = sys.modules["checkers.words.catalogue"]  # the package has a function of this name
words.catalogue.cache_clear()
words.folder = Path("/lib/words")  # type: ignore[attr-defined]  # files of their own beside the snapshot: nobody reads two languages
