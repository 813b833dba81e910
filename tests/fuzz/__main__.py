"""python -m tests.fuzz (make fuzz): look for an input that breaks what must hold for every input.

For FUZZ_SECONDS (600) with atheris where it can be had, else with as many random inputs as hypothesis makes in that
time. What is found stands in build/fuzz/found/ and is printed; exit status 1 then.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import traceback
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz import without_atheris
from tests.fuzz.given import given, seeds
from tests.fuzz.holds import LIMIT, is_held_to_time, seconds, violations

FOLDER = Path(__file__).resolve().parents[2] / "build" / "fuzz"


def main():
    """Search, try again what was found, print what holds true of it."""
    limit = float(os.environ.get("FUZZ_SECONDS", "600"))
    corpus, found = FOLDER / "corpus", FOLDER / "found"
    corpus.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(found, ignore_errors=True)
    found.mkdir()
    for data in seeds():
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    if find_spec("atheris"):
        command = [sys.executable, "-m", "tests.fuzz.worker", str(corpus), str(found), str(int(limit))]
        subprocess.run(command, check=False, env=os.environ | {"PYTHONPATH": str(FOLDER.parents[1])})
    else:
        print("atheris runs on Linux x86-64 only: random inputs instead, not led by what the code does")
        without_atheris.search(found, limit)
    failures = sum([_print(path) for path in sorted(found.iterdir())])
    print(f"fuzz: {failures} failures in {limit:.0f} seconds" + (f", see {found}" if failures else ""))
    return 1 if failures else 0


def _print(path):
    """Try an input again and print what does not hold; tell whether something does not."""
    name, inputs = given(path.read_bytes())
    try:
        said = violations(name, inputs)
    except Exception:  # noqa: BLE001  that is what was looked for
        said = [traceback.format_exc(limit=-3)]
    if is_held_to_time(inputs) and not said and (taken := seconds(name, inputs)) > LIMIT:
        said = [f"took {taken * 1000:.0f} ms, limit {LIMIT * 1000:.0f}"]
    if said:
        print(f"\n{path.name}\ncheck({name!r}, {_short(inputs)})", *said, sep="\n")
    return bool(said)


def _short(inputs):
    return {name: value if len(value) <= 1000 else value[:1000] + type(value)() for name, value in inputs.items()}


if __name__ == "__main__":
    sys.exit(main())
