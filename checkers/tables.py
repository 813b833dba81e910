"""The facts and letters that travel with the package, `data/**`: read once, and from memory ever after."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_DATA = files("checkers") / "data"


def table(name: str) -> dict[str, Any]:
    """Return the table in `data/<name>.toml`."""
    return tomllib.loads(content(f"{name}.toml"))


def tables(folder: str) -> list[dict[str, Any]]:
    """Return every table in a folder of `data/`, in the order of their names."""
    return [table(f"{folder}/{name.removesuffix('.toml')}") for name in _names(folder) if name.endswith(".toml")]


@cache
def content(name: str) -> str:
    """Return the text of the file `data/<name>`.

    Raises FileNotFoundError where there is none.
    """
    return (_DATA / name).read_text("utf-8")


def read_all() -> None:
    """Read every file: in a memory snapshot there is nothing to read from."""
    for name in _names(""):
        if "." in name:
            content(name)
        else:
            for inner in _names(name):
                content(f"{name}/{inner}")


@cache
def _names(folder: str) -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in (_DATA / folder).iterdir() if not entry.name.startswith("__")))
