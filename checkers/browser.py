"""Pyodide's door: one JSON text in, one JSON text out. The only file that knows JavaScript exists."""

import importlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from checkers import check
from checkers.checks import checks
from checkers.dns import zone_lookup
from checkers.inputs import Inputs
from checkers.jsonform import to_json
from checkers.tables import read_all
from checkers.text.suffixes import suffixes
from checkers.words import catalogue, languages, markdown, view


def run(request: str, file: Any = None) -> str:
    """Run one check and return `{"report", "view"}` as JSON.

    `request` is JSON: `check`, `inputs` (text by name), `lang`, `now` (ISO 8601, absent where no time is to be known),
    and for tests `zone`. `file` is None or the bytes of a file (anything that `bytes` takes), given to the check as its
    main input.

    Raises what `checkers.check` raises; nothing that a reader can type or drop makes it raise.
    """
    asked: Mapping[str, Any] = json.loads(request)
    name = asked["check"]
    inputs: dict[str, str | bytes] = dict(asked["inputs"])
    if file is not None:
        inputs[checks()[name].main] = bytes(file)
    lookup = zone_lookup(asked["zone"]) if asked.get("zone") is not None else None
    now = datetime.fromisoformat(asked["now"]) if asked.get("now") else None
    report = check(name, inputs, lookup=lookup, now=now)
    words = catalogue(asked.get("lang", ""))
    shown = view(report, Inputs(inputs, checks()[name].main), words)
    return json.dumps({"report": to_json(report), "view": shown | {"markdown": markdown(shown, words)}})


_USUAL = (
    "v=spf1 include:example.com ip4:192.0.2.1 -all",
    "550 5.7.606 Access denied [192.0.2.1]",
    "v=DMARC1; p=none",
    "example.com",
)


_IMPORTED_LATE = ("ecdsa.der", "ecdsa.keys", "oxmsg")


def warm() -> None:
    """Read every file, import every module and run every check once: a memory snapshot has no files to go back to."""
    read_all()
    suffixes()
    for name in _IMPORTED_LATE:
        importlib.import_module(name)
    for language in languages():
        for name, known in checks().items():
            for text in _USUAL:
                run(json.dumps({"check": name, "inputs": {known.main: text}, "lang": language}))
