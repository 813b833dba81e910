"""How the time grows with the text, in this CPython: no faster than the text does."""

from itertools import pairwise

from bench.limits import at_most
from bench.records import SUBJECTS, best

SIZES = (1, 4, 16, 64, 256, 1024)  # KB; what is over the cap of a check is quick
LINEAR = 1.5  # times as much per KB as at a quarter of the size: more grows faster than the text
SMALL = 2  # milliseconds: below it the time is that of a check, not of a text


def print_curve() -> None:
    """Print milliseconds at each size, the most that a KB costs, and whether growth is linear at most."""
    print("\ntime by size of the text in CPython, milliseconds")
    print(f"{'KB':12}" + "".join(f"{size:>9}" for size in SIZES) + f"{'ms/KB':>9}{'growth':>9}{'limit':>7}")
    for name, (check, main, make) in SUBJECTS.items():
        times = [best(check, main, make, size * 1024) for size in SIZES]
        per_kb = max(
            taken / size for taken, size in zip(times, SIZES, strict=True) if taken > SMALL or size == SIZES[-1]
        )
        growth = max((later / earlier / 4 for earlier, later in pairwise(times) if earlier > SMALL), default=0)
        row = "".join(f"{taken:9.1f}" for taken in times)
        print(f"{name:12}{row}{per_kb:9.2f}{growth:9.2f}{LINEAR:7}  {at_most(growth, LINEAR)}", flush=True)
