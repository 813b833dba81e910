"""In place of _pyodide.docstring, which looks at code: what Pyodide's own functions are helped with, nobody reads."""

from collections.abc import Callable
from typing import Any


def get_cmeth_docstring(func: Callable[..., Any]) -> str:
    """Return the help for a function of Pyodide's core: the beginning that CPython expects."""
    return f"{func.__name__}()\n--\n\n"
