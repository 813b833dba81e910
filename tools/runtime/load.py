"""Runs inside Pyodide before the snapshot is made, first: whatever a check may need is imported."""

import encodings
import gc
import importlib
import pkgutil
import types

# The charsets of mail in the wild; a rarer one is fetched with the standard library when a message asks for it.
CHARSETS = (
    "ascii", "latin-1", "utf-8-sig", "utf-16", "utf-32", "utf-7", "idna", "punycode", "raw-unicode-escape",
    "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-9", "iso8859-15",
    "cp437", "cp850", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "koi8-r", "koi8-u", "big5", "gb2312", "gbk", "gb18030", "euc-jp", "iso2022-jp", "shift-jis", "euc-kr",
)  # fmt: skip
START = types.CodeType.__basicsize__  # where the instructions of a code object begin
BYTES, TUPLE = id(bytes), id(tuple)

packages = ["checkers"]
while packages:
    package = packages.pop()
    for entry in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
        if entry.name in {"checkers.__main__", "checkers.cli"}:  # the command line has no business here
            continue
        importlib.import_module(entry.name)
        if entry.ispkg:
            packages.append(entry.name)
# Imported by a check for a key that is not RSA (it looks into every archive for what it can do without); by the
# standard library when it is first used.
for name in ("ecdsa.der", "ecdsa.keys", "heapq"):
    importlib.import_module(name)
for charset in CHARSETS:
    encodings.search_function(charset)

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
