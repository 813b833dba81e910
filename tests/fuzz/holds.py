"""What holds for every check and every input."""

import gc
import json
import time

from checkers import check, to_json
from checkers.checks import checks
from tests.fuzz.given import MAX_TEXT, text_of

LIMIT = 0.05  # seconds for an input of up to MAX_TEXT characters, in CPython
ROUNDS = 9  # the best counts: a busy machine is not the checker's fault
PAUSE = 0.3  # seconds between two rounds, for what others do there to pass


def violations(name, inputs):
    """Return what does not hold for the check `name` on `inputs`, raising whatever the check raises."""
    known = checks()[name]
    report = to_json(check(name, inputs))
    json.dumps(report)
    said = [
        f"a place outside its input: {span}"
        for span in places(report)
        if not _inside(span, len(text_of(inputs, known, span["input"])))
    ]
    fixed = report["fixed"]
    if fixed is not None and inputs.get(known.main):
        again = check(name, {**inputs, known.main: fixed}).fixed
        if again not in {None, fixed}:
            said.append(f"the corrected text is corrected again: {fixed[:400]!r} to {again[:400]!r}")
    return said


def places(report):
    """Yield every span of a report's JSON form, parts included."""
    for finding in report["findings"]:
        yield from finding["spans"]
        yield from (edit["span"] for edit in finding["fix"] or ())
    yield from (fact["span"] for fact in report["facts"] if fact["span"])
    for part in report["parts"]:
        yield from places(part)


def seconds(name, inputs, rounds=ROUNDS):
    """Return the best time of the processor of some rounds; fewer where one is good enough."""
    best = LIMIT * 1000
    for number in range(rounds):
        time.sleep(PAUSE if number else 0)
        gc.collect()  # what was thrown away before is not this check's
        start = time.process_time()
        to_json(check(name, inputs))
        best = min(best, time.process_time() - start)
        if best < LIMIT:
            break
    return best


def is_held_to_time(inputs):
    """Tell whether the limit is meant for inputs of this size."""
    return sum(map(len, inputs.values())) <= MAX_TEXT


def _inside(span, length):
    return 0 <= span["start"] <= span["end"] <= length
