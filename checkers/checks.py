"""The checks there are, by name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from checkers.dns import Book
from checkers.inputs import Inputs
from checkers.report import Report

type Run = Callable[[Inputs, Book, datetime | None], Report]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: how it runs, which input a file or a pasted text is, and which others it takes."""

    name: str
    run: Run
    main: str
    others: tuple[str, ...] = ()
    needs_main: bool = True  # False where another input will do instead

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every input's name, the main one first."""
        return (self.main, *self.others)


def checks() -> dict[str, Check]:
    """Return every check by its public name."""
    from checkers.auto.check import check_auto  # noqa: PLC0415  auto runs the others
    from checkers.bounce.check import check_bounce  # noqa: PLC0415
    from checkers.spf.check import check_spf  # noqa: PLC0415

    listed = (
        Check("auto", check_auto, "text"),
        Check("spf", check_spf, "record", ("domain", "ip", "mail_from", "helo"), needs_main=False),
        Check("bounce", check_bounce, "bounce"),
    )
    return {check.name: check for check in listed}
