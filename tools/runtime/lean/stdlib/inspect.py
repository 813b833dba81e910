"""In place of inspect, which brings ast, dis and tokenize: no checker looks at its own code.

Here is what Pyodide, dataclasses, importlib and dnspython ask for when they are imported.
"""

from collections.abc import Callable
from types import CodeType, MethodType
from typing import Any

getattr_static = getattr
_VARARGS, _VARKEYWORDS, _COROUTINE = 0x4, 0x8, 0x80  # flags of a code object


class Parameter:
    """A parameter of which its name and its kind are known."""

    empty = type("_empty", (), {})
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = range(5)

    def __init__(self, name: str, kind: int) -> None:
        self.name, self.kind, self.default = name, kind, self.empty


class Signature:
    """The parameters of a function by their names."""

    def __init__(self, parameters: list[Parameter]) -> None:
        self.parameters = {one.name: one for one in parameters}

    def __str__(self) -> str:
        return f"({', '.join(self.parameters)})"


def signature(thing: Callable[..., Any]) -> Signature:
    """Return a function's signature, an empty one for anything else."""
    code = getattr(thing, "__code__", None)
    if not isinstance(code, CodeType):
        return Signature([])
    named = [Parameter.POSITIONAL_ONLY] * code.co_posonlyargcount
    named += [Parameter.POSITIONAL_OR_KEYWORD] * (code.co_argcount - code.co_posonlyargcount)
    kinds = [*named, *[Parameter.KEYWORD_ONLY] * code.co_kwonlyargcount]
    kinds += [Parameter.VAR_POSITIONAL] * bool(code.co_flags & _VARARGS)
    kinds += [Parameter.VAR_KEYWORD] * bool(code.co_flags & _VARKEYWORDS)
    return Signature([Parameter(name, kind) for name, kind in zip(code.co_varnames, kinds, strict=False)])


def get_annotations(thing: type) -> dict[str, Any]:
    """Return a class's own annotations, as they were written."""
    return dict(vars(thing).get("__annotations__", {}))


def getmro(thing: type) -> tuple[type, ...]:
    """Return a class and those that it inherits from."""
    return thing.__mro__


def isclass(thing: Any) -> bool:
    """Tell whether this is a class."""
    return isinstance(thing, type)


def ismethod(thing: Any) -> bool:
    """Tell whether this is a method of an object."""
    return isinstance(thing, MethodType)


def iscoroutinefunction(thing: Any) -> bool:
    """Tell whether this is an `async def`."""
    code = getattr(thing, "__code__", None)
    return isinstance(code, CodeType) and bool(code.co_flags & _COROUTINE)
