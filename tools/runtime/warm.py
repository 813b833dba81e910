"""Runs inside Pyodide before the snapshot is made: whatever a check may need is imported and read once."""

import encodings
import gc
import importlib
import pkgutil
import re
import sys

import checkers
import checkers.browser

# The charsets of mail in the wild; a rarer one is fetched with the standard library when a message asks for it.
CHARSETS = (
    "ascii", "latin-1", "utf-8-sig", "utf-16", "utf-32", "utf-7", "idna", "punycode",
    "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-9", "iso8859-15",
    "cp437", "cp850", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "koi8-r", "koi8-u", "big5", "gb2312", "gbk", "gb18030", "euc-jp", "iso2022-jp", "shift-jis", "euc-kr",
)  # fmt: skip

for module in pkgutil.walk_packages(checkers.__path__, "checkers."):
    if not module.name.startswith(("checkers.__main__", "checkers.cli")):  # the command line has no business here
        importlib.import_module(module.name)
for charset in CHARSETS:
    encodings.search_function(charset)
checkers.browser.warm()

re.purge()
sys._clear_internal_caches()  # noqa: SLF001  what is remembered about warming up is of no use to anybody
gc.collect()
