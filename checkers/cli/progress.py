"""How far a long run has come, on a terminal and in no language."""

import sys
from time import monotonic

_WIDTH = 30
_PAUSE = 0.1  # seconds between two drawings


class Progress:
    """A bar on standard error, drawn only where that is a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._started = self._drawn = monotonic()
        self._shown = sys.stderr.isatty()

    def add(self, number: int) -> None:
        """Count inputs that were judged."""
        self._done += number
        if self._shown and (monotonic() - self._drawn > _PAUSE or self._done >= self._total):
            self._drawn = monotonic()
            rate = self._done / max(self._drawn - self._started, 1e-6)
            filled = _WIDTH * self._done // max(self._total, 1)
            bar = "#" * filled + "." * (_WIDTH - filled)
            sys.stderr.write(f"\r[{bar}] {self._done:,}/{self._total:,}  {rate:,.0f}/s ")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the terminal as it was."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
