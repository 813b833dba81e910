"""The facts and letters that travel with the package, `data/**`: read once, and from memory ever after."""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def table(name: str) -> dict[str, Any]:
    """Return the table in `data/<name>.toml`, the same each time."""
    return _parsed(f"{name}.toml")


def tables(folder: str) -> list[dict[str, Any]]:
    """Return every table in a folder of `data/`, in the order of their names; who asks keeps what it makes of them."""
    return [_parsed(f"{folder}/{name}") for name in _names(folder) if name.endswith(".toml")]


@cache
def content(name: str) -> str:
    """Return the text of the file `data/<name>`.

    Raises FileNotFoundError where there is none.
    """
    return (_data() / name).read_text("utf-8")


def read_all() -> None:
    """Read every table and letter that is asked for by its name: in a memory snapshot there is nothing to read from."""
    for name in _names(""):
        if name.endswith(".toml"):
            table(name.removesuffix(".toml"))
        elif "." not in name:
            for inner in _names(name):
                if inner.endswith(".txt"):
                    content(f"{name}/{inner}")


def _parsed(name: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  as below

    return tomllib.loads((_data() / name).read_text("utf-8"))


@cache
def _names(folder: str) -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in (_data() / folder).iterdir() if not entry.name.startswith("__")))


@cache
def _data() -> "Traversable":
    from importlib.resources import files  # noqa: PLC0415  a memory snapshot has read everything

    return files("checkers") / "data"


def forget_place() -> None:
    """Forget where the files are, which in an archive is an index of all that is in it, until one is asked for."""
    _data.cache_clear()
