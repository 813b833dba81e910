"""The standard library without what a checker in a worker cannot use."""

from pathlib import Path

from tools.runtime.archive import read_archive, write_archive
from tools.runtime.instead import lean

# Programs, test tools, terminals, processes, sockets served, XML: in a browser without use, or for authors only.
_LEFT_OUT = frozenset(
    {
        "_android_support.py", "_aix_support.py", "_apple_support.py", "_ios_support.py", "_osx_support.py",
        "_pydecimal.py", "_pyio.py", "_pyrepl", "antigravity.py", "asyncio", "bdb.py", "cProfile.py", "cmd.py",
        "code.py", "ctypes", "curses", "dbm", "doctest.py", "ensurepip", "ftplib.py", "idlelib", "imaplib.py",
        "multiprocessing", "pdb.py", "plistlib.py", "poplib.py", "profile.py", "pstats.py", "pty.py", "pydoc.py",
        "pydoc_data", "rlcompleter.py", "smtplib.py", "socketserver.py", "test", "this.py", "timeit.py", "tkinter",
        "trace.py", "turtle.py", "turtledemo", "unittest", "venv", "webbrowser.py", "wsgiref", "xml", "xmlrpc",
        "zipapp.py",
    }
)  # fmt: skip


def write_stdlib(pyodide: Path, target: Path) -> None:
    """Write the trimmed standard library of the Pyodide package in the folder `pyodide`, as source, to `target`."""
    files = read_archive(pyodide / "python_stdlib.zip")
    kept = {name: data for name, data in files.items() if name.endswith(".py") and not _left_out(name)}
    write_archive(target, kept | lean("stdlib", files))


def _left_out(name: str) -> bool:
    return name.partition("/")[0] in _LEFT_OUT
