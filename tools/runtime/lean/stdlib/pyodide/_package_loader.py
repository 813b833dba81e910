"""In place of pyodide._package_loader, which unpacks packages: ours are imported from their archives.

It also stands in for the names of characters, which the build takes out of the interpreter.

Pyodide restores a snapshot only where these modules hold the JavaScript objects that its own hold.
"""

import unicodedata
from pathlib import Path
from site import getsitepackages

from pyodide_js import loadedPackages  # type: ignore[import-not-found]  # noqa: F401

SITE_PACKAGES = Path(getsitepackages()[0])
DSO_DIR = Path("/usr/lib")


def init_loaded_packages() -> None:
    """Pyodide asks for what is installed when it starts: nothing is."""


def _name(character: str, default: str | None = None) -> str:
    """Return a text for a character that has a name: whether there is one is all that is asked (by idna)."""
    if unicodedata.category(character) not in {"Cc", "Cn", "Co", "Cs"}:
        return "?"
    if default is None:
        raise ValueError("no such name")
    return default


unicodedata.name = _name  # type: ignore[assignment]
