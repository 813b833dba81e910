"""Where the lines of a batch go, and which of them are there already."""

import json
import os
import re
from array import array
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Self
from zlib import crc32

from checkers.cli.lines import Plan, name_of
from checkers.cli.status import BLOCKED, NO_INPUT, OK, UNUSABLE, UnusableError

_HEAD = re.compile(r'\{"line": (\d{1,9}), "id": ')
_REST = re.compile(r', (?:"error": |"schema": \d+, "check": "[\w-]+", "verdict": "(\w+)")')
_UNUSABLE = re.compile(rf'"code": "(?:lookup\.|(?:{"|".join(map(re.escape, NO_INPUT))})")')
_READ = json.JSONDecoder()


class Done:
    """The lines that are answered: four octets a line, so that there may be millions."""

    def __init__(self) -> None:
        self._marks = array("I")
        self.count = 0

    def add(self, number: int, name: object) -> None:
        """Note that the line `number`, whose id is `name`, is answered."""
        if number >= len(self._marks):
            self._marks.extend([0] * max(number + 1 - len(self._marks), len(self._marks)))
        self.count += not self._marks[number]
        self._marks[number] = _mark(name)

    def has(self, plan: Plan, number: int, line: str) -> bool:
        """Tell whether a line is answered; raises UnusableError where the answer is about another one."""
        mark = self._marks[number] if number < len(self._marks) else 0
        if mark and mark != _mark(name_of(plan, line)):
            raise UnusableError(f"--out: holds the answers to another file: see line {number}")
        return bool(mark)


class Output:
    """Standard output, or a file that is gone on with where it ends; a last line that is half written is redone.

    Raises UnusableError where the file holds something else, or is being written by another process.
    """

    def __init__(self, path: str | None) -> None:
        self.done = Done()
        self.worst = OK  # exit status that the lines in it come to
        self._file = Path(path).open("a+b", buffering=0) if path else None  # noqa: SIM115  closed by `__exit__`
        if self._file:
            try:
                _lock(self._file)
                self._resume(str(path), self._file)
            except UnusableError:
                self._file.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file:
            self._file.close()

    def write(self, lines: list[str]) -> None:
        """Write lines, whole, so that whoever stops us now finds them."""
        text = "".join(f"{line}\n" for line in lines)
        if not self._file:
            print(text, end="", flush=True)
            return
        octets = memoryview(text.encode("utf-8", "backslashreplace"))
        while octets:
            octets = octets[self._file.write(octets) :]

    def _resume(self, path: str, file: FileIO) -> None:
        end = 0
        with Path(path).open("rb") as before:
            for line in before:
                if not line.endswith(b"\n"):
                    break
                end += len(line)
                self._note(path, line.decode("utf-8", "replace"))
        file.truncate(end)

    def _note(self, path: str, line: str) -> None:
        head = _HEAD.match(line)
        try:
            name, at = _READ.raw_decode(line, head.end()) if head else (None, 0)
        except ValueError:
            head = None
        rest = head and _REST.match(line, at)
        if not head or not rest:
            raise UnusableError(f"--out: {path} holds something else than the lines of a batch, and is left as it is")
        self.done.add(int(head[1]), name)
        self.worst = max(self.worst, _status(rest[1], line))


def _status(verdict: str | None, line: str) -> int:
    if verdict is None or (verdict != "blocks" and _UNUSABLE.search(line)):
        return UNUSABLE
    return BLOCKED if verdict == "blocks" else OK


def _mark(name: object) -> int:
    """Return a number over 0 for an id."""
    return crc32(json.dumps(name, sort_keys=True).encode("utf-8", "surrogatepass")) or 1


def _lock(file: FileIO) -> None:
    if os.name != "posix":
        return
    import fcntl  # noqa: PLC0415  not on every system

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise UnusableError(f"--out: {file.name} is being written by another process") from None
