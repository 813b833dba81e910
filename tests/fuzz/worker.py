"""python -m tests.fuzz.worker CORPUS FOUND SECONDS: libFuzzer led by what the checkers' code runs (Linux x86-64 only).

A failure is written into FOUND, one for each place in the code, and the search goes on.
"""

import hashlib
import sys
import time
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["checkers"], enable_loader_override=False):
    from tests.fuzz.given import given
    from tests.fuzz.holds import LIMIT, is_held_to_time, violations

SLOWER = 6  # times that an instrumented check takes: what is over it is measured again without


def main():
    """Search until the time is over."""
    corpus, found, seconds = sys.argv[1:]
    seen = set()

    def search(data):
        name, inputs = given(data)
        start = time.process_time()
        try:
            said = violations(name, inputs)
        except Exception as error:  # noqa: BLE001  that is what is looked for
            frame = traceback.extract_tb(error.__traceback__)[-1]
            _keep(seen, found, data, f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno}")
            return
        for one in said:
            _keep(seen, found, data, f"{name}: {one.partition(':')[0]}")
        if time.process_time() - start > LIMIT * SLOWER and is_held_to_time(inputs):
            _keep(seen, found, data, f"{name} slow {len(seen)}")

    options = [f"-max_total_time={seconds}", "-max_len=8192", "-timeout=60", "-rss_limit_mb=3000", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={found}/", corpus], search)
    atheris.Fuzz()


def _keep(seen, folder, data, about):
    if about not in seen and len(seen) < 200:
        seen.add(about)
        Path(folder, f"{hashlib.sha256(data).hexdigest()[:16]}.bin").write_bytes(data)


if __name__ == "__main__":
    main()
