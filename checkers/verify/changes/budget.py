"""How much may be hashed in the search for a change."""

from dataclasses import dataclass

MAX_OCTETS = 64 * 1024 * 1024  # about a quarter of a second in CPython
MAX_TRIES = 8_000


@dataclass(slots=True)
class Budget:
    """What is left of octets and attempts; `spent` says that the search ended early."""

    octets: int = MAX_OCTETS
    tries: int = MAX_TRIES
    spent: bool = False

    def take(self, octets: int) -> bool:
        """Tell whether one more attempt over so many octets may be made, and pay for it."""
        if octets > self.octets or self.tries <= 0:
            self.spent = True
            return False
        self.octets -= octets
        self.tries -= 1
        return True
