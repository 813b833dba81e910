"""The checks there are, by name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from checkers.dns import Book
from checkers.inputs import Inputs
from checkers.report import Report

# RFC 8601 2.7.2; empty where nothing is stated
RESULTS = ("", "pass", "fail", "softfail", "neutral", "none", "temperror", "permerror")

type Run = Callable[[Inputs, Book, datetime | None], Report]
type Foresee = Callable[[Inputs, Book], None]


@dataclass(frozen=True, slots=True)
class Field:
    """An input beside the main one: a line of text, several `lines`, or one of `choices`, the first being the usual."""

    name: str
    choices: tuple[str, ...] = ()
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One check: how it runs, which input a file or a pasted text is, and which others it takes.

    `foresee` asks what `run` would ask, as far as it can tell without judging anything: a check that asks in many
    rounds is judged when it has nothing more to ask. What it misses `run` asks.
    """

    name: str
    run: Run
    main: str
    fields: tuple[Field, ...] = ()
    needs_main: bool = True  # False where another input will do instead
    asks: bool = False  # the main input is one line, an answer to a question, and no paste
    nothing: tuple[Report, ...] = ()  # the parts of the report about nothing
    foresee: Foresee | None = None

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every input's name, the main one first."""
        return (self.main, *(field.name for field in self.fields))


@cache
def record_checks() -> dict[str, Check]:
    """Return the checks of one DNS record or policy, by name: what they need is a small part of everything."""
    from checkers.bimi.check import check_bimi  # noqa: PLC0415
    from checkers.dkim.check import check_dkim  # noqa: PLC0415
    from checkers.dmarc.builder import build_dmarc  # noqa: PLC0415
    from checkers.dmarc.check import check_dmarc  # noqa: PLC0415
    from checkers.dmarc.questions import QUESTIONS  # noqa: PLC0415
    from checkers.mta_sts.check import check_mta_sts  # noqa: PLC0415
    from checkers.spf.check import check_spf  # noqa: PLC0415
    from checkers.tls_rpt.check import check_tls_rpt  # noqa: PLC0415

    policy = Field("policy", lines=True)
    sender = (_DOMAIN, Field("ip"), Field("mail_from"), Field("helo"), _ANSWERS)
    stated = (_DOMAIN, Field("spf_result", RESULTS), Field("spf_domain"), Field("dkim_domains"), _ANSWERS)
    return _by_name(
        Check("spf", check_spf, "record", sender, needs_main=False),
        Check("dkim", check_dkim, "record", (Field("selector"), _DOMAIN, _ANSWERS), needs_main=False),
        Check("dmarc", check_dmarc, "record", stated, needs_main=False),
        Check("dmarc-builder", build_dmarc, "domain", QUESTIONS, asks=True),
        Check("mta-sts", check_mta_sts, "record", (policy, _DOMAIN, _ANSWERS), needs_main=False),
        Check("tls-rpt", check_tls_rpt, "record", (_DOMAIN, _ANSWERS), needs_main=False),
        Check("bimi", check_bimi, "record", (_DOMAIN, _ANSWERS), needs_main=False),
    )


@cache
def bounce_checks() -> dict[str, Check]:
    """Return the checks of a bounce and of one DNS record, by name."""
    from checkers.bounce.check import check_bounce  # noqa: PLC0415
    from checkers.requests.delist.check import check_delist  # noqa: PLC0415
    from checkers.requests.support.check import SYMPTOMS, check_support  # noqa: PLC0415

    help_wanted = (Field("symptom", SYMPTOMS), Field("email"), _REDACT)
    return record_checks() | _by_name(
        Check("bounce", check_bounce, "bounce"),
        Check("delist", check_delist, "bounce", (Field("ip"), Field("email"), _ANSWERS), needs_main=False),
        Check("support", check_support, "bounce", help_wanted, needs_main=False),
    )


@cache
def checks() -> dict[str, Check]:
    """Return every check by its public name."""
    from checkers.auto.check import check_auto  # noqa: PLC0415  auto runs the others
    from checkers.domain.check import check_domain  # noqa: PLC0415
    from checkers.domain.foresee import foresee  # noqa: PLC0415
    from checkers.headers.check import check_headers  # noqa: PLC0415
    from checkers.requests.abuse.check import check_abuse  # noqa: PLC0415
    from checkers.verify.check import NO_CHAIN, check_message  # noqa: PLC0415

    connection = (Field("ip"), Field("helo"), Field("mail_from"), _ANSWERS)
    mail_from_it = (Field("selectors"), Field("ip"), _ANSWERS)
    return _by_name(
        Check("auto", check_auto, "text", (_ANSWERS,)),
        *bounce_checks().values(),
        Check("domain", check_domain, "domain", mail_from_it, asks=True, foresee=foresee),
        Check("headers", check_headers, "headers"),
        Check("message", check_message, "message", connection, nothing=(NO_CHAIN,)),
        Check("abuse", check_abuse, "message", (_REDACT,)),
    )


def find(name: str) -> Check | None:
    """Return the check of this name, None where there is none; nothing is imported for others than its kind."""
    return record_checks().get(name) or bounce_checks().get(name) or checks().get(name)


def _by_name(*listed: Check) -> dict[str, Check]:
    return {check.name: check for check in listed}


_DOMAIN, _ANSWERS, _REDACT = Field("domain"), Field("answers", lines=True), Field("redact", ("no", "yes"))
