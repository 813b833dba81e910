"""Runs inside Pyodide before a layer of the snapshot is made, first: whatever its checks may need is imported.

`wanted` names the function of `checkers.checks` that returns them.
"""

import encodings
import gc
import importlib
import json
import types
import zipimport

# What the keys of DKIM are read with takes these from the standard library, which is large.
OFTEN = ("hashlib", "hmac")
# What any text is read with.
COMMON = ("ascii", "latin-1", "utf-8-sig", "utf-16", "cp1252", "idna", "punycode")
# The charsets of mail in the wild; a rarer one is fetched with the standard library when a message asks for it.
CHARSETS = (
    "utf-32", "utf-7", "raw-unicode-escape",
    "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-9", "iso8859-15",
    "cp437", "cp850", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "koi8-r", "koi8-u", "big5", "gb2312", "gbk", "gb18030", "euc-jp", "iso2022-jp", "shift-jis", "euc-kr",
)  # fmt: skip
START = types.CodeType.__basicsize__  # where the instructions of a code object begin
BYTES, TUPLE = id(bytes), id(tuple)
_COMMAND_LINE = ("checkers.__main__", "checkers.cli")


def import_all() -> None:
    """Import every module of the checkers; the index of their archive lists those that have not been imported."""
    for index in list(zipimport._zip_directory_cache.values()):  # type: ignore[attr-defined]  # noqa: SLF001
        for path in sorted(index):
            name = path.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")
            # The command line has no business here.
            if path.endswith(".pyc") and name.startswith("checkers.") and not name.startswith(_COMMAND_LINE):
                importlib.import_module(name)


codes: dict[int, types.CodeType] = {}


def found() -> list[int]:
    """Return the address of every function's code; `codes` keeps them alive."""
    open_ = [one.__code__ for one in gc.get_objects() if isinstance(one, types.FunctionType)]
    while open_:
        code = open_.pop()
        if id(code) not in codes:
            codes[id(code)] = code
            open_ += (constant for constant in code.co_consts if isinstance(constant, types.CodeType))
    return list(codes)


def load() -> str:
    """Import; return the names of the checks as JSON."""
    checks = importlib.import_module("checkers.checks")
    wanted = globals()["wanted"]
    names = sorted(getattr(checks, wanted)())
    everything = wanted == checks.checks.__name__
    if everything:
        import_all()
        # Imported by a check for a key that is not RSA (it looks into every archive for what it can do without); by
        # the standard library when it is first used.
        for name in ("ecdsa.der", "ecdsa.keys", "heapq"):
            importlib.import_module(name)
    for name in OFTEN:
        importlib.import_module(name)
    for charset in COMMON + CHARSETS if everything else COMMON:
        encodings.search_function(charset)
    return json.dumps(names)


gc.unfreeze()  # what the layer below holds
