"""How much may be hashed in the search for a change."""

from dataclasses import dataclass

MAX_OCTETS = 40 * 1024 * 1024  # half a second in a browser
PER_TRY = 1024  # octets that could be hashed in the time that an attempt takes beside its hash


@dataclass(slots=True)
class Budget:
    """What is left, in octets; `spent` says that the search ended early."""

    octets: int = MAX_OCTETS
    spent: bool = False

    def take(self, octets: int) -> bool:
        """Tell whether one more attempt over so many octets may be made, and pay for it."""
        octets += PER_TRY
        if octets > self.octets:
            self.spent = True
            return False
        self.octets -= octets
        return True

    def share(self, part: int) -> "Budget":
        """Return a budget of its own for a step that must not use up the rest, already paid for."""
        octets = min(self.octets, MAX_OCTETS // part)
        self.octets -= octets
        return Budget(octets)

    def give_back(self, share: "Budget") -> None:
        """Take back what a step has left of its share."""
        self.octets += share.octets
        share.octets = 0
