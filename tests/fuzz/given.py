"""From bytes to a check and its inputs and back: what the fuzzer changes is readable, and so is what it finds.

The first four bytes choose: the check, whether the main input is text or bytes, how often its last line is repeated,
and which input beside `answers` gets the third text. What follows are up to three texts with `SPLIT` between them:
main input, `answers`, another input.
"""

from checkers.checks import checks
from checkers.inputs import Inputs
from tests.loader import load

SPLIT = b"\x1e"
HEAD = 4
MAX_TEXT = 65_536  # characters: the longest text for which time is held
NAMES = sorted(checks())


def given(data):
    """Return the check's name and its inputs."""
    head, rest = data[:HEAD].ljust(HEAD, b"\0"), data[HEAD:]
    name = NAMES[head[0] % len(NAMES)]
    known = checks()[name]
    parts = rest.split(SPLIT, 2)
    main = _repeated(parts[0], head[2])
    inputs = {known.main: main if head[1] & 1 else main.decode("utf-8", "replace")[:MAX_TEXT]}
    others = [field.name for field in known.fields if field.name != "answers"]
    if len(parts) > 1 and "answers" in known.inputs:
        inputs["answers"] = parts[1].decode("utf-8", "replace")[:MAX_TEXT]
    if len(parts) > 2 and others:
        inputs[others[head[3] % len(others)]] = parts[2].decode("utf-8", "replace")[:MAX_TEXT]
    return name, inputs


def _repeated(text, times):
    """Return `text` with its last line standing in it up to 2 ** 13 times: what is slow is so for long texts."""
    start = text.rfind(b"\n") + 1
    return (text[:start] + text[start:] * 2 ** max(0, times - 242))[:MAX_TEXT]


def seeds():
    """Yield what the cases of the tests give, as bytes."""
    for number, case in enumerate(load()):
        known = checks().get(case["check"])
        if known is None:
            continue
        texts = {name: str(value).encode(errors="replace")[:4096] for name, value in case["inputs"].items()}
        others = [field.name for field in known.fields if field.name != "answers"]
        other = next((name for name in others if name in texts), "")
        head = bytes([NAMES.index(known.name), 0, 0, others.index(other) if other else 0])
        yield head + SPLIT.join((texts.get(known.main, b""), texts.get("answers", b""), texts.get(other, b"")))
        if number % 5 == 0:
            yield bytes([NAMES.index("auto"), 0, 250, 0]) + texts.get(known.main, b"")


def text_of(inputs, known, name):
    """Return an input as the check reads it."""
    return Inputs(inputs, known.main).text(name)
