"""The built runtime under Node, for tests: the same interpreter, snapshot and checkers as in the browser."""

import json
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tools.runtime.program import node


class PyodideError(Exception):
    """The runtime answered with an error; the argument is its kind and detail."""


class PyodideRunner:
    """Runs checks inside Pyodide: started once, asked as often as wanted, closed at the end of a `with`."""

    def __init__(self, out: Path, *, ordinary: bool = False, check: str = "auto") -> None:
        """Start the runtime that was built into `out`: from the snapshot as far as `check` needs it, or not."""
        self.fetched: list[str] = []  # files that a browser would have had to fetch by now
        how = "--ordinary" if ordinary else check
        self._process = subprocess.Popen(
            node("node_runner.mjs", out, how), stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def run(self, request: Mapping[str, Any], file: bytes | None = None) -> dict[str, Any]:
        """Return `{"report", "view"}` for a request as the worker gets it: `check`, `inputs`, `lang`, also `zone`.

        Raises PyodideError where the runtime answers with an error or not at all.
        """
        assert self._process.stdin
        assert self._process.stdout
        content = {"file": b64encode(file).decode()} if file is not None else {}
        self._process.stdin.write(json.dumps({**request, **content}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise PyodideError(f"ended with status {self._process.wait()}")
        answer = json.loads(line)
        self.fetched += answer["fetched"]
        if "error" in answer:
            raise PyodideError(answer["error"])
        return dict(answer["result"])

    def close(self) -> None:
        """End the runtime."""
        self._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
