"""In place of _pyodide._base, which reads Python: all that is run here as a text are a few statements of Pyodide's.

The names are those that Pyodide's other modules import.
"""

import sys
import traceback
from functools import cache
from importlib import import_module
from types import CodeType
from typing import Any

sys.excepthook = traceback.print_exception


class CodeRunner:
    """Runs nothing."""


def eval_code(source: str, globals: dict[str, Any] | None = None, *_: Any, **__: Any) -> Any:  # noqa: A002
    """Run statements divided by semicolons and return the value of the last, which is an expression."""
    statements, last = _parts(source)
    scope = {} if globals is None else globals
    exec(statements, scope)  # noqa: S102
    return eval(last, scope)  # noqa: S307


@cache  # the same few each time; to read Python takes longer than to run them
def _parts(source: str) -> tuple[CodeType, CodeType]:
    statements, _, last = source.rpartition(";")
    return compile(statements, "<exec>", "exec"), compile(last.strip(), "<eval>", "eval")


async def eval_code_async(*_: Any, **__: Any) -> None:
    """Run nothing: no checker waits for anything."""


def find_imports(_source: str) -> list[str]:
    """Find nothing."""
    return []


def should_quiet(_source: str) -> bool:
    """Tell that there is no output."""
    return True


def pyimport_impl(path: str) -> Any:
    """Return a module, or what is in it, by its dotted name."""
    stem, _, name = path.rpartition(".")
    if not stem:
        return import_module(path)
    module = import_module(stem)
    return getattr(module, name) if hasattr(module, name) else import_module(path)
