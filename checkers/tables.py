"""The fact tables that travel with the package, `data/**/*.toml`."""

import tomllib
from importlib.resources import files
from typing import Any

_DATA = files("checkers") / "data"


def table(name: str) -> dict[str, Any]:
    """Return the table in `data/<name>.toml`."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text("utf-8"))


def tables(folder: str) -> list[dict[str, Any]]:
    """Return every table in a folder of `data/`, in the order of their names."""
    names = sorted(entry.name for entry in (_DATA / folder).iterdir())
    return [table(f"{folder}/{name.removesuffix('.toml')}") for name in names if name.endswith(".toml")]
