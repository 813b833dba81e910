"""Random inputs without coverage, where atheris cannot be had."""

import hashlib
import time

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.given import HEAD, SPLIT
from tests.fuzz.given import given as from_bytes
from tests.fuzz.holds import LIMIT, is_held_to_time, violations
from tests.strategies import PASTES, TEXTS

SOME = 200  # examples between two looks at the clock


def search(folder, limit):
    """Write into `folder` each input that fails, until `limit` seconds are over."""
    until = time.monotonic() + limit

    @settings(
        max_examples=SOME, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=HealthCheck
    )
    @given(head=st.binary(min_size=HEAD, max_size=HEAD), texts=st.tuples(TEXTS, PASTES, TEXTS))
    def some(head, texts):
        data = head + SPLIT.join(text.encode(errors="replace") for text in texts)
        name, inputs = from_bytes(data)
        start = time.process_time()
        try:
            failed = bool(violations(name, inputs))
        except Exception:  # noqa: BLE001  that is what is looked for
            failed = True
        if failed or (is_held_to_time(inputs) and time.process_time() - start > LIMIT * 2):
            (folder / f"{hashlib.sha256(data).hexdigest()[:16]}.bin").write_bytes(data)

    while time.monotonic() < until:
        some()
