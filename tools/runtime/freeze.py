"""Runs inside Pyodide before the snapshot is made, last: takes away what is of no use to anybody after it.

That is what is remembered about warming up, and what every dataclass has for itself and all could share.
"""

import dataclasses
import gc
import re
import sys
import types
import zipimport
from typing import Any


def shown(self: Any) -> str:
    """Return what a dataclass's own `__repr__` returns."""
    values = (f"{name}={getattr(self, name)!r}" for name, one in self.__dataclass_fields__.items() if one.repr)
    return f"{type(self).__qualname__}({', '.join(values)})"


def refuse(_self: Any, name: str, *_: Any) -> None:
    """Raise what a frozen dataclass raises when a field is set or deleted."""
    raise dataclasses.FrozenInstanceError(f"field {name!r} is frozen")


for one in gc.get_objects():
    # A dataclass has read what its fields are annotated with. One of the layer below is as it is to be.
    if (
        isinstance(one, type)
        and one.__module__.startswith("checkers.")
        and dataclasses.is_dataclass(one)
        and one.__annotations__
    ):
        one.__annotations__ = {}
        one.__doc__ = None  # made up of its fields where it had none
        parameters = vars(one)["__dataclass_params__"]
        if parameters.repr and hasattr(vars(one).get("__repr__"), "__wrapped__"):
            one.__repr__ = shown  # type: ignore[method-assign]
        if parameters.frozen:
            one.__setattr__ = one.__delattr__ = refuse  # type: ignore[method-assign]
        for field in vars(one)["__dataclass_fields__"].values():
            field.type = None
        for made in list(vars(one).values()):
            if isinstance(made, types.FunctionType):
                made.__annotations__ = {}
del one, parameters, field, made

# What is needed to read from an archive, which is done by now; who misses something imports it anew.
_DONE_WITH = (
    "importlib.resources", "importlib.readers", "tempfile", "shutil", "zipfile", "bz2", "lzma", "_compression",
    "fnmatch", "glob", "threading", "tomllib",
)  # fmt: skip
for name in [one for one in sys.modules if one in _DONE_WITH or one.startswith(tuple(f"{top}." for top in _DONE_WITH))]:
    parent, _, own = name.rpartition(".")
    del sys.modules[name]
    if parent in sys.modules:
        vars(sys.modules[parent]).pop(own, None)

# The index of an archive need not tell where the modules are that have been imported.
loaded = {one.__file__ for one in sys.modules.values() if getattr(one, "__file__", None)}
for archive, index in zipimport._zip_directory_cache.items():  # type: ignore[attr-defined]  # noqa: SLF001
    for name in [name for name in index if f"{archive}/{name}" in loaded and not name.endswith("__init__.pyc")]:
        del index[name]
del loaded

re.purge()
sys._clear_internal_caches()  # noqa: SLF001
gc.collect()
gc.freeze()

tracked, text = id(sys.modules), id(str)
